import assert from 'node:assert/strict'
import { once } from 'node:events'
import { setImmediate as aMoment } from 'node:timers/promises'
import { test } from 'node:test'
import { spokenAnswer } from '#channels/protocols/spoken-answer.ts'
import { AppError } from '#core/errors.ts'

const BUSY = new AppError('No database connection came free in 10 s.', { code: 'database-busy', retryable: true })
const PLACE = { threadId: 't', runId: 'r' }

/** A run that nobody can look at any more, and a first event of it, after which nothing comes. */
function asking(failed: Promise<never>) {
  failed.catch(() => {})
  const operations = {
    awaitRun: () => failed,
    async *followEvents(_who: unknown, _thread: string, _after: number, signal: AbortSignal) {
      yield { type: 'run-started', seq: 1, runId: 'r' }
      if (!signal.aborted) await once(signal, 'abort')
    },
  }
  return { principal: {}, operations, address: '' } as never
}

// A promise that is rejected while nobody looks at it ends a whole server, with all that others are doing there.
test('a database that is too busy while somebody reads an answer slowly is told to them, and ends no server', async () => {
  const { promise, reject } = Promise.withResolvers<never>()
  const spoken = spokenAnswer(asking(promise), PLACE, new AbortController().signal)
  assert.equal((await spoken.next()).value?.type, 'event')
  reject(BUSY)
  for (let turn = 0; turn < 5; turn += 1) await aMoment()
  await assert.rejects(spoken.next(), BUSY)
})

test('nor does it end one where they have left', async () => {
  const { promise, reject } = Promise.withResolvers<never>()
  const spoken = spokenAnswer(asking(promise), PLACE, new AbortController().signal)
  await spoken.next()
  await spoken.return()
  reject(BUSY)
  for (let turn = 0; turn < 5; turn += 1) await aMoment()
})
