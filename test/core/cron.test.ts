import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cronFault, dueTimes, nextDue } from '#agents/cron.ts'

const BERLIN = { zone: 'Europe/Berlin' }

function due(cron: string, after: string, until: string): readonly string[] {
  const times = dueTimes({ cron, ...BERLIN }, { after: new Date(after), until: new Date(until), atMost: 100 })
  return times.map((time) => time.toISOString())
}

test('where clocks are put back, what is due once a day is due once, the first time', () => {
  const times = due('30 2 * * *', '2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z')
  assert.deepEqual(times, ['2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z'])
  // Whoever looks between the two finds nothing the second time.
  assert.deepEqual(due('30 2 * * *', '2026-10-25T00:30:00Z', '2026-10-25T02:00:00Z'), [])
})

test('where clocks are put forward, a time that isn’t there is due once, when the clock goes on', () => {
  const times = due('30 2 * * *', '2027-03-27T12:00:00Z', '2027-03-29T12:00:00Z')
  assert.deepEqual(times, ['2027-03-28T01:00:00.000Z', '2027-03-29T00:30:00.000Z'])
})

test('what is due every hour is due every hour of such a night', () => {
  assert.equal(due('0 * * * *', '2026-10-24T22:30:00Z', '2026-10-25T03:30:00Z').length, 5)
  assert.equal(due('0 * * * *', '2027-03-27T22:30:00Z', '2027-03-28T03:30:00Z').length, 5)
})

test('looking in pieces finds the same as looking at once, wherever they are cut', () => {
  const [from, to] = [Date.parse('2026-10-24T20:00:00Z'), Date.parse('2026-10-25T06:00:00Z')]
  for (const cron of ['30 2 * * *', '*/20 * * * *', '0 3 * * *']) {
    const pieces: string[] = []
    for (let at = from; at < to; at += 7 * 60_000)
      pieces.push(...due(cron, new Date(at).toISOString(), new Date(Math.min(to, at + 7 * 60_000)).toISOString()))
    assert.deepEqual(pieces, due(cron, new Date(from).toISOString(), new Date(to).toISOString()), cron)
  }
})

test('of very many the last ones are given', () => {
  const times = dueTimes(
    { cron: '* * * * *', ...BERLIN },
    { after: new Date('2020-01-01T00:00:00Z'), until: new Date('2026-08-01T00:00:00Z'), atMost: 3 },
  )
  assert.deepEqual(
    times.map((time) => time.toISOString()),
    ['2026-07-31T23:58:00.000Z', '2026-07-31T23:59:00.000Z', '2026-08-01T00:00:00.000Z'],
  )
})

test('what can’t be read, has seconds or names no day there is is refused in words', () => {
  for (const cron of ['x', '61 * * * *', '* * * * * *', '0 0 30 2 *'])
    assert.notEqual(cronFault({ cron, ...BERLIN }), null, cron)
  for (const cron of ['0 8 * * 1-5', '@daily', '0 8 L * *']) assert.equal(cronFault({ cron, ...BERLIN }), null, cron)
})

test('the next time is after a moment, and not at it', () => {
  const next = nextDue({ cron: '0 8 * * *', ...BERLIN }, new Date('2026-08-01T06:00:00Z'))
  assert.equal(next?.toISOString(), '2026-08-02T06:00:00.000Z')
})
