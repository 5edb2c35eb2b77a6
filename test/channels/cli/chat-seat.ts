import { setTimeout as delay } from 'node:timers/promises'
import type { TestContext } from 'node:test'
import { until } from '../../helpers/until.ts'
import { sitDown as sitDownAt, type Seat, type Served } from './sit-down.ts'

/** Somebody at a terminal in `parley chat`. */
export interface ChatSeat extends Seat {
  /** Types once the card has been there long enough to be meant. */
  answer(text: string): Promise<void>
  leave(): Promise<number>
}

export function sitDown(t: TestContext, parley: Served, words: readonly string[]): ChatSeat {
  const seat = sitDownAt(t, { parley, isTTY: true }, ...words)
  const tooEarly = () => seat.screen().split('only just come up').length
  return {
    ...seat,
    answer: async (text) => {
      const before = tooEarly()
      seat.type(`${text}\r`)
      await until(() => seat.screen().length > 0, t.signal)
      await delay(20)
      if (tooEarly() > before) {
        await cardTakesKeys()
        seat.type(`${text}\r`)
      }
    },
    leave: async () => {
      const left = new AbortController()
      const ended = seat.ended.finally(() => left.abort())
      // What is still at work is stopped by the first, though its answer may be on the screen.
      while (!left.signal.aborted) {
        seat.type('\u0003')
        await delay(ONCE_MORE_MS, null, { signal: left.signal }).catch(() => null)
      }
      return await ended
    },
  }
}

const ONCE_MORE_MS = 1_000

/** A card takes nothing for a moment, so that nobody presses what has just come up under their finger. */
export async function cardTakesKeys(): Promise<void> {
  await delay(800)
}
