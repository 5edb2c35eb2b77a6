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
      seat.type('\u0003')
      return await seat.ended
    },
  }
}

/** A card takes nothing for a moment, so that nobody presses what has just come up under their finger. */
export async function cardTakesKeys(): Promise<void> {
  await delay(800)
}
