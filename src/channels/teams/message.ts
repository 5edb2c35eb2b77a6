import type { JsonObject } from '#core/json.ts'
import type { SharedPlaceQuestion } from '../inbound/shared-place-question.ts'
import { cut } from '#cards/drawing/cut-text.ts'
import { choiceLines, type DrawnAnswer, type DrawnPiece, type DrawnSource } from '#cards/drawing/drawn-answer.ts'
import { outsideCardTexts as texts } from '#cards/texts/outside-card-texts.ts'
import { bytesOf, CARD_BYTES, cardAround, type TeamsCard } from './card.ts'
import { oneLine, textBlocks, type Piece } from './elements.ts'
import { VERBS } from './verbs.ts'

/** What of a card is left to the places of an answer that is long. */
const SOURCES_BYTES = 8_000
const MARGIN_BYTES = 3_000

interface SaidIn {
  /** In words alone, for notifications. */
  readonly text: string
  /** Where a place is read; null where nobody told us our address. */
  readonly linkTo: ((passageId: string) => string) | null
  /** Where the whole of it is read; null where that is nowhere for its readers. */
  readonly whole: string | null
  /** Whether what may be said next is on buttons: one person alone reads there. */
  readonly isPressed: boolean
  /** What whoever asked it is answered in private, on a button; null for nothing. */
  readonly alone: SharedPlaceQuestion | null
}

/** An answer: what is said, with where it comes from. What doesn't fit is left out, and that is said. */
export function messageCard(answer: DrawnAnswer, { text, linkTo, whole, isPressed, alone }: SaidIn): TeamsCard {
  const lines = sourceLines(answer.sources, linkTo)
  const sources = within(lines, SOURCES_BYTES)
  const choices = isPressed ? sayActions(answer.pieces) : []
  const actions = alone === null ? choices : [aloneAction(alone)]
  const left = CARD_BYTES - MARGIN_BYTES - sizeOf(sources) - sizeOf(actions)
  const blocks = answer.pieces.flatMap((piece) => pieceBlocks(piece, choices.length > 0))
  const said = within(blocks, left)
  const body = [
    ...said,
    ...(said.length < blocks.length ? [cutLine(texts.cutShort, whole)] : []),
    ...(sources.length > 0 ? [oneLine([[texts.sources, { weight: 'Bolder' }]], { separator: true }), ...sources] : []),
    ...(sources.length < lines.length ? [cutLine(texts.cutSources, whole)] : []),
  ]
  const more = { fallbackText: cut(text, 300), ...(actions.length > 0 && { actions }) }
  return { summary: cut(text, 200), card: cardAround(body, more) }
}

function pieceBlocks(piece: DrawnPiece, areOnButtons: boolean): readonly JsonObject[] {
  switch (piece.type) {
    case 'said':
      return textBlocks(piece.text)
    case 'own':
      return textBlocks(piece.text, { isSubtle: true })
    case 'choices':
      return areOnButtons ? [] : textBlocks(choiceLines(piece.choices))
  }
}

function aloneAction({ user, text }: SharedPlaceQuestion): JsonObject {
  return { type: 'Action.Execute', title: texts.answerAlone, verb: VERBS.alone, data: { user, text } }
}

/** More than so many buttons Teams folds away. */
const BUTTONS = 6
const BUTTON = 100

/**
 * What may be said next, on buttons: whoever presses one has said it in the chat, as if they had typed it
 * (https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-actions, `imBack`). None where
 * there are too many.
 */
function sayActions(drawn: readonly DrawnPiece[]): readonly JsonObject[] {
  const choices = drawn.flatMap((piece) => (piece.type === 'choices' ? piece.choices : []))
  if (choices.length > BUTTONS) return []
  return choices.map(({ label, says }) => ({
    type: 'Action.Submit',
    title: cut(label, BUTTON),
    data: { msteams: { type: 'imBack', value: says } },
  }))
}

/** An answer that isn't whole yet: what stands of it, and what goes on. */
export function draftCard(text: string | null, line: string): TeamsCard {
  const said = text === null ? [] : within(textBlocks(text), CARD_BYTES - MARGIN_BYTES)
  const body = [...said, oneLine([[line, { isSubtle: true }]])]
  return { summary: cut(line, 200), card: cardAround(body, { fallbackText: cut(text ?? line, 300) }) }
}

function sourceLines(sources: readonly DrawnSource[], linkTo: SaidIn['linkTo']): readonly JsonObject[] {
  return sources.map(({ passageId, title: name, quote }, index) => {
    const title: Piece = linkTo === null ? [name] : [name, { link: linkTo(passageId) }]
    const quoted = quote === null ? '' : `“${cut(quote, 300)}” `
    return oneLine([[`[${index + 1}] ${quoted}`, { isSubtle: true }], title])
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
