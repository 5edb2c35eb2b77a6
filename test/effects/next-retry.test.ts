import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isAbsenceFinal, nextRetry, retryBackoffMs, type RetryState } from '#effects/retries/next-retry.ts'
import type { StepTry } from '#memory/plans/plan-record.ts'

const BEGAN = Date.parse('2026-03-01T12:00:00.000Z')
const at = (ms: number) => new Date(BEGAN + ms).toISOString()

function tried(did: StepTry['did'], came: StepTry['came'], times = 1, code = 'c'): StepTry {
  return { did, came, code, times, firstAt: at(0), lastAt: at(1_000) }
}

function trying(
  changes: Partial<RetryState> & { readonly tries?: readonly StepTry[]; readonly afterMs?: number },
): RetryState {
  const { tries = [tried('call', 'silence')], afterMs = 60_000, ...rest } = changes
  return {
    effect: { dispatchedAt: at(0), triedAt: null, tries },
    declaration: {
      idempotent: false,
      idempotencyKey: 'key',
      keyLivesMs: 600_000,
      verify: { tool: 'shop/look', by: 'key', settlesMs: 5_000 },
    },
    callMs: 2_000,
    nowMs: BEGAN + afterMs,
    untilMs: BEGAN + 900_000,
    mayCall: true,
    mayLookUp: true,
    ...rest,
  }
}

const KEY_ALONE = { idempotent: false, idempotencyKey: 'key', keyLivesMs: 600_000, verify: null }
const LOOK_ALONE = { ...trying({}).declaration, idempotencyKey: null, keyLivesMs: null }
const NEITHER = { ...KEY_ALONE, idempotencyKey: null, keyLivesMs: null }

for (const [title, of, next] of [
  ['a call is made again while its key lives', {}, 'call'],
  ['not so late that it would end after its key, which is looked up then', { afterMs: 598_000 }, 'look-up'],
  ['and asked of a person where it can’t be', { afterMs: 598_000, declaration: KEY_ALONE }, 'ask'],
  [
    'a day later still where the tool does nothing twice',
    { afterMs: 8.64e7, untilMs: BEGAN + 9e7, declaration: { ...KEY_ALONE, idempotent: true } },
    'call',
  ],
  ['with neither key nor look-up a person is asked at once', { declaration: NEITHER }, 'ask'],
  ['without a key it is looked up', { declaration: LOOK_ALONE }, 'look-up'],
  ['once a call that is on its way can’t be missed', { declaration: LOOK_ALONE, afterMs: 6_999 }, 'rest'],
  ['after three calls without a word it is looked up', { tries: [tried('call', 'silence', 3)] }, 'look-up'],
  ['not after three that were never sent', { tries: [tried('call', 'not-sent', 9)] }, 'call'],
  [
    'three different errors are tried on',
    { declaration: KEY_ALONE, tries: [tried('call', 'error', 2, 'a'), tried('call', 'error', 2, 'b')] },
    'call',
  ],
  ['the same error three times is looked up', { tries: [tried('call', 'error', 3)] }, 'look-up'],
  ['or a person’s at once', { declaration: KEY_ALONE, tries: [tried('call', 'error', 3)] }, 'ask'],
  [
    'also where others were between',
    { declaration: KEY_ALONE, tries: [tried('call', 'error', 2), tried('call', 'silence'), tried('call', 'error')] },
    'ask',
  ],
  [
    'a look-up that was refused three times is made no more',
    { declaration: LOOK_ALONE, tries: [tried('look-up', 'error', 3)] },
    'ask',
  ],
  [
    'a look-up that nobody answers is made again',
    { declaration: LOOK_ALONE, tries: [tried('look-up', 'silence', 9)] },
    'look-up',
  ],
  ['a tool that is stopped isn’t called but looked up', { mayCall: false }, 'look-up'],
  ['and a person’s where that is stopped too', { mayCall: false, mayLookUp: false }, 'ask'],
  [
    'when the time is over it is looked for once more',
    { afterMs: 900_000, declaration: { ...KEY_ALONE, keyLivesMs: 1e9, verify: LOOK_ALONE.verify } },
    'look-up',
  ],
  ['and then a person’s', { afterMs: 900_000, tries: [tried('call', 'silence'), tried('look-up', 'silence')] }, 'ask'],
  ['who says to look again has it tried, however short the patience is', { untilMs: BEGAN, tries: [] }, 'call'],
  [
    'also once the server isn’t left alone any more',
    { untilMs: BEGAN, afterMs: 15_000, tries: [tried('call', 'not-sent', 7, 'tool-resting')] },
    'call',
  ],
  [
    'and is asked anew where it stays so',
    { untilMs: BEGAN, afterMs: 20_000, tries: [tried('call', 'not-sent', 9, 'tool-resting')] },
    'ask',
  ],
  [
    'or where that said nothing',
    {
      untilMs: BEGAN,
      afterMs: 15_000,
      declaration: KEY_ALONE,
      tries: [tried('call', 'not-sent', 7, 'tool-resting'), tried('call', 'silence')],
    },
    'ask',
  ],
] as const satisfies [string, Parameters<typeof trying>[0], string][]) {
  test(title, () => assert.equal(nextRetry(trying(of)).do, next))
}

test('nothing there is the end where nothing is called any more, or a call after such a look was of no use', () => {
  assert.equal(isAbsenceFinal(trying({})), false)
  assert.equal(isAbsenceFinal(trying({ declaration: LOOK_ALONE })), true)
  assert.equal(isAbsenceFinal(trying({ mayCall: false })), true)
  assert.equal(isAbsenceFinal(trying({ tries: [tried('call', 'error', 3)] })), true)
  assert.equal(isAbsenceFinal(trying({ tries: [tried('look-up', 'absent'), tried('call', 'silence')] })), true)
  assert.equal(isAbsenceFinal(trying({ afterMs: 900_000 })), true)
})

test('pauses grow, are never quite the same, and make an outage longer by half at most', () => {
  for (const forMs of [0, 1_000, 10_000, 60_000, 3_600_000, 86_400_000]) {
    const tries = [{ ...tried('call', 'silence', 50), lastAt: at(forMs) }]
    const [least, most] = [retryBackoffMs(tries, 0), retryBackoffMs(tries, 1)]
    assert.ok(least < most && most <= Math.min(300_000, Math.max(1_000, forMs / 2)), `${forMs}: ${least} to ${most}`)
  }
  assert.ok(retryBackoffMs([tried('call', 'silence')], 1) <= 400)
})
