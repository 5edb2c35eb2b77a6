import type { Agent } from '#agents/contract.ts'
import { comparedText } from '#text/compared-text.ts'
import { escapePattern } from '#text/escape-pattern.ts'
import { languageOf } from '../language-of.ts'
import type { Language } from '../language.ts'
import { overlaps } from '../span.ts'
import { findPattern } from '../find-phrases.ts'

/** A message as examples are written: no slot values, no case, no punctuation, single spaces, and "it" for "that one". */
export function plainMessage(agent: Agent, text: string): string {
  const words = withoutSlotValues(agent, comparedText(text))
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()
  return withIt(words, languageOf(agent, agent.languages[0] ?? ''))
}

/** “Refund that one” and “refund this” are recognised as “refund it”. */
function withIt(words: string, language: Language): string {
  return words.replaceAll(pointingIn(language), language.pronouns[0] ?? '')
}

const knownPointing = new WeakMap<Language, RegExp>()

function pointingIn(language: Language): RegExp {
  const known = knownPointing.get(language)
  if (known) return known
  const { anywhere, last } = language.pointing
  const oneOf = (phrases: readonly string[]) => phrases.map(escapePattern).join('|')
  const pattern = new RegExp(String.raw`(?<!\p{L})(?:(?:${oneOf(anywhere)})(?!\p{L})|(?:${oneOf(last)})$)`, 'gu')
  knownPointing.set(language, pattern)
  return pattern
}

// What would fill a pattern slot is replaced by the slot's name, so that messages compare by what they ask for; the longer of
// two that overlap, since a postcode may look like an order's number.
function withoutSlotValues(agent: Agent, text: string): string {
  const found = patternsOf(agent).flatMap(({ name, pattern }) =>
    findPattern(pattern, text).map((span) => ({ ...span, name })),
  )
  const kept: (typeof found)[number][] = []
  for (const value of found.toSorted((one, other) => other.end - other.start - (one.end - one.start)))
    if (!overlaps(value, kept)) kept.push(value)
  return kept
    .toSorted((one, other) => other.start - one.start)
    .reduce((plain, { start, end, name }) => plain.slice(0, start) + name.toLowerCase() + plain.slice(end), text)
}

interface NamedPattern {
  readonly name: string
  readonly pattern: string
}

const knownPatterns = new WeakMap<Agent, readonly NamedPattern[]>()

// Most procedures take the same order: its number is looked for once in each example.
function patternsOf(agent: Agent): readonly NamedPattern[] {
  const known = knownPatterns.get(agent)
  if (known) return known
  const all = agent.playbooks.flatMap(({ slots }) =>
    Object.entries(slots).flatMap(([name, slot]) =>
      slot.type === 'pattern' ? [[`${name} ${slot.pattern}`, { name, pattern: slot.pattern }] as const] : [],
    ),
  )
  const patterns = [...new Map(all).values()]
  knownPatterns.set(agent, patterns)
  return patterns
}
