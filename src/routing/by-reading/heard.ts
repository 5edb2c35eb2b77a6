import type { ReadWish } from '#dialogue/message-reading.ts'
import type { Route } from '#dialogue/contract.ts'
import { wishWords } from '#dialogue/wish.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import type { OpenDialogue } from '../dialogue/dialogue.ts'

/** One wish of a message as it was read, with what it may be about. */
export interface Heard {
  readonly services: Services
  readonly record: TurnRecord
  readonly wish: ReadWish
  /** What was typed, with the other wishes' words blanked: each word keeps its place. */
  readonly words: string
  /** All that was typed: whoever read the wish may have left words out that matter. */
  readonly typed: string
  /** Whether the message says nothing else. */
  readonly isOnly: boolean
  /** The question of ours that its writer had before them; null where none is open. */
  readonly dialogue: OpenDialogue | null
  /** The requester's last plans in the thread, the newest first. */
  readonly plans: readonly PlanRecord[]
  readonly signal: AbortSignal
}

/** Where a wish goes; null where it isn't this handler's. */
export type Handler = (heard: Heard) => Route | null | Promise<Route | null>

/** The words of a wish; the whole message where it has none to show. */
export function wordsOf(typed: string, { said }: ReadWish): string {
  return said.length === 0 ? typed : wishWords(typed, said)
}
