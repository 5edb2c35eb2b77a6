import type { HandOverView } from '#contract/hand-over.ts'
import type { Clock } from '#cards/drawing/clock-text.ts'
import { agoText, dueText, handOverTexts as texts } from '#cards/texts/hand-over-texts.ts'

/** With whom a conversation is, and since when. */
export function handOverState(one: HandOverView, me: string, { now }: Clock): string {
  const { role, askedAt, takenBy, closedBy, closedAt, outcome } = one
  const since = agoText(askedAt, now)
  if (closedBy !== null && closedAt !== null) return texts.closedBy(closedBy.name, outcome, agoText(closedAt, now))
  if (takenBy === null) return texts.waits(role, since)
  return takenBy.id === me ? texts.withYou(since) : texts.with(takenBy.name, since)
}

/** By when somebody is to come, while nobody has; null where nobody said. */
export function dueState({ status, dueAt }: HandOverView, { now }: Clock): ReturnType<typeof dueText> | null {
  return status === 'open' && dueAt !== null ? dueText(dueAt, now) : null
}
