import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runPlan } from './harness.ts'

const PAGE = "const page = await tools.docs.page({ id: 'p1' })\n"

// What of the rounds behind it a jump decides about: `continue` about none, `break` about all.
for (const [title, loop, isReason] of [
  ['continue is none', "for (const to of ['a', 'b']) { SEND\n if (page.urgent) continue\n n += 1 }", false],
  [
    'continue by an index is none',
    'for (let to = 0; to < 2; to++) { SEND\n if (page.urgent) continue\n n += 1 }',
    false,
  ],
  [
    'continue in a switch is none',
    "for (const to of ['a', 'b']) { SEND\n switch (page.urgent) { case true: continue } }",
    false,
  ],
  [
    'break in a loop within is none',
    "for (const to of ['a', 'b']) { SEND\n for (;;) { if (page.urgent) break\n break } }",
    false,
  ],
  ['break is one', "for (const to of ['a', 'b']) { SEND\n if (page.text === 'x') break\n n += 1 }", true],
  [
    'break beside continue is one',
    "for (const to of ['a', 'b']) { SEND\n if (page.urgent) continue\n if (n > 9) break }",
    true,
  ],
  ['break in a while is one', "let to = 0\nwhile (to < 2) { SEND\n to += 1\n if (page.text === 'x') break }", true],
  [
    'return is one',
    "const f = () => { for (const to of ['a', 'b']) { SEND\n if (page.text === 'x') return } }\nf()",
    true,
  ],
] as const) {
  test(`of the rounds behind it, ${title} of the reasons`, () => {
    const { outcome } = runPlan(`${PAGE}let n = 0\n${loop.replace('SEND', 'tools.shop.mail.send({ to })')}`)
    assert.ok(outcome.ok, JSON.stringify(outcome))
    assert.deepEqual(
      outcome.effects.map(({ because }) => because.ctrl.includes('tool:docs/page')),
      [false, isReason],
    )
  })
}

test('what a skipped round would have changed carries why it was skipped, in all rounds behind it', () => {
  const { outcome } = runPlan(
    `${PAGE}let n = 0\nfor (const to of ['a', 'b']) { tools.shop.mail.send({ to, n })\n if (page.urgent) continue\n n += 1 }`,
  )
  assert.ok(outcome.ok, JSON.stringify(outcome))
  assert.deepEqual(outcome.effects[1]?.labels['/n']?.ctrl, ['tool:docs/page'])
})
