import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadAgent } from '#agents/load-agent.ts'
import type { JsonObject, Json } from '#core/json.ts'
import { labelOf, type Labels, type Source } from '#plan-language/values/label.ts'
import { PrincipalId } from '#core/principal.ts'
import { leaves } from '#core/json.ts'
import type { JournalEntry } from '#plan-language/contract.ts'
import { requestedSteps } from '#planning/intent/requested-steps.ts'
import { messagesOf } from '../helpers/wish-messages.ts'
import { parsePlaybook } from '#plan-language/playbook.ts'

/*
 * A value that somebody said in another form than the call has it is said, and one that a call was found by led to it; what a
 * planner puts into its place isn't, though it quotes the same words.
 */
const principal = { id: PrincipalId.parse('customer'), email: 'maya.lindqvist@example.com' }
const NOW = '2026-11-23T10:00:00Z'

async function worldOf(name: string) {
  const folder = join(import.meta.dirname, '../../evals/tasks/agents', name)
  const loaded = await loadAgent(folder, { reference: () => 'http://127.0.0.1:1', parsePlaybook })
  assert.ok(loaded.ok)
  const { agent } = loaded
  return { agent, declarations: new Map(agent.tools.map((tool) => [tool.tool, tool])), definitions: new Map() }
}

interface Said {
  readonly world: string
  readonly typed: string
  readonly tool: string
  /** Of each call, with where each value comes from: `model`, unless it is said. */
  readonly calls: readonly JsonObject[]
  readonly from?: Readonly<Record<string, Source>>
  readonly asked?: string
  readonly reads?: readonly Looked[]
}

type Looked = readonly [tool: string, args: JsonObject, value: Json]

async function doubtsOf({ world, typed, tool, calls, from = {}, asked, reads = [] }: Said): Promise<readonly string[]> {
  const steps = calls.map((args, index) => ({
    ...{ index, tool, args, asked: asked ?? typed },
    labels: Object.fromEntries(
      [...leaves(args)].map(([pointer]) => [pointer, labelOf(from[pointer.split('/')[1] ?? ''] ?? 'model')]),
    ) satisfies Labels,
  }))
  const journal = reads.map(([read, args, value], index): JournalEntry => ({
    ...{ index, tool: read, args, request: '', at: NOW },
    answer: { ok: true, value, labels: {} },
  }))
  const live = await worldOf(world)
  const { doubts } = requestedSteps(steps, {
    live,
    principal,
    messages: messagesOf(typed),
    program: '',
    now: NOW,
    reads: journal,
    before: [],
  })
  return doubts
}

const ROW: Source = 'tool:mail/messages.list.id'
const MAILS: readonly Looked[] = [
  [
    'mail/messages.list',
    {},
    [
      { id: 'M1', from: 'boss@example.com' },
      { id: 'M2', from: 'news@deals.example' },
      { id: 'M5', from: 'news@deals.example' },
    ],
  ],
]
const ARCHIVE = {
  world: 'mail',
  typed: 'Move all mails from news@deals.example to the folder archive.',
  tool: 'mail/messages.move',
  from: { id: ROW, folder: 'user:customer' },
  reads: MAILS,
} as const
const TABLE = {
  world: 'travel',
  typed: 'Reserve a table at Sakura for 2 people on 2026-12-03 at 19:30',
  tool: 'desk/restaurants.reserve',
} as const
const FLIGHT = {
  world: 'travel',
  typed: 'Book me the earliest flight from Stockholm to Paris on 2026-12-03',
  tool: 'desk/flights.book',
  from: { flight: 'tool:desk/flights.search.id', passenger: 'tool:desk/traveller.get.name' },
} as const
const MEETING = {
  world: 'mail',
  typed: 'Schedule a meeting tomorrow from 15:00 to 16:00, title Planning.',
  tool: 'mail/calendar.create',
} as const
const POST = { world: 'rooms', typed: 'Post in general: Lunch is ready', tool: 'rooms/rooms.post' } as const
const PAY = { world: 'bank', typed: 'send 20 EUR to Anna', tool: 'bank/transfers.create' } as const
const planning = (start: string, end: string) => [{ title: 'Planning', start, end }]
const flights = (day: string): readonly Looked[] => [['desk/flights.search', { day }, [{ id: 'FL1' }]]]

