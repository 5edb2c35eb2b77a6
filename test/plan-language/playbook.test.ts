import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkProgram } from '#plan-language/check-program.ts'
import { parsePlaybook } from '#plan-language/playbook.ts'

const HEADER = `export const playbook = {
  title: 'Refund an order',
  examples: ['refund order A17'],
  slots: { orderId: { type: 'pattern', pattern: '[A-Z]\\\\d+', ask: 'Which order?' } },
}
`
const PLAN = 'export default async ({ tools, slots, say }) => {\n  say(slots.orderId) // said\n}\n'

const SAYS = "export default async ({ say }) => { say('a') }\n"

const PLAIN = { ask: null, optional: false, always: false, label: null, expects: null }

test("a playbook's header is data and its source stands on the file's own lines and columns", () => {
  const parsed = parsePlaybook(HEADER + PLAN)
  assert.ok(parsed.ok)
  assert.deepEqual(parsed.playbook, {
    title: 'Refund an order',
    examples: ['refund order A17'],
    not: [],
    slots: { orderId: { type: 'pattern', pattern: '[A-Z]\\d+', ...PLAIN, ask: 'Which order?' } },
    confirm: false,
    inferred: null,
    cites: [],
    says: [],
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
    reason: { type: 'choice', of: ['late', 'other'], ...PLAIN, optional: true },
    note: { type: 'text', min: 1, max: 8_000, ...PLAIN },
  })
})

test('a slot of each type has what its reading and its limits need', () => {
  const slots = `{
    paid: { type: 'money', currencies: ['EUR', 'JPY'], currency: 'EUR', min: ['5.00 EUR', '500 JPY'], label: 'amount' },
    day: { type: 'date', zone: 'Europe/Berlin', order: 'dmy', earliest: 'today+1d', latest: '2027-12-31' },
    mail: { type: 'email', domains: ['example.com'], expects: 'your address at work' },
    weight: { type: 'number', min: -0.5, max: 30 },
    bags: { type: 'integer', optional: true, always: true },
    reason: { type: 'choice', of: { damaged: ['broken'], late: [] } },
  }`
  const parsed = parsePlaybook(
    `export const playbook = { title: 'T', examples: ['e'], confirm: 'Up to {paid}', slots: ${slots} }\n${PLAN.replace('orderId', 'day')}`,
  )
  assert.ok(parsed.ok)
  assert.equal(parsed.playbook.confirm, 'Up to {paid}')
  assert.partialDeepStrictEqual(parsed.playbook.slots, {
    paid: {
      min: [
        { amount: 500, currency: 'EUR' },
        { amount: 500, currency: 'JPY' },
      ],
      max: [],
    },
    day: { zone: 'Europe/Berlin', order: 'dmy', earliest: 'today+1d', latest: '2027-12-31' },
    mail: { domains: ['example.com'], expects: 'your address at work' },
    weight: { min: -0.5, max: 30 },
    bags: { min: null, always: true },
    reason: { of: { damaged: ['broken'], late: [] } },
  })
})

for (const [title, slot, says] of [
  ['a currency that there is none of', "{ type: 'money', currencies: ['EURO'] }", 'playbook.slots.it.currencies.0'],
  ['no currency', "{ type: 'money', currencies: [] }", 'at least one currency'],
  ['a default that isn’t taken', "{ type: 'money', currencies: ['EUR'], currency: 'USD' }", 'not one of currencies'],
  ['a limit without a currency', "{ type: 'money', currencies: ['EUR'], max: '5' }", 'slots.it.max'],
  [
    'a limit for one of two currencies',
    "{ type: 'money', currencies: ['EUR', 'USD'], max: '5 EUR' }",
    'one amount for each',
  ],
  ['more decimals than the currency has', "{ type: 'money', currencies: ['JPY'], max: '5.5 JPY' }", 'slots.it.max'],
  ['a zone that there isn’t', "{ type: 'date', zone: 'Europe/Nowhere' }", 'not a time zone'],
  ['a day that there isn’t', "{ type: 'date', earliest: '2027-02-30' }", 'not a day of the calendar'],
  ['a limit in words', "{ type: 'date', latest: 'next week' }", 'slots.it.latest'],
  ['a word of two choices', "{ type: 'choice', of: { a: ['x'], b: ['X'] } }", 'stands here twice'],
  ['no choice', "{ type: 'choice', of: {} }", 'at least one word'],
  ['a limit that is no number', "{ type: 'number', max: '5' }", 'slots.it.max'],
  ['a length of nothing', "{ type: 'text', min: 0 }", 'slots.it.min'],
] as const) {
  test(`a slot with ${title} is refused`, () => {
    const parsed = parsePlaybook(
      `export const playbook = { title: 'T', examples: ['e'], slots: { it: ${slot} } }\n${PLAN.replace('orderId', 'it')}`,
    )
    assert.ok(!parsed.ok)
    assert.ok(parsed.fault.message.includes(says), parsed.fault.message)
  })
}

