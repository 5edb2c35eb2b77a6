import type { PlanView } from '#contract/plan.ts'
import type { JsonObject } from '#core/json.ts'
import { originText } from '#cards/drawing/card.ts'
import { cardParts, type CardPart } from '#cards/drawing/card-parts.ts'
import { stepRows, type CardRow, type CardValue } from '#cards/drawing/card-rows.ts'
import { outsideCard, type OutsideCard, type OutsideCardOptions } from '#cards/drawing/outside-card.ts'
import { inLanguage } from '#cards/texts/card-language.ts'
import { cut, pieces } from '#cards/drawing/cut-text.ts'
import { choiceLines, type DrawnAnswer, type DrawnPiece } from '#cards/drawing/drawn-answer.ts'
import { outsideCardTexts as texts } from '#cards/texts/outside-card-texts.ts'
import { planTexts } from '#cards/texts/plan-texts.ts'
import { ACTIONS } from './press.ts'
import { CHOICE, quickReplyButtons } from './quick-replies.ts'
import { escaped, plain } from './message-text.ts'

/** Slack's limits (https://docs.slack.dev/reference/block-kit/blocks). */
const SECTION = 3_000
const FIELD = 2_000
const FIELDS = 10
/** Of an answer, and of its places: a message has fifty blocks. */
const SECTIONS = 20
/** Of a card, beside its buttons and what is said of it. */
const BLOCKS = 40
const HEADER = 150
const BUTTON = 75
const CONFIRM = 300
/** Of a card. One that has more is opened with us: nobody agrees to what they can't see. */
const STEPS = 5

/** What a message shows: its blocks, and the words for notifications and whoever shows no blocks. */
export interface SlackMessage {
  readonly text: string
  readonly blocks: readonly JsonObject[]
}

/** A plan's card. Its buttons are there where it waits for its requester, and all of it can be seen. */
export function cardMessage(view: PlanView, options: OutsideCardOptions): SlackMessage {
  return inLanguage(view.language, () => drawnCard(outsideCard(view, options)))
}

/** A card in blocks. */
export function drawnCard(card: OutsideCard): SlackMessage {
  const parts = cardParts(card, STEPS)
  const drawn = parts.flatMap(partBlocks)
  const fits = stepRows(card.rows).length <= STEPS && parts.every(fitsBlock) && drawn.length <= BLOCKS
  const blocks = [
    ...drawn.slice(0, BLOCKS),
    ...(card.advice === null ? [] : sections(card.advice)),
    ...(card.answers.length > 0 && !fits ? sections(card.tooMuch) : []),
    ...buttons(fits ? card : { ...card, answers: [] }),
  ]
  return { text: cut(card.title, SECTION), blocks }
}

function partBlocks(part: CardPart): readonly JsonObject[] {
  switch (part.look) {
    case 'said':
    case 'reason':
      return sections(part.text)
    case 'quiet':
      return [context(escaped(part.text))]
    case 'unchecked':
      return [context(loose(part.text))]
    case 'title':
      return [
        { type: 'header', text: plain(cut(part.text, HEADER)) },
        ...(part.text.length > HEADER ? sections(part.text) : []),
      ]
    case 'step':
      return [stepBlock(part.row)]
  }
}

/** What is said, and where its places and the whole of it are read; null where that is nowhere for its readers. */
interface SaidIn {
  /** In words alone, for notifications. */
  readonly text: string
  readonly link: ((passageId: string) => string) | null
  readonly whole: string | null
  /** Whether what may be said next is on buttons: one person alone reads there. */
  readonly isPressed: boolean
}

/** An answer: what is said, with where it comes from. What doesn't fit is left out, and that is said. */
export function answerMessage(
  { pieces: drawn, sources }: DrawnAnswer,
  { text, link, whole, isPressed }: SaidIn,
): SlackMessage {
  const lines = sources.map(({ passageId, title, quote }, index) => {
    const name = escaped(title).replaceAll('|', '¦')
    const named = link === null ? name : `<${link(passageId)}|${name}>`
    return `[${index + 1}] ${quote === null ? '' : `“${escaped(cut(quote, 300))}” `}${named}`
  })
  const said = drawn.flatMap((piece) => pieceBlocks(piece, isPressed))
  const from = lines.length === 0 ? [] : pieces(`*${texts.sources}*\n${lines.join('\n')}`, SECTION)
  const rest = whole === null ? '' : ` <${whole}|${texts.readWhole}>`
  const blocks = [
    ...said.slice(0, SECTIONS),
    ...(said.length > SECTIONS ? [section(`${texts.cutShort}${rest}`)] : []),
    ...from.slice(0, SECTIONS).map(section),
    ...(from.length > SECTIONS ? [section(`${texts.cutSources}${rest}`)] : []),
  ]
  return { text: cut(text, SECTION), blocks }
}

