import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Agent } from '#agents/contract.ts'
import { openQuestion } from '#routing/route/open-question.ts'
import { Route } from '#dialogue/contract.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import { playbookWith } from '../helpers/slots.ts'

const ASKED = {
  to: 'ask-slot',
  playbook: 'test',
  slots: { orderId: { value: 'A17', said: 'A17', by: [] }, gone: { value: 'x', said: 'x', by: [] } },
  missing: 'day',
  at: '2026-11-20T12:00:00.000000Z',
}
const SLOTS = "{ orderId: { type: 'pattern', pattern: '[A-Z]\\\\d+' }, day: { type: 'date' } }"

/** The question that is open at a time after that route, for a playbook with these slots. */
function openAt(
  now: string,
  { routeBefore = ASKED, slots = SLOTS, typed = 'A12' }: { routeBefore?: object; slots?: string; typed?: string } = {},
) {
  const playbook = { ...playbookWith(slots), name: 'test', file: '', hash: '' }
  // Only what is looked at of an agent and a turn is there.
  const agent = { playbooks: [playbook], languages: ['en'], handOver: null } as unknown as Agent
  const record = {
    live: { agent },
    language: 'en',
    now,
    routeBefore: Route.parse(routeBefore),
  } as unknown as TurnRecord
  return openQuestion(record, typed)?.asking ?? null
}

test('a question is open for an hour, by the database’s clock', () => {
  assert.partialDeepStrictEqual(openAt('2026-11-20T12:59:59.000000Z'), { to: 'ask-slot', missing: 'day' })
  assert.equal(openAt('2026-11-20T13:00:01.000000Z'), null)
})

test('it stays open over answers in between, and not for ever', () => {
  const after = (turns: number) =>
    openAt('2026-11-20T12:01:00Z', { routeBefore: { to: 'answer', asking: { ...ASKED, turns } } })
  assert.partialDeepStrictEqual(after(5), { missing: 'day' })
  assert.equal(after(6), null)
})

test('what was left aside for a deed is open for who takes it up, and for nobody else', () => {
  for (const routeBefore of [
    { to: 'playbook', playbook: 'test', slots: {}, asking: ASKED },
    { to: 'plan', asking: ASKED },
  ]) {
    assert.partialDeepStrictEqual(openAt('2026-11-20T12:01:00Z', { routeBefore, typed: 'Go on, please.' }), {
      missing: 'day',
    })
    assert.equal(openAt('2026-11-20T12:01:00Z', { routeBefore, typed: '12 March 2027' }), null)
  }
})

test('what an operator changed meanwhile is asked for again: slots that are gone, of another type, or beyond a new limit', () => {
  const now = '2026-11-20T12:01:00Z'
  assert.deepEqual(Object.keys(openAt(now)?.slots ?? {}), ['orderId'])
  for (const orderId of [
    "{ type: 'date' }",
    "{ type: 'integer' }",
    "{ type: 'pattern', pattern: 'B\\\\d+' }",
    "{ type: 'choice', of: ['a'] }",
    "{ type: 'email' }",
    "{ type: 'money', currencies: ['EUR'] }",
    "{ type: 'text', max: 2 }",
  ]) {
    const asking = openAt(now, { slots: `{ orderId: ${orderId}, day: { type: 'date' } }` })
    assert.deepEqual(asking?.slots, {}, orderId)
  }
  assert.equal(openAt(now, { slots: "{ orderId: { type: 'pattern', pattern: '[A-Z]\\\\d+' } }" }), null)
})

test('a yes to what was to be confirmed counts only while all of it can still be taken', () => {
  const now = '2026-11-20T12:01:00Z'
  const day = { value: '2026-11-20', said: 'today', by: ['clock'] }
  const { missing: _, ...asked } = ASKED
  const routeBefore = { ...asked, to: 'confirm', slots: { orderId: ASKED.slots.orderId, day } }
  const orderId = "orderId: { type: 'pattern', pattern: '[A-Z]\\\\d+' }"
  const confirming = (slots: string) => openAt(now, { routeBefore, slots: `{ ${orderId}, ${slots} }`, typed: 'yes' })
  assert.partialDeepStrictEqual(confirming("day: { type: 'date' }"), { to: 'confirm', slots: { day } })
  for (const [slots, missing] of [
    ["day: { type: 'date', earliest: 'today+1d' }", 'day'],
    ["day: { type: 'date', earliest: 'today+1d', optional: true }", 'day'],
    ["day: { type: 'date' }, mail: { type: 'email' }", 'mail'],
  ] as const) {
    assert.partialDeepStrictEqual(confirming(slots), { to: 'ask-slot', missing }, slots)
  }
})
