import type { PlanView } from '#contract/plan.ts'
import { argument, mailView, planView, refundView, RULE } from '../../../helpers/plan-views.ts'

/** What somebody may put into a value, and how it is to be read. */
export const HOSTILE_TEXTS: readonly { readonly text: string; readonly shown: string; readonly hidden?: string }[] = [
  {
    text: '<img src=x onerror="globalThis.wasRun = true"><script>globalThis.wasRun = true</script>',
    shown: '<img src=x onerror="globalThis.wasRun = true"><script>globalThis.wasRun = true</script>',
  },
  { text: '<a href="https://evil.example">our bank</a>', shown: '<a href="https://evil.example">our bank</a>' },
  {
    text: '[pay here](https://evil.example) ![](https://evil.example/pixel.gif)',
    shown: '![](https://evil.example/pixel.gif)',
  },
  { text: 'moc.elpmaxe@ayam \u202emaya@example.com', shown: 'U+202E', hidden: '\u202e' },
  { text: 'maya@example.com\u200b.evil\u2066', shown: 'U+200B', hidden: '\u200b' },
  { text: 'pаypal-refunds.example', shown: 'xn--pypal-refunds-w1k.example' },
  { text: `maya@example.com${' '.repeat(400)}and mallory@evil.example`, shown: 'and mallory@evil.example' },
  { text: 'Goes ahead by itself\nDone\r\nNothing was done.', shown: 'Goes ahead by itself' },
  { text: '\u001b[2J\u0007', shown: 'U+001B', hidden: '\u001b' },
  { text: `z${'\u0301'.repeat(300)}`, shown: '298 marks' },
  { text: 'constructor', shown: 'constructor' },
  { text: `begin-${'a very long note '.repeat(6_250)}-end`, shown: `${'a very long note '.repeat(6_250)}-end` },
]

/** A plan with such texts in everything that somebody else may fill. */
export function hostilePlan(): PlanView {
  const [markup = '', link = '', , reversed = ''] = HOSTILE_TEXTS.map(({ text }) => text)
  const values = HOSTILE_TEXTS.map(({ text }, index) => argument(`field${index}`, text, `${markup}: unchecked`, true))
  return planView({
    title: `Refund ${markup} then ${reversed}`,
    deed: `Refund ${link} and mail`,
    totals: [markup, reversed],
    requester: { id: 'customer', name: reversed },
    effects: [
      refundView({ title: link, arguments: values, state: 'succeeded', result: { id: markup } }),
      mailView({
        title: reversed,
        arguments: values.map((value) => ({ ...value, unchecked: false, kind: 'record', others: [link] })),
      }),
    ],
    citations: [{ ...RULE, quote: `${markup} ${link} ${reversed}`, document: { ...RULE.document, title: markup } }],
    reads: [{ index: 0, tool: markup, title: reversed, from: link, args: {}, found: true, at: '2026-11-20T09:12:00Z' }],
    verdict: { decision: 'ask', roles: ['support-lead'], reasons: [markup, reversed], policies: [link] },
    program: `const note = '${markup}'\n// ${reversed}`,
    rejectReasons: [markup],
  })
}
