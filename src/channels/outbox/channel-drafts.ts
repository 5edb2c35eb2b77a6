import type { DraftPlace, DraftThere } from '#contract/channel-drafts.ts'

/** How a service shows an answer that isn't there yet. What it shows is taken away, or the answer takes its place. */
export interface ChannelDrafts {
  /** How long it is at least from one change of a draft to the next, in ms. */
  readonly paceMs: number
  /** Whether all drafts of the channel go by it together, since the service counts them so. */
  readonly isPaceShared: boolean
  /** Gives what writes one draft, each time anew. It throws by its signal alone. */
  begin(place: DraftPlace): DraftWriter
  /** Takes one away. What the service said is the outcome. */
  takeAway(place: DraftPlace, there: DraftThere, options: { readonly signal: AbortSignal }): Promise<DraftOutcome>
}

/** Writes a draft as it is now, where the service calls it so; null for the first time. */
export type DraftWriter = (
  shown: ShownDraft & { readonly as: string | null },
  options: { readonly signal: AbortSignal },
) => Promise<DraftOutcome>

/** What is shown of an answer that isn't there yet. */
export interface ShownDraft {
  /** The sentences that stand so far, each checked; null where none does. */
  readonly text: string | null
  /** What goes on, where a word of what was asked for may stand, and where others read along. */
  readonly line: string
  readonly lineForAll: string
}

export type DraftOutcome =
  | { readonly outcome: 'shown'; readonly as: string }
  /** Nothing was changed. It may be tried again in so many ms. */
  | { readonly outcome: 'later'; readonly afterMs: number }
  /** It may be there or not. */
  | { readonly outcome: 'unknown' }
  /** It isn't shown any more, here. */
  | { readonly outcome: 'over' }
