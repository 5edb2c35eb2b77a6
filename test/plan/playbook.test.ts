import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkProgram } from '#plan/check-program.ts'
import { parsePlaybook } from '#plan/playbook.ts'

const HEADER = `export const playbook = {
  title: 'Refund an order',
  examples: ['refund order A17'],
  slots: { orderId: { type: 'pattern', pattern: '[A-Z]\\\\d+', ask: 'Which order?' } },
}
`
const PLAN = 'export default async ({ tools, slots, say }) => {\n  say(slots.orderId) // said\n}\n'

test("a playbook's header is data and its source stands on the file's own lines and columns", () => {
  const parsed = parsePlaybook(HEADER + PLAN)
  assert.ok(parsed.ok)
  assert.deepEqual(parsed.playbook, {
    title: 'Refund an order',
    examples: ['refund order A17'],
    slots: { orderId: { type: 'pattern', pattern: '[A-Z]\\d+', ask: 'Which order?', optional: false } },
    source: parsed.playbook.source,
  })
  const lines = parsed.playbook.source.split('\n')
  assert.equal(lines[6], '  say(slots.orderId) // said')
  assert.equal(lines.toSpliced(6, 1).join('').trim(), '')
  assert.equal(checkProgram(parsed.playbook.source), null)
})

for (const [title, plan] of [
  ['a named function', 'export default async function refund({ tools, slots, say }) { say("a") }'],
  ['an unnamed function', 'export default async function ({ say }) { say("a") }'],
  ['a part of what it is given', 'export default async ({ say }) => { say("a") }'],
  ['nothing of what it is given', 'export default () => { say("a") }'],
] as const) {
  test(`the plan of a playbook may be ${title}`, () => assert.ok(parsePlaybook(HEADER + plan).ok))
}

test('slots may be choices and texts, without a question and optional', () => {
  const slots = "{ reason: { type: 'choice', of: ['late', 'other'], optional: true }, note: { type: 'text' } }"
  const parsed = parsePlaybook(
    `export const playbook = { title: 'T', examples: ['e'], slots: ${slots} }\n${PLAN.replace('orderId', 'note')}`,
  )
  assert.ok(parsed.ok)
  assert.deepEqual(parsed.playbook.slots, {
    reason: { type: 'choice', of: ['late', 'other'], ask: null, optional: true },
    note: { type: 'text', ask: null, optional: false },
  })
})

for (const [title, text, at, says] of [
  ['an unknown key', HEADER.replace('examples', 'exmaples') + PLAN, [3, 2], 'Did you mean examples?'],
  ['an unknown key of a slot', HEADER.replace('ask', 'aks') + PLAN, [4, 61], 'Did you mean ask?'],
  [
    'a key of another type of slot',
    HEADER.replace("pattern: '[A-Z]\\\\d+'", "of: ['a']") + PLAN,
    [4, 39],
    'slots.orderId.of is not known',
  ],
  ['a wrong type of slot', HEADER.replace("'pattern'", "'regex'") + PLAN, [4, 28], 'playbook.slots.orderId'],
  ['a pattern that could take for ever', HEADER.replace('[A-Z]\\\\d+', '(a)\\\\1') + PLAN, [4, 48], 'RE2'],
  ['a title that is computed', HEADER.replace("'Refund an order'", "'a' + 'b'") + PLAN, [2, 9], 'is data'],
  ['a title that runs', HEADER.replace("'Refund an order'", 'process.exit(1)') + PLAN, [2, 9], 'is data'],
  ['no examples', HEADER.replace("['refund order A17']", '[]') + PLAN, [3, 12], 'example'],
  ['a key twice', HEADER.replace('examples:', 'title:') + PLAN, [3, 2], 'twice'],
  ['a slot that no header declares', HEADER + PLAN.replace('orderId', 'order'), [7, 12], 'no slot order'],
  ['no plan', HEADER, [1, 0], 'nothing else'],
  ['no header', PLAN, [1, 0], 'nothing else'],
  ['an import', `import fs from 'node:fs'\n${HEADER}${PLAN}`, [1, 0], 'nothing else'],
  ['a statement beside', `${HEADER}console.log(1)\n${PLAN}`, [6, 0], 'nothing else'],
  ['another export', `${HEADER}export const other = 1\n${PLAN}`, [6, 0], 'nothing else'],
  ['another thing given', HEADER + PLAN.replace('say }', 'fetch }'), [6, 38], 'under these names'],
  ['a thing given by another name', HEADER + PLAN.replace('tools,', 'tools: t,'), [6, 24], 'under these names'],
  ['a second thing given', HEADER + PLAN.replace('say })', 'say }, more)'), [6, 45], 'one object'],
  ['a plan that is an expression', `${HEADER}export default ({ say }) => say('a')`, [6, 28], 'braces'],
  [
    'what the language has not',
    HEADER + PLAN.replace('// said', '\n  while (true) {}'),
    [8, 2],
    'for (const item of list)',
  ],
  ['no JavaScript', 'export const playbook = {', [1, 25], 'Unexpected token'],
] as const) {
  test(`a playbook with ${title} is refused with its place`, () => {
    const parsed = parsePlaybook(text)
    assert.ok(!parsed.ok)
    assert.equal(parsed.fault.kind, 'syntax')
    assert.ok(parsed.fault.message.includes(says), parsed.fault.message)
    assert.deepEqual([parsed.fault.at?.line, parsed.fault.at?.column], at)
  })
}
