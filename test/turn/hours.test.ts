import assert from 'node:assert/strict'
import { test } from 'node:test'
import { opensAt } from '#turn/hand-over/hours.ts'

const HAND_OVER = { role: 'support-lead', afterFailedTurns: 2, takenWithinMs: null, outcomes: ['solved'] }
const HOURS = [
  { days: [1, 2, 3, 4, 5], from: 540, to: 720 },
  { days: [1, 2, 3, 4, 5], from: 780, to: 1_020 },
]

function opens(now: string, { zone = 'Europe/Berlin', hours = HOURS } = {}): string | null {
  return opensAt({ handOver: { ...HAND_OVER, hours }, zone }, new Date(now))?.toISOString() ?? null
}

for (const [title, now, at] of [
  ['within the hours somebody is there', '2026-08-03T08:00:00Z', null],
  ['they begin on the minute', '2026-08-03T07:00:00Z', null],
  ['before them it is the same day', '2026-08-03T06:59:00.672Z', '2026-08-03T07:00:00.000Z'],
  ['at noon it is after the break', '2026-08-03T10:30:00Z', '2026-08-03T11:00:00.000Z'],
  ['in the evening it is the next day', '2026-08-03T15:00:00Z', '2026-08-04T07:00:00.000Z'],
  ['on a Friday evening it is Monday', '2026-08-07T16:00:00Z', '2026-08-10T07:00:00.000Z'],
  ['after midnight in the zone it is that day', '2026-08-02T22:30:00Z', '2026-08-03T07:00:00.000Z'],
  [
    'over the change of clocks it is the time that clocks show then',
    '2026-10-23T16:00:00Z',
    '2026-10-26T08:00:00.000Z',
  ],
] as const)
  test(`hours of people: ${title}`, () => assert.equal(opens(now), at))

test('hours of people: in another zone they are its own, and on one day a week it is a week', () => {
  assert.equal(opens('2026-08-03T12:00:00Z', { zone: 'America/New_York' }), '2026-08-03T13:00:00.000Z')
  const monday = [{ days: [1], from: 540, to: 600 }]
  assert.equal(opens('2026-08-03T08:00:00Z', { hours: monday }), '2026-08-10T07:00:00.000Z')
})

test('hours of people: without them nobody says that nobody is there', () => {
  assert.equal(opensAt({ handOver: HAND_OVER, zone: 'UTC' }, new Date()), null)
  assert.equal(opensAt({ handOver: null }, new Date()), null)
})
