import type { ThreadEvent } from '#contract/event.ts'
import type { PlanProgress } from '#contract/plan-progress.ts'
import type { Presence } from '#contract/presence.ts'
import { checked, type Checked } from '#contract/shape.ts'
import type { TextDelta } from '#contract/text-delta.ts'
import { planProgress, presence, textDelta, threadEvent } from '#contract/wire.ts'

/** An event that this face shows something of, or the number of one that only a newer one knows. */
export type KnownEvent = ThreadEvent | { readonly type: 'other'; readonly seq: number }

/** What comes over a stream: between the events, without a number, how far something is, what is being said and who types. */
export type Streamed = KnownEvent | ((PlanProgress | TextDelta | Presence) & { readonly seq?: undefined })

/** Whoever doesn't say again that they type has stopped after this long, in ms. */
export const TYPING_MS = 10_000

const NUMBERED: Checked<{ readonly seq: number }> = { shape: { object: { seq: 'number' } } }

/** What came over a stream; null for what is none of it. */
export function streamed(given: unknown): Streamed | null {
  return checked(planProgress, given) ?? checked(textDelta, given) ?? checked(presence, given) ?? knownEvent(given)
}

/** An event as it came; null for what is none. */
export function knownEvent(given: unknown): KnownEvent | null {
  const event = checked(threadEvent, given)
  if (event !== null) return event
  const other = checked(NUMBERED, given)
  return other === null ? null : { type: 'other', seq: other.seq }
}
