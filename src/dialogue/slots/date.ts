import type { DateSlot } from '#plan-language/slot.ts'
import type { Language } from '../language.ts'
import { dateForms, type DateForm } from './date-forms.ts'
import { addDays, dayIn, partsOf, type Day } from './days.ts'
import type { Found, ReadingContext } from '../reading.ts'
import { looksOtherwise, overlaps, type Span } from '../span.ts'

/** Dates as people write them, in digits or words, and days seen from today. */
export function findDates(slot: DateSlot, text: string, context: ReadingContext): readonly Found[] {
  if (looksOtherwise(text)) return []
  const today = dayIn(slot.zone, context.now)
  const limits = limitsOf(slot, context.now)
  const found: Found[] = []
  const otherWords: Span[] = []
  for (const form of formsOf(context.language)) {
    for (const match of text.matchAll(form.pattern)) {
      const start = match.index
      const end = start + match[0].length
      // The forms stand in order: what an earlier one took is no part of a later one.
      if (found.length === MOST_FOUND || overlaps({ start, end }, [...found, ...otherWords])) continue
      const read = form.read(match, { today, order: slot.order, ...limits })
      if (read.isNone) {
        otherWords.push({ start, end })
        continue
      }
      const readings = [...new Set(read.days)].map((day) => ({
        value: day,
        by: read.isSeenFromToday ? (['clock'] as const) : [],
      }))
      const problem = context.language.say.notInCalendar(match[0].trim())
      found.push({ start, end, readings, ...(readings.length === 0 ? { problem } : {}) })
    }
  }
  return found
}

/** Why a day can't be taken, in words; null where it can. */
export function dateProblem(slot: DateSlot, day: Day, { language, now }: ReadingContext): string | null {
  const { earliest, latest } = limitsOf(slot, now)
  const { say } = language
  if (earliest !== null && day < earliest) return say.tooEarly(dayText(day, language), dayText(earliest, language))
  if (latest !== null && day > latest) return say.tooLate(dayText(day, language), dayText(latest, language))
  return null
}

export function dayText(day: Day, { say }: Language): string {
  return say.day(...partsOf(day))
}

/** A hundred days in one message are none to choose from. */
const MOST_FOUND = 100

function limitsOf(slot: DateSlot, now: string): { readonly earliest: Day | null; readonly latest: Day | null } {
  return { earliest: limit(slot.earliest), latest: limit(slot.latest) }

  function limit(written: string | null): Day | null {
    if (written === null || !written.startsWith('today')) return written
    return addDays(dayIn(slot.zone, now), Number(written.slice('today'.length).replace('d', '') || 0))
  }
}

const forms = new WeakMap<Language, readonly DateForm[]>()

function formsOf(language: Language): readonly DateForm[] {
  const known = forms.get(language) ?? dateForms(language.dates, language.numbers)
  forms.set(language, known)
  return known
}
