import type { MessagePart } from '#contract/message.ts'
import type { JsonObject } from '#core/json.ts'
import { cut } from '../cut-text.ts'
import { outsideCardTexts as texts } from '../outside-card-texts.ts'
import { bytesOf, CARD_BYTES, cardAround, type TeamsCard } from './card.ts'
import { oneLine, textBlocks, type Piece } from './elements.ts'

/** What of a card is left to the places of an answer that is long. */
const SOURCES_BYTES = 8_000
const MARGIN_BYTES = 3_000

interface SaidIn {
  readonly text: string
  /** Where a place is read; null where nobody told us our address. */
  readonly linkTo: ((passageId: string) => string) | null
  /** Where the whole of it is read; null where that is nowhere for its readers. */
  readonly whole: string | null
}

/** An answer: what is said, with where it comes from. What doesn't fit is left out, and that is said. */
export function messageCard(parts: readonly MessagePart[], { text, linkTo, whole }: SaidIn): TeamsCard {
  const lines = sourceLines(parts, linkTo)
  const sources = within(lines, SOURCES_BYTES)
  const left = CARD_BYTES - MARGIN_BYTES - sizeOf(sources)
  const blocks = textBlocks(text)
  const said = within(blocks, left)
  const body = [
    ...said,
    ...(said.length < blocks.length ? [cutLine(texts.cutShort, whole)] : []),
    ...(sources.length > 0 ? [oneLine([[texts.sources, { weight: 'Bolder' }]], { separator: true }), ...sources] : []),
    ...(sources.length < lines.length ? [cutLine(texts.cutSources, whole)] : []),
  ]
  return { summary: cut(text, 200), card: cardAround(body, { fallbackText: cut(text, 300) }) }
}

/** An answer that isn't whole yet: what stands of it, and what goes on. */
export function draftCard(text: string | null, line: string): TeamsCard {
  const said = text === null ? [] : within(textBlocks(text), CARD_BYTES - MARGIN_BYTES)
  const body = [...said, oneLine([[line, { isSubtle: true }]])]
  return { summary: cut(line, 200), card: cardAround(body, { fallbackText: cut(text ?? line, 300) }) }
}

function sourceLines(parts: readonly MessagePart[], linkTo: SaidIn['linkTo']): readonly JsonObject[] {
  const cited = parts.flatMap((part) => (part.type === 'text' ? part.citations : []))
  const places = [...new Map(cited.map((citation) => [citation.passageId, citation])).values()]
  return places.map(({ passageId, quote, document }, index) => {
    const title: Piece = linkTo === null ? [document.title] : [document.title, { link: linkTo(passageId) }]
    return oneLine([[`[${index + 1}] “${cut(quote, 300)}” `, { isSubtle: true }], title])
  })
}

function cutLine(said: string, whole: string | null): JsonObject {
  const words: Piece = [`${said} `, { weight: 'Bolder' }]
  return oneLine(whole === null ? [words] : [words, [texts.readWhole, { link: whole }]])
}

/** The first of them, as many as are in so many bytes. */
function within(blocks: readonly JsonObject[], bytes: number): readonly JsonObject[] {
  let left = bytes
  const firstTooMany = blocks.findIndex((block) => (left -= bytesOf(block) + 1) < 0)
  return firstTooMany === -1 ? blocks : blocks.slice(0, firstTooMany)
}

function sizeOf(blocks: readonly JsonObject[]): number {
  return blocks.reduce((bytes, block) => bytes + bytesOf(block) + 1, 0)
}
