import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Agent } from '#agents/contract.ts'
import type { EarlierTurn, TurnRecord } from '#turn/read-turn.ts'
import { Route } from '#dialogue/contract.ts'
import { routeEllipsis } from '#routing/earlier/ellipsis.ts'
import { playbookWith } from '../helpers/slots.ts'

const SLOTS = `{ orderId: { type: 'pattern', pattern: '[A-Z]\\\\d+' }, iban: { type: 'pattern', pattern: '[A-Z]{2}\\\\d{9,}' },
  reason: { type: 'choice', of: ['damaged', 'late'], optional: true } }`
const said = (value: string) => ({ value, said: value, by: [] })
const DONE: readonly [string, object] = [
  'use DE89370400440532013000 for A12, it is late',
  {
    to: 'playbook',
    playbook: 'test',
    slots: { orderId: said('A12'), iban: said('DE89370400440532013000'), reason: said('late') },
  },
]
const THANKS: readonly [string, object] = ['thanks', { to: 'talk', about: ['thanks'] }]
const ASKED: readonly [string, object] = ['How long may I keep A12?', { to: 'answer' }]

/** Where a message goes after these, newest first. */
async function after(typed: string, ...before: readonly (readonly [string, object])[]): Promise<Route | null> {
  const playbook = { ...playbookWith(SLOTS), name: 'test', title: 'Test', file: '', hash: '' }
  const agent = { playbooks: [playbook], tools: [], languages: ['en', 'de'], handOver: null } as unknown as Agent
  const turns: readonly EarlierTurn[] = before.map(([words, route]) => ({
    runId: 'r',
    messageId: 'm',
    typed: words,
    route: Route.parse(route),
    answer: [],
  }))
  const write = new Map([['shop/a.b', { effect: 'write' }]])
  const record = {
    live: { agent, declarations: write },
    principal: { id: 'maya' },
    message: { id: 'm', text: typed, joined: [] },
    screening: { typedBlockLength: 600, isOwn: false },
    language: 'en',
    now: '2026-11-20T12:00:00.000000Z',
    earlier: () => Promise.resolve(turns),
  } as unknown as TurnRecord
  return routeEllipsis(record, typed)
}

for (const typed of [
  'and A13?',
  'what about A13',
  'A13 too please',
  'und A13?',
  'Was ist mit A13?',
  'same for order A13',
]) {
  test(`“${typed}” is the deed before it with the other value, and what has to be known stays`, async () => {
    const route = await after(typed, THANKS, DONE)
    assert.partialDeepStrictEqual(route, {
      to: 'playbook',
      slots: { orderId: { value: 'A13' }, iban: { value: 'DE89370400440532013000' } },
      intent: { basis: 'inferred', recognisedBy: 'dialogue' },
    })
    assert.ok(route?.to === 'playbook' && !('reason' in route.slots))
  })
}

test('after a question it is that question, of the other thing', async () => {
  assert.deepEqual(await after('and A13?', THANKS, ASKED, DONE), { to: 'answer', question: 'How long may I keep A13?' })
})

test('after a question that was made so, it is made again', async () => {
  const again: readonly [string, object] = ['and A13?', { to: 'answer', question: 'How long may I keep A13?' }]
  assert.deepEqual(await after('and A14?', again, ASKED), { to: 'answer', question: 'How long may I keep A14?' })
})

for (const typed of ['and refund A13', 'A13', 'and don’t do A13', 'and why A13?', 'and?', 'und was kostet A13?']) {
  test(`“${typed}” goes on from nothing`, async () => assert.equal(await after(typed, DONE), null))
}

test('“the other one” is the only other that was named', async () => {
  const named: readonly [string, object] = ['A11', { to: 'talk', about: ['value'], values: ['A11'] }]
  const twice: readonly [string, object] = ['A10', { to: 'talk', about: ['value'], values: ['A10'] }]
  assert.partialDeepStrictEqual(await after('the other one', DONE, named), {
    to: 'playbook',
    slots: { orderId: { value: 'A11' } },
  })
  assert.equal(await after('the other one', DONE, named, twice), null)
  assert.equal(await after('the other one', DONE), null)
})

test('with nothing before it goes on from nothing', async () => {
  assert.equal(await after('and A13?'), null)
  assert.equal(await after('and A13?', THANKS), null)
})
