import type { NamedPlaybook } from '#agents/contract.ts'
import { plainWords, withoutPoliteWords, type Language } from '#dialogue/language.ts'
import { isNegated } from '#dialogue/utterance/negation-scope.ts'
import { readSlot } from '#dialogue/slot-filling/read-slot.ts'
import { slotName } from '#dialogue/slot-filling/slot-name.ts'
import type { Span } from '#dialogue/span.ts'
import { wholeWord } from '#dialogue/find-phrases.ts'

interface Place extends Span {
  readonly value: string
}

export interface Reading {
  readonly language: Language
  /** The frozen clock of the turn, ISO 8601. */
  readonly now: string
}

/**
 * The words for each thing of a list that a playbook is asked to do ("refund A12, A13 and A14"): what stands around the list
 * belongs to each. Null where there is no list, and where it isn't sure that it is one: "A12 or A13", "A12 (the lamp, not
 * the mug) A13", or an amount that may be meant for each or for all.
 */
export function wishesOfList(
  { slots }: NamedPlaybook,
  typed: string,
  said: readonly Span[],
  reading: Reading,
): readonly (readonly Span[])[] | null {
  const severals = Object.entries(slots).flatMap(([name, slot]) => {
    if (slot.type !== 'pattern') return []
    const label = slotName(name, slot)
    const places = placesOf(slot.pattern, typed).filter((place) => !isNegated(typed, place, { ...reading, label }))
    return new Set(places.map(({ value }) => value)).size > 1 ? [{ places, label }] : []
  })
  const [several, ...more] = severals
  if (!several || more.length > 0 || hasAmount(slots, typed, reading)) return null
  if (!isList(typed, several.places, several.label, reading.language)) return null
  return distinct(several.places).map((own) => withoutOthers(said, several.places, own))
}

/** What is named in these words of the kind that a pattern finds. */
export function placesOf(pattern: string, typed: string): readonly Place[] {
  const matcher = wholeWord(pattern).matcher(typed)
  const places: Place[] = []
  while (matcher.find()) {
    const value = matcher.group() ?? ''
    if (value !== '') places.push({ start: matcher.start(), end: matcher.end(), value })
  }
  return places
}

// Five euros for each, or for both?
function hasAmount(slots: NamedPlaybook['slots'], typed: string, reading: Reading): boolean {
  return Object.entries(slots).some(([name, slot]) => {
    if (slot.type !== 'money' && slot.type !== 'number' && slot.type !== 'integer') return false
    return readSlot(slot, typed, { ...reading, isAsked: false, label: slotName(name, slot) }).kind !== 'none'
  })
}

function isList(typed: string, places: readonly Place[], label: string, language: Language): boolean {
  const { lists, negations } = language
  const known = new Set([...lists.joins, ...lists.between, ...lists.behind, ...plainWords(label).split(' ')])
  const rest = ` ${withoutPoliteWords(typed.slice(places.at(-1)?.end), language)}`
  // "A31 A12 refund both please" needs nothing between them.
  const isOfAll = lists.together.some(
    (phrase) => rest.endsWith(` ${phrase}`) && !negations.some((not) => rest.endsWith(` ${not} ${phrase}`)),
  )
  return places.every(({ end }, index) => {
    const next = places[index + 1]
    if (!next) return true
    const between = typed.slice(end, next.start)
    const words = plainWords(between)
      .split(' ')
      .filter((word) => word !== '')
    if (!words.every((word) => known.has(word)) || /[()[\]?"“”„]/u.test(between)) return false
    const behind = plainWords(typed.slice(next.end, places[index + 2]?.start))
    const isAdded = lists.behind.some((phrase) => behind === phrase || behind.startsWith(`${phrase} `))
    return /[,;&+\n]/u.test(between) || words.some((word) => lists.joins.includes(word)) || isAdded || isOfAll
  })
}

// "A12 and A12" is one.
function distinct(places: readonly Place[]): readonly Place[] {
  return places.filter(({ value }, index) => places.findIndex((other) => other.value === value) === index)
}

function withoutOthers(said: readonly Span[], places: readonly Place[], own: Place): readonly Span[] {
  const list = { start: places[0]?.start ?? 0, end: places.at(-1)?.end ?? 0 }
  return said
    .flatMap(({ start, end }) => [
      { start, end: Math.min(end, list.start) },
      { start: Math.max(start, own.start), end: Math.min(end, own.end) },
      { start: Math.max(start, list.end), end },
    ])
    .filter(({ start, end }) => start < end)
}