for (const [title, said, doubts] of [
  [
    'a currency that the operator calls usual',
    {
      world: 'shop',
      typed: 'Refund order A10.',
      tool: 'shop/refunds.create',
      from: { orderId: 'user:customer', amount: 'tool:shop/orders.get.total' },
      calls: [{ orderId: 'A10', amount: 4990, currency: 'EUR' }],
    },
    [],
  ],
  [
    'another currency',
    {
      world: 'shop',
      typed: 'Refund order A10.',
      tool: 'shop/refunds.create',
      from: { orderId: 'user:customer', amount: 'tool:shop/orders.get.total' },
      calls: [{ orderId: 'A10', amount: 4990, currency: 'USD' }],
    },
    ['slot'],
  ],
  [
    'a day and a time as one',
    { ...TABLE, calls: [{ restaurant: 'Sakura', people: 2, at: '2026-12-03T19:30:00' }] },
    [],
  ],
  ['another time', { ...TABLE, calls: [{ restaurant: 'Sakura', people: 2, at: '2026-12-03T20:30:00' }] }, ['slot']],
  ['another day', { ...TABLE, calls: [{ restaurant: 'Sakura', people: 2, at: '2026-12-04T19:30:00' }] }, ['slot']],
  [
    'a time with seconds that nobody said',
    { ...TABLE, calls: [{ restaurant: 'Sakura', people: 2, at: '2026-12-03T19:30:59' }] },
    ['slot'],
  ],
  [
    'a read that was asked for the day',
    { ...FLIGHT, calls: [{ flight: 'FL1', passenger: 'Maya' }], reads: flights('2026-12-03') },
    [],
  ],
  [
    'a read that was asked for another',
    { ...FLIGHT, calls: [{ flight: 'FL1', passenger: 'Maya' }], reads: flights('2026-12-04') },
    ['slot'],
  ],
  ['no read at all', { ...FLIGHT, calls: [{ flight: 'FL1', passenger: 'Maya' }] }, ['slot']],
  [
    'a flight that another read gave',
    { ...FLIGHT, calls: [{ flight: 'FL9', passenger: 'Maya' }], reads: flights('2026-12-03') },
    ['slot'],
  ],
  ['tomorrow', { ...MEETING, calls: planning('2026-11-24T15:00:00', '2026-11-24T16:00:00') }, []],
  [
    'today instead of tomorrow',
    { ...MEETING, calls: planning('2026-11-23T15:00:00', '2026-11-23T16:00:00') },
    ['slot'],
  ],
  ['no day for tomorrow', { ...MEETING, calls: [{ title: 'Planning' }] }, ['slot']],
  ['what stands behind the colon', { ...POST, calls: [{ room: 'general', text: 'Lunch is ready' }] }, []],
  [
    'all rows that have the address',
    {
      ...ARCHIVE,
      calls: [
        { id: 'M2', folder: 'archive' },
        { id: 'M5', folder: 'archive' },
      ],
    },
    [],
  ],
  ['a row that has another', { ...ARCHIVE, calls: [{ id: 'M1', folder: 'archive' }] }, ['slot']],
  [
    'one among them that has another',
    {
      ...ARCHIVE,
      calls: [
        { id: 'M2', folder: 'archive' },
        { id: 'M1', folder: 'archive' },
      ],
    },
    ['slot'],
  ],
  [
    'the same twice',
    {
      ...ARCHIVE,
      calls: [
        { id: 'M2', folder: 'archive' },
        { id: 'M2', folder: 'archive' },
      ],
    },
    ['unasked-step'],
  ],
  [
    'an amount out of a record where one was said',
    {
      ...PAY,
      from: { recipient: 'tool:bank/payees.list.iban', amount: 'tool:bank/balance.get' },
      calls: [{ recipient: 'FR14', amount: 5338 }],
      reads: [['bank/transactions.list', { limit: 20 }, [{ recipient: 'FR14' }]]],
    },
    ['slot'],
  ],
] as const satisfies readonly (readonly [string, Said, readonly string[] | null])[]) {
  test(`${title}: “${said.typed}”`, async () => {
    const found = await doubtsOf(said)
    if (doubts === null) assert.notDeepEqual(found, [])
    else assert.deepEqual(found, doubts)
  })
}