test('the rules that a playbook goes by are told with their lines', () => {
  const cites = "[\n { document: 'knowledge/returns.md', quote: 'Within 30 days.' },\n]"
  const parsed = parsePlaybook(`export const playbook = { title: 'T', examples: ['e'], cites: ${cites} }\n${SAYS}`)
  assert.ok(parsed.ok)
  assert.deepEqual(parsed.playbook.cites, [{ document: 'knowledge/returns.md', quote: 'Within 30 days.', line: 2 }])
})

for (const [title, cites, at, message] of [
  ['without a quote', "[\n{ document: 'knowledge/a.md' }]", [2, 0], /playbook\.cites\.0\.quote/],
  [
    'of fewer words than say anything',
    "[{ document: 'a.md',\nquote: 'the' }]",
    [2, 7],
    /cites\.0\.quote: the words of a rule/,
  ],
  [
    'with a misspelt key',
    "[{\ndocumnt: 'a.md', quote: 'Within 30 days.' }]",
    [2, 0],
    /cites\.0\.documnt is not known\. Did you mean document\?/,
  ],
  ['that is no list', "'Within 30 days.'", [1, 62], /playbook\.cites/],
  [
    'of which there are too many',
    `[${"{ document: 'a.md', quote: 'Within 30 days.' },".repeat(11)}]`,
    [1, 62],
    /at most 10 rules/,
  ],
] as const) {
  test(`a rule ${title} is refused at its place`, () => {
    const parsed = parsePlaybook(`export const playbook = { title: 'T', examples: ['e'], cites: ${cites} }\n${SAYS}`)
    assert.ok(!parsed.ok)
    assert.match(parsed.fault.message, message)
    assert.deepEqual([parsed.fault.at?.line, parsed.fault.at?.column], at)
  })
}

test('a confirmation that names a slot which may be empty, or none, is refused at its place', () => {
  for (const name of ['note', 'other']) {
    const header = `export const playbook = { title: 'T', examples: ['e'],\n confirm: 'Do {${name}}', slots: { note: { type: 'text', optional: true } } }\n`
    const parsed = parsePlaybook(header + PLAN.replace('orderId', 'note'))
    assert.ok(!parsed.ok)
    assert.ok(parsed.fault.message.includes(`{${name}}`), parsed.fault.message)
    assert.equal(parsed.fault.at?.line, 2)
  }
})

test('what must not start a playbook stands in its header, and can be no example of it', () => {
  const withNot = (not: string) => HEADER.replace("['refund order A17'],", `['refund order A17'],\n  not: ['${not}'],`)
  const parsed = parsePlaybook(withNot('how do refunds work') + PLAN)
  assert.ok(parsed.ok)
  assert.deepEqual(parsed.playbook.not, ['how do refunds work'])
  const both = parsePlaybook(withNot('Refund order A17') + PLAN)
  assert.ok(!both.ok)
  assert.match(both.fault.message, /“Refund order A17” is an example of it, too/)
  assert.equal(both.fault.at?.line, 4)
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
    HEADER + PLAN.replace('// said', '\n  class A {}'),
    [8, 2],
    'object literals and functions',
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
