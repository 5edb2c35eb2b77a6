import type { HandOverView } from '#contract/hand-over.ts'
import type { Clock } from '#cards/drawing/clock-text.ts'
import { agoText, handOverTexts as texts } from '#cards/texts/hand-over-texts.ts'

/** With whom a conversation is, and since when. */
export function handOverState({ status, role, askedAt, takenBy }: HandOverView, me: string, { now }: Clock): string {
  const since = agoText(askedAt, now)
  if (status === 'closed') return texts.closed
  if (takenBy === null) return texts.waits(role, since)
  return takenBy.id === me ? texts.withYou(since) : texts.with(takenBy.name, since)
}
