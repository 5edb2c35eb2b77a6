import type { ReadWish } from '#dialogue/matching/message-reading.ts'
import type { Route } from '#dialogue/contract.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import type { Found } from '../route/found.ts'
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
  /** The same, also where they wrote before they had it. */
  readonly open: OpenDialogue | null
  /** How rules took the wish; null where a model read it. */
  readonly rules: ReadByRules | null
  /** The requester's last plans in the thread, the newest first. */
  readonly plans: readonly PlanRecord[]
  readonly signal: AbortSignal
}

/** A wish as rules read it, with what only they know of it. */
export interface ReadByRules {
  readonly wish: ReadWish
  /** How it was recognised as what its procedure does. */
  readonly found: Found | null
  /** Procedures of which it may be any. */
  readonly which: readonly string[]
  /** It goes on with what was asked for before. */
  readonly again: Route | null
  /** Neither documents nor procedures are known to be about it. */
  readonly isUnknown: boolean
  /** It is like nothing: beside our open question it is taken for an answer that wasn't understood. */
  readonly isLikeNothing: boolean
}

/** What is known of some words before anybody has read them. */
export type Unread = Omit<Heard, 'wish' | 'rules'>

/** Where words go that need no reading; null where they do. */
export type FirstHandler = (unread: Unread) => Route | null | Promise<Route | null>

/** Where a wish goes; null where it isn't this handler's. */
export type Handler = (heard: Heard) => Route | null | Promise<Route | null>
