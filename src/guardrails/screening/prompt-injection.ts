import { resemblesInjection } from './injection/classifier.ts'
import { decodedIn, turnedOf } from './injection/decoded.ts'
import { ENGLISH } from './injection/english-patterns.ts'
import { folded } from './injection/folded-text.ts'
import { GERMAN } from './injection/german-patterns.ts'
import { MARKUP } from './injection/markup-patterns.ts'
import { withoutMentions } from './injection/quoted.ts'
import { sentencesOf } from '#text/sentences.ts'

/** A suspected prompt injection: words that read like an order to a model. The span is of the text, in UTF-16 units. */
export interface InjectionSpan {
  readonly start: number
  readonly end: number
  /** `resembles`: by the classifier alone. */
  readonly found: 'pattern' | 'resembles'
}

const WORDS = [...ENGLISH, ...GERMAN]

/**
 * Finds prompt injections in a text, in order and without overlaps: "ignore previous
 * instructions", a role's frame, a tool call, an address that carries data away, in English and German, and sentences
 * that resemble such, also in base64 and its like, by ROT13 and from the end. It is a hint for people and decides nothing: who wants to can word an order that isn't found.
 * Takes some 2 ms for 1,000 characters, so give it a text by its paragraphs.
 */
export function findInjections(text: string): readonly InjectionSpan[] {
  const said = withoutMentions(text)
  const found = [...patternSpans(said), ...hiddenSpans(said)].filter(
    (span, index, all) => !all.slice(0, index).some((before) => before.start < span.end && before.end > span.start),
  )
  for (const { start, end, plain } of sentencesOf(said)) {
    const isKnown = found.some((span) => span.start < end && span.end > start)
    if (!isKnown && resemblesInjection(plain)) found.push({ start, end, found: 'resembles' })
  }
  return found.toSorted((one, other) => one.start - other.start)
}

/** Whether anything in a text looks like a prompt injection. */
export function looksLikeInjection(text: string): boolean {
  return findInjections(text).length > 0
}

// What is only there for a reader who decodes it.
function hiddenSpans(said: string): InjectionSpan[] {
  const encoded = decodedIn(said)
    .filter(
      ({ text }) => patternSpans(text).length > 0 || sentencesOf(text).some(({ plain }) => resemblesInjection(plain)),
    )
    .map(({ start, end }): InjectionSpan => ({ start, end, found: 'pattern' }))
  const turned = turnedOf(said).flatMap(({ text, at }) =>
    patternSpans(text).map(({ start, end }): InjectionSpan => {
      const [one, other] = [at(start), at(end)]
      return { start: Math.min(one, other), end: Math.max(one, other), found: 'pattern' }
    }),
  )
  return [...encoded, ...turned]
}

function patternSpans(said: string): InjectionSpan[] {
  const { text, at } = folded(said)
  const spans: InjectionSpan[] = []
  const find = (where: string, patterns: readonly RegExp[]) => {
    // `matchAll` makes an expression of its own each time, and nearly none is found.
    const found = patterns.filter((pattern) => where.search(pattern) !== -1)
    for (const { 0: match, index } of found.flatMap((pattern) => [...where.matchAll(pattern)])) {
      const start = at[index] ?? 0
      const end = Math.max(at[index + match.length] ?? said.length, start + 1)
      const overlaps = spans.some((span) => span.start < end && span.end > start)
      if (!overlaps) spans.push({ start, end, found: 'pattern' })
    }
  }
  find(text, [...MARKUP, ...WORDS])
  // A line may end within a sentence.
  const joined = text.replaceAll(/(?<=\S)\n(?=\S)/gu, ' ')
  if (joined !== text) find(joined, WORDS)
  return spans
}
