import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Route } from '#dialogue/contract.ts'
import { fillSlots } from '#dialogue/slot-filling/fill-slots.ts'
import { ENGLISH } from '#dialogue/language/english.ts'
import type { FilledSlot } from '#dialogue/reading.ts'
import { NOW, playbookWith } from '../helpers/slots.ts'

const { slots: DECLARED } = playbookWith(`{
  orderId: { type: 'pattern', pattern: '[A-Z]\\\\d+', ask: 'Which order?' },
  reason: { type: 'choice', of: ['damaged', 'late', 'other'], ask: 'Why?', optional: true },
}`)
const { slots: DAYS } = playbookWith("{ from: { type: 'date' }, to: { type: 'date' } }")

const CONTEXT = { language: ENGLISH, now: NOW }

function said(...values: readonly string[]): FilledSlot[] {
  return values.map((value) => ({ value, said: value, by: [] }))
}

/** What each slot holds after a message, where earlier ones filled some. */
function fill(
  declared: typeof DECLARED,
  typed: string,
  { earlier = {}, open = null }: { earlier?: Record<string, string>; open?: string | null } = {},
) {
  const held = Object.fromEntries(
    Object.entries(earlier).map(([name, value]) => [name, { value, said: value, by: [] }]),
  )
  const filling = fillSlots(declared, typed, { ...CONTEXT, earlier: held, open })
  return {
    ...filling,
    values: Object.fromEntries(Object.entries(filling.slots).map(([name, { value }]) => [name, value])),
  }
}

for (const [title, typed, values] of [
  ['a value is taken as it stands in the words', 'Refund order A17, please', { orderId: 'A17' }],
  ['the same value twice is one value', 'A17! I said A17.', { orderId: 'A17' }],
  ['a choice is found by its word, in any case', 'A17 came DAMAGED', { orderId: 'A17', reason: 'damaged' }],
  ['a choice isn’t found inside another word', 'A17, later than promised', { orderId: 'A17' }],
  ['two choices leave an optional slot empty', 'A17 was late and damaged', { orderId: 'A17' }],
  ['what is said not to be meant isn’t', 'A17, it was late, not damaged', { orderId: 'A17', reason: 'late' }],
  ['what isn’t there is missing', 'Refund my order', {}],
  ['of two different values neither is guessed', 'Refund A17, no, A23', {}],
  ['a value in small letters is the one in capitals', 'Refund order a17', { orderId: 'A17' }],
  ['where one stands as it is, small letters are no second one', 'Refund A17, it says a4 on it', { orderId: 'A17' }],
  ['a value inside another word isn’t one', 'Refund order XA17 or A17B', {}],
] as const) {
  test(title, () => assert.deepEqual(fill(DECLARED, typed).values, values))
}

const A17_LATE = { orderId: 'A17', reason: 'late' }
for (const [title, typed, open, values] of [
  ['“no” and a value correct the slot that takes it', 'no, A12', 'reason', { orderId: 'A12', reason: 'late' }],
  ['“make it … instead” corrects', 'make it A12 instead', null, { orderId: 'A12', reason: 'late' }],
  ['a value and “I meant” correct', 'sorry, I meant A12', null, { orderId: 'A12', reason: 'late' }],
  ['nothing but another value corrects', 'A12', null, { orderId: 'A12', reason: 'late' }],
  ['“not this, that” corrects', 'not late, damaged', null, { orderId: 'A17', reason: 'damaged' }],
  ['“this, not that” corrects', 'it was damaged, not late', null, { orderId: 'A17', reason: 'damaged' }],
  ['“not this” alone takes it back', 'it was not late', null, { orderId: 'A17' }],
  ['“not this” of something else takes nothing back', 'not damaged', null, A17_LATE],
  ['several are corrected at once', 'no, A12, damaged', null, { orderId: 'A12', reason: 'damaged' }],
  ['a word of a choice that is only mentioned changes nothing', 'the other parcel came', null, A17_LATE],
  ['the same value again changes nothing', 'yes, A17', null, A17_LATE],
  ['two other values change nothing by themselves', 'no, A12 or A13', null, { reason: 'late' }],
] as const) {
  test(title, () => assert.deepEqual(fill(DECLARED, typed, { earlier: A17_LATE, open }).values, values))
}

test('another value that is only mentioned is asked about', () => {
  const { values, unsure } = fill(DECLARED, 'the parcel A12 came yesterday', { earlier: A17_LATE })
  assert.deepEqual(values, { reason: 'late' })
  assert.deepEqual(unsure['orderId'], { choices: said('A17', 'A12'), areSeveral: false, mustAsk: true })
})

test('one value never fills two slots of a kind, and a correction is one of the slot that has a value', () => {
  assert.deepEqual(fill(DAYS, '2027-03-12', { open: 'from' }).values, { from: '2027-03-12' })
  const earlier = { from: '2027-03-12' }
  assert.deepEqual(fill(DAYS, '2027-03-14', { open: 'to', earlier }).values, { from: '2027-03-12', to: '2027-03-14' })
  assert.deepEqual(fill(DAYS, 'no, 2027-03-13', { open: 'to', earlier }).values, { from: '2027-03-13' })
})

test('a text is taken whole, for the slot that was asked alone', () => {
  const { slots } = playbookWith("{ wish: { type: 'text' }, gift: { type: 'text', optional: true } }")
  assert.deepEqual(fill(slots, '  a blue one \n', { open: 'wish' }).values, { wish: 'a blue one' })
  assert.deepEqual(fill(slots, 'a blue one').values, {})
})

test('a pattern that would take a backtracking engine for ever is done at once', { timeout: 10_000 }, () => {
  const { slots } = playbookWith("{ id: { type: 'pattern', pattern: '(a+)+$' } }")
  assert.deepEqual(fill(slots, `${'a'.repeat(20_000)}!`).values, {})
})

test('a choice with the signs of a pattern is a word like any other', () => {
  const { slots } = playbookWith("{ size: { type: 'choice', of: ['1.5', '1+5', '(x|y]-{'] } }")
  assert.deepEqual(fill(slots, 'size 1.5').values, { size: '1.5' })
  assert.deepEqual(fill(slots, 'size (x|y]-{').values, { size: '(x|y]-{' })
  assert.deepEqual(fill(slots, 'size 115').values, {})
})

test('a route that was stored when slots were texts is read as what was said', () => {
  const old = { to: 'ask-slot', playbook: 'refund', slots: { orderId: 'A17' }, missing: 'reason' }
  const route = Route.parse(old)
  assert.partialDeepStrictEqual(route, {
    slots: { orderId: { value: 'A17', said: 'A17', by: [] } },
    tries: 0,
    at: null,
  })
  assert.deepEqual(Route.parse(JSON.parse(JSON.stringify(route))), route)
})
