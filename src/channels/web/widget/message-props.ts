import type { Clock } from '#cards/drawing/clock-text.ts'
import type { Viewer } from '#cards/drawing/plan-state.ts'
import type { Rating } from '#contract/feedback.ts'
import type { Room } from '../browser/browser-storage.ts'
import type { CardActs, CardDetails } from '../browser/card-props.ts'
import type { Documents } from '../browser/documents.ts'
import type { Child } from '../browser/element.ts'
import type { Rated } from '../browser/feedback.ts'
import type { Quote } from '../browser/quotes.ts'
import type { ThreadState } from '../browser/thread-state.ts'
import type { KeptViews } from './kept-views.ts'
import type { LaterCards } from './later-cards.ts'

/** All that the messages on a screen are drawn from. */
export interface MessageListProps {
  readonly state: ThreadState
  readonly room: Room
  readonly reader: Viewer
  readonly cards: LaterCards
  readonly documents: Documents
  readonly clock: Clock
  /** Whole seconds that the run at work has taken; null in its first moments, so that quick answers don't flicker. */
  readonly workingSeconds: number | null
  readonly isStopping: boolean
  readonly lostUntil: Date | null
  readonly open: { readonly of: string; readonly number: number } | null
  /** What was said here of answers. */
  readonly rated: ReadonlyMap<string, Rated>
  readonly details: CardDetails
  readonly kept: KeptViews
  /** The place of a card while what draws it is loaded. */
  pendingCard(): Child
  folded(text: string): Child
  /** The button to say that a message is one's own request. */
  ownRequest(messageId: string): Child
  readonly acts: MessageActs
}

export interface MessageActs extends Pick<CardActs, 'act' | 'tryNow' | 'leadTo'> {
  send(text: string): void
  /** Stops a run while it is at work. */
  stop(runId: string): void
  /** Takes back a message that waits for its turn; its text goes into the composer where it is given. */
  takeBack(runId: string, text: string | null): void
  rate(messageId: string, rating: Rating, comment: string | null): void
  openQuote(of: string, quote: Quote, from: HTMLElement): void
}
