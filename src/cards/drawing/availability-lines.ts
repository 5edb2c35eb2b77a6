import type { AvailabilityView } from '#contract/availability.ts'
import { personTexts as words } from '../texts/person-texts.ts'
import { deadlineText, type Clock } from './clock-text.ts'

/** Whether a person is there, how long it took lately, and what happens until then: a sentence each. */
export function availabilityLines(
  { role, isHeld, opensAt, waitMinutes }: Omit<AvailabilityView, 'says'>,
  clock: Clock,
): readonly string[] {
  if (!isHeld) return [words.nobody(role), words.meanwhile]
  if (opensAt !== null) return [words.back(role, deadlineText(opensAt, clock)), words.meanwhile]
  return [words.there(role), ...waitLines(waitMinutes), words.meanwhile]
}

function waitLines(minutes: number | null): readonly string[] {
  if (minutes === null) return []
  return [minutes < 90 ? words.minutes(Math.max(1, minutes)) : words.hours(Math.round(minutes / 60))]
}
