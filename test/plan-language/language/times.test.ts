import assert from 'node:assert/strict'
import { test } from 'node:test'
import { labelOf } from '#plan-language/values/label.ts'
import type { Labelled, PlanProgram, PlanTool } from '#plan-language/contract.ts'
import { PLAN_LIMITS } from '#plan-language/limits.ts'
import { runProgram } from '#plan-language/language/run.ts'

const read = (zone?: string): PlanTool => ({
  kind: 'read',
  argsSchema: {},
  resultSchema: null,
  inheritsArguments: false,
  later: [],
  ...(zone !== undefined && { zone }),
})

const TOOLS = { 'cal/events': read(), 'rail/trains': read('America/New_York'), 'air/flights': read('Asia/Tokyo') }

const ANSWERS: Readonly<Record<string, Labelled>> = Object.fromEntries(
  Object.keys(TOOLS).map((tool) => [
    tool,
    {
      value: { at: '2026-07-01T09:00', day: '2026-07-01', hour: '09:00', full: '2026-07-01T09:00Z' },
      labels: { '': labelOf(`tool:${tool}`), '/at': labelOf(`tool:${tool}.at`), '/hour': labelOf(`tool:${tool}.hour`) },
    },
  ]),
)

/** What a program says; its failure, where it has one. */
function said(expression: string, zone?: string): string {
  const requests: string[] = []
  const program: PlanProgram = {
    source: `const event = await tools.cal.events({})
const train = await tools.rail.trains({})
const flight = await tools.air.flights({})
say(String(${expression}))`,
    literals: labelOf('operator'),
    slots: {},
    tools: TOOLS,
    now: 0,
    limits: PLAN_LIMITS,
    ...(zone !== undefined && { zone }),
  }
  const outcome = runProgram(program, {
    start: (json) => void requests.push(JSON.parse(json).tool),
    wait: (index) => JSON.stringify({ ok: true, ...ANSWERS[requests[index] ?? ''] }),
  })
  return outcome.ok ? (outcome.said?.text ?? '') : outcome.failure.message
}

for (const [title, expression, told] of [
  ['in the agent’s zone', 'new Date(event.at).toISOString()', '2026-07-01T07:00:00.000Z'],
  ['in its read’s zone', 'new Date(train.at).toISOString()', '2026-07-01T13:00:00.000Z'],
  ['as it says itself', 'new Date(train.full).toISOString()', '2026-07-01T09:00:00.000Z'],
  ['put together of one read', 'new Date(`${train.day}T${train.hour}`).toISOString()', '2026-07-01T13:00:00.000Z'],
  [
    'put together with the plan’s own',
    'new Date(`2026-07-01T${train.hour}`).toISOString()',
    '2026-07-01T13:00:00.000Z',
  ],
  ['the plan’s own', "new Date('2026-01-31 09:00').toISOString()", '2026-01-31T08:00:00.000Z'],
  ['in an hour that comes twice, the first', "new Date('2026-10-25T02:30').toISOString()", '2026-10-25T00:30:00.000Z'],
  ['in an hour that is skipped, later', "new Date('2026-03-29T02:30').toISOString()", '2026-03-29T01:30:00.000Z'],
  ['a day alone is midnight in UTC', "new Date('2026-07-01').toISOString()", '2026-07-01T00:00:00.000Z'],
  ['with decimals', "Date.parse('1970-01-01T00:00:00.123456789Z')", '123'],
  ['with a comma', "Date.parse('1970-01-01T00:00:00,5Z')", '500'],
  ['with an offset of hours', "Date.parse('1970-01-01T01:00:00+01')", '0'],
  ['with an offset without a colon', "Date.parse('1970-01-01 05:30:00 +0530')", '0'],
  ['in small letters', "Date.parse('1970-01-01t00:00:01z')", '1000'],
  ['before year 100', "dates.format('0050-06-01T00:00:00Z', 'yyyy-MM-dd')", '0050-06-01'],
  ['compared over two reads', 'dates.compare(train.at, flight.at)', '1'],
  ['how far apart', "dates.between(flight.at, train.at, 'hours')", '13'],
] as const) {
  test(`a time is read ${title}`, () => assert.equal(said(expression, 'Europe/Berlin'), told))
}

test('a time that names no zone is refused where nobody declares one', () => {
  assert.match(said('new Date(event.at)'), /names no zone, and neither the agent nor its read declares one/)
  assert.equal(said('new Date(train.at).toISOString()'), '2026-07-01T13:00:00.000Z')
})

test('a time that is put together from reads in different zones is refused', () => {
  assert.match(said('new Date(`${train.day}T${flight.hour}`)', 'Europe/Berlin'), /reads in different zones/)
})

for (const text of [
  '2026-02-30T09:00',
  '2026-07-01T24:00',
  '2026-07-01T9:00',
  '2026-07-01T',
  '2026-07-01Z',
  '09:00',
  '2026-07-01T09:00+25:00',
  '1 July 2026',
  '',
])
  test(`no date: ${JSON.stringify(text)}`, () =>
    assert.match(said(`new Date(${JSON.stringify(text)})`, 'Europe/Berlin'), /A date is ISO text/))
