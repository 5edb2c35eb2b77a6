import { placeText } from '#cards/drawing/citation-place.ts'
import { quotedSources, type QuotedSource } from '#cards/drawing/quoted-sources.ts'
import { threadTexts } from '#cards/texts/thread-texts.ts'
import type { Citation } from '#memory/threads/part.ts'
import type { MessageView } from '#contract/message.ts'
import { indentedLines, wrapColumns } from './text-columns.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'

/** Where a quote stands: the heading of its passage, null where it couldn't be read. */
export type HeadingOf = (passageId: string) => string | null

/**
 * A message as lines: its text with a number after each quoted sentence, and below where each quote comes from, with
 * those words of it that the text doesn't say. The same quote has the same number. Plans in it are cards of their own and
 * not drawn here.
 */
export function answerText(message: MessageView, headingOf: HeadingOf, width: number): string {
  const quotes = new Map<string, { readonly number: number; readonly citation: Citation }>()
  const numberOf = (citation: Citation): number => {
    const key = JSON.stringify([citation.passageId, citation.quote])
    const known = quotes.get(key) ?? { number: quotes.size + 1, citation }
    quotes.set(key, known)
    return known.number
  }
  const isQuoting = message.parts.some((part) => part.type === 'text' && part.citations.length > 0)
  const lines = message.parts.flatMap((part) => {
    if (part.type === 'text') return textLines(numbered(part.text, part.citations, numberOf), width)
    if (part.type === 'choices') return choiceLines(part.choices, width)
    // Beside what the documents say, what the agent says of its own accord stands in brackets.
    if (part.type === 'own-words') return textLines(isQuoting ? `(${part.text})` : part.text, width)
    return part.type === 'notice' ? textLines(part.text, width) : []
  })
  const said = message.parts.flatMap((part) => (part.type === 'text' ? part.text : [])).join('\n')
  const sources = quotedSources([...quotes.values()], said)
  return [...lines, ...sourceLines(sources, headingOf, width)].join('\n')
}

/** What its reader may say next, in the order of the numbers before each. */
export function choicesOf(message: MessageView): readonly string[] {
  return message.parts.flatMap((part) => (part.type === 'choices' ? part.choices.map(({ says }) => says) : []))
}

function choiceLines(choices: readonly { readonly label: string }[], width: number): readonly string[] {
  return choices.flatMap(({ label }, index) => {
    const [first = '', ...rest] = indentedLines(visibleText(label), 6, width)
    return [`${String(index + 1).padStart(4)}  ${first.slice(6)}`, ...rest]
  })
}

/** The passages that a message quotes. */
export function citedPassages(message: MessageView): readonly string[] {
  const ids = message.parts.flatMap((part) =>
    (part.type === 'text' ? part.citations : []).map(({ passageId }) => passageId),
  )
  return [...new Set(ids)]
}

// The number stands after the sentence's punctuation, and never apart from its word.
function numbered(text: string, citations: readonly Citation[], numberOf: (citation: Citation) => number): string {
  let out = ''
  let at = 0
  for (const citation of citations.toSorted((left, right) => left.end - right.end)) {
    const punctuation = /^[.,;:!?)\]"'”’]*/.exec(text.slice(citation.end))?.[0].length ?? 0
    const end = Math.min(text.length, Math.max(at, citation.end + punctuation))
    out += `${text.slice(at, end)}\u00a0[${numberOf(citation)}]`
    at = end
  }
  return out + text.slice(at)
}

/** Plain text as lines of this width, with nothing in it that a screen would obey. An item's lines stand under its words. */
export function textLines(text: string, width: number): readonly string[] {
  return text.split(/\r?\n/).flatMap((line) => {
    if (!line.startsWith('- ')) return wrapColumns(visibleText(line), width)
    const [first = '', ...rest] = indentedLines(visibleText(line.slice(2)), 2, width)
    return [`- ${first.slice(2)}`, ...rest]
  })
}

function sourceLines(
  sources: readonly QuotedSource<{ readonly number: number; readonly citation: Citation }>[],
  headingOf: HeadingOf,
  width: number,
): readonly string[] {
  if (sources.length === 0) return []
  const lines = sources.flatMap(({ quotes, shown }) => {
    const { citation } = quotes[0]
    const numbers = quotes.map(({ number }) => `[${number}]`).join(' ')
    const document = placeText(citation.document.title, headingOf(citation.passageId), citation.place)
    const words = [...(shown === null ? [] : [`"${visibleText(shown)}"`]), visibleText(document)]
    const [first = '', ...rest] = words.flatMap((text) => indentedLines(text, 6, width))
    return [`  ${numbers} ${first.trimStart()}`, ...rest]
  })
  return ['', threadTexts.whereFrom, ...lines]
}