function pieceBlocks(piece: DrawnPiece, isPressed: boolean): readonly JsonObject[] {
  switch (piece.type) {
    case 'said':
      return pieces(escaped(piece.text), SECTION).map(section)
    case 'own':
      return pieces(escaped(piece.text), SECTION).map((text) => ({ type: 'context', elements: [mrkdwn(text)] }))
    case 'choices': {
      const isOnButtons = isPressed && piece.choices.every(({ says }) => says.length <= CHOICE)
      return isOnButtons ? [quickReplyButtons(piece.choices)] : [section(escaped(choiceLines(piece.choices)))]
    }
  }
}

/** An answer that isn't whole yet: what stands of it, and what goes on. */
export function draftMessage(text: string | null, line: string): SlackMessage {
  const said = text === null ? [] : pieces(escaped(text), SECTION).slice(0, SECTIONS)
  const blocks = [...said.map(section), { type: 'context', elements: [mrkdwn(cut(escaped(line), SECTION))] }]
  return { text: cut(text ?? line, SECTION), blocks }
}

function stepBlock({ number, title, facts, values }: CardRow): JsonObject {
  const fields = values.slice(0, FIELDS).map((value) => mrkdwn(cut(fieldText(value), FIELD)))
  const head = section(cut([`*${number}* ${escaped(title)}`, ...facts.map(escaped)].join(' · '), SECTION))
  return fields.length === 0 ? head : { ...head, fields }
}

function fieldText({ words, text, was, unchecked, ...from }: CardValue): string {
  const before = was === null ? '' : ` (${escaped(planTexts.edit.was(was))})`
  return `*${escaped(words)}* ${unchecked ? loose(text) : escaped(text)}${before} · ${escaped(originText(from))}`
}

// What nobody vouches for is shown as text: no markup of it counts, and no link of it can be followed.
function loose(text: string): string {
  return `⚠ \`${escaped(text).replaceAll('`', '‘').replaceAll('\n', '⏎')}\``
}

function fitsBlock(part: CardPart): boolean {
  if (part.look === 'said' || part.look === 'reason') return true
  if (part.look !== 'step') return escaped(part.text).length < SECTION - 10
  const { title, values } = part.row
  return (
    values.length <= FIELDS &&
    escaped(title).length < SECTION - 10 &&
    values.every((each) => fieldText(each).length <= FIELD)
  )
}

function buttons({ planId, digest, language, title, totals, ...card }: OutsideCard): readonly JsonObject[] {
  const value = { planId, digest }
  const confirm = {
    title: plain(texts.sure),
    text: plain(cut([title, ...totals].join('\n'), CONFIRM)),
    confirm: plain(texts.yes),
    deny: plain(texts.notYet),
  }
  const reasons = card.noReasons.filter((reason) => reason.length <= BUTTON).slice(0, 20)
  const elements = [
    ...card.answers.map(({ does, label }) => ({
      ...button(ACTIONS[does], cut(label, BUTTON), value),
      ...(does === 'approve' && { style: 'primary', confirm }),
    })),
    ...(card.answers.length > 0 && reasons.length > 0
      ? [button(ACTIONS.reject, texts.noBecause, { ...value, reasons, language })]
      : []),
    ...(card.isLinked ? [button(ACTIONS.link, texts.sayWho, value)] : []),
    ...(card.url === null
      ? []
      : [{ type: 'button', action_id: 'parley-open', text: plain(texts.open), url: card.url }]),
  ]
  return elements.length === 0 ? [] : [{ type: 'actions', elements }]
}

function button(id: string, label: string, value: JsonObject): JsonObject {
  return { type: 'button', action_id: id, text: plain(label), value: JSON.stringify(value) }
}

function sections(text: string): readonly JsonObject[] {
  return pieces(escaped(text), SECTION).map(section)
}

function context(text: string): JsonObject {
  return { type: 'context', elements: [mrkdwn(cut(text, SECTION))] }
}

function section(text: string): JsonObject {
  return { type: 'section', text: mrkdwn(text) }
}

function mrkdwn(text: string): JsonObject {
  return { type: 'mrkdwn', text, verbatim: true }
}
