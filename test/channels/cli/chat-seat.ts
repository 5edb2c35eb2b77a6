import { setTimeout as delay } from 'node:timers/promises'
import type { TestContext } from 'node:test'
import type { FakeApi } from '../../helpers/fake-api.ts'
import { until } from '../../helpers/until.ts'
import { dataFolder } from './run-parley.ts'
import { sitDown as sitDownAt, type Seat } from './sit-down.ts'

/** Somebody at a terminal in `parley chat`. */
export interface ChatSeat extends Seat {
  /** Types once the card has been there long enough to be meant. */
  answer(text: string): Promise<void>
  leave(): Promise<number>
}

export async function sitDown(t: TestContext, api: FakeApi, words: readonly string[]): Promise<ChatSeat> {
  const parley = { url: api.url, place: { dataDir: await dataFolder(t) } }
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
