import type { PlanView } from '#contract/plan.ts'
import type { JsonObject } from '#core/json.ts'
import { originText } from '#cards/drawing/card.ts'
import { cardParts, type CardPart } from '#cards/drawing/card-parts.ts'
import { stepRows, type CardRow, type CardValue } from '#cards/drawing/card-rows.ts'
import { cut } from '#cards/drawing/cut-text.ts'
import { outsideCard, type OutsideCard, type OutsideCardOptions } from '#cards/drawing/outside-card.ts'
import { typedFields } from '#cards/drawing/typed-edit.ts'
import { inLanguage } from '#cards/texts/card-language.ts'
import { outsideCardTexts as texts } from '#cards/texts/outside-card-texts.ts'
import { planTexts } from '#cards/texts/plan-texts.ts'
import { cardActions } from './card-actions.ts'
import { container, oneLine, textBlocks, type Piece } from './elements.ts'
import { VERBS } from './verbs.ts'

/**
 * The largest card, in bytes of JSON. Teams takes 28 KB of a message with all that is around it
 * (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages); we leave it room.
 */
export const CARD_BYTES = 25_000
/** Of a card. One that has more is opened with us: nobody agrees to what they can't see. */
const STEPS = 10
/** Where a card can't be shown whole, as long are the texts of the first of its steps: the longest that fit. */
const SHORT = [400, 120, 40] as const
const SHORT_STEPS = 5
const SHORT_VALUES = 10
/** Of its other texts, and of each list of them. */
const SHORT_TEXT = 1_000
const SHORT_LIST = 5

/** What a message shows, and the words for notifications. */
export interface TeamsCard {
  readonly summary: string
  readonly card: JsonObject
}

export interface CardOptions extends Omit<OutsideCardOptions, 'isEditable'> {
  /** What its reader is told of what they pressed. */
  readonly told: string | null
  /** Whom Teams asks us for again whenever they look at it: how it stands then is shown. */
  readonly user: string | null
}

/** A plan's card. Its buttons are there where it waits for its requester, and all of it can be seen. */
export function planCard(view: PlanView, options: CardOptions): TeamsCard {
  return inLanguage(view.language, () => {
    const fields = typedFields(view)
    const card = outsideCard(view, { ...options, isEditable: fields.length > 0 })
    const refresh =
      options.user !== null && UNDER_WAY.has(view.status) ? { refresh: refreshBy(card, options.user) } : {}
    const around = (body: readonly JsonObject[], actions: readonly JsonObject[]) =>
      cardAround(body, {
        fallbackText: cut(card.title, SHORT_TEXT),
        ...(actions.length > 0 && { actions }),
        ...refresh,
      })
    const told = options.told === null ? [] : [container(textBlocks(options.told, { weight: 'Bolder' }), ATTENTION)]
    const whole = around([...told, ...bodyOf(card)], [...cardActions(card, fields), ...otherActions(card)])
    const isWhole = stepRows(card.rows).length <= STEPS && bytesOf(whole) <= CARD_BYTES
    const shortened = isWhole
      ? []
      : SHORT.map((most) => around([...told, ...shortBody(card, most)], otherActions(card)))
    const drawn = isWhole ? whole : shortened.find((each) => bytesOf(each) <= CARD_BYTES)
    return {
      summary: cut(card.title, 200),
      card: drawn ?? around([...told, ...textBlocks(cut(card.title, SHORT_TEXT)), tooMuch(card)], otherActions(card)),
    }
  })
}

export function bytesOf(value: JsonObject): number {
  return Buffer.byteLength(JSON.stringify(value))
}

/** A card around a body. */
export function cardAround(body: readonly JsonObject[], more: JsonObject = {}): JsonObject {
  return { type: 'AdaptiveCard', version: '1.5', msteams: { width: 'Full' }, body, ...more }
}

const ATTENTION = { style: 'attention' }

// How it ended stays so.
const UNDER_WAY: ReadonlySet<PlanView['status']> = new Set(['making', 'waiting', 'applying'])

function refreshBy({ planId }: OutsideCard, user: string): JsonObject {
  const action = { type: 'Action.Execute', title: texts.look, verb: VERBS.look, data: { planId } }
  return { action, userIds: [user] }
}

function otherActions({ planId, isLinked, url }: OutsideCard): readonly JsonObject[] {
  return [
    ...(isLinked ? [{ type: 'Action.Execute', title: texts.sayWho, verb: VERBS.link, data: { planId } }] : []),
    ...(url === null ? [] : [{ type: 'Action.OpenUrl', title: texts.open, url }]),
  ]
}

/** What a card shows, without its buttons. */
export function bodyOf(card: OutsideCard, mostSteps = STEPS): readonly JsonObject[] {
  return [...cardParts(card, mostSteps).flatMap(partBlocks), ...(card.advice === null ? [] : [advice(card.advice)])]
}

function advice(text: string): JsonObject {
  return container(textBlocks(text, { weight: 'Bolder' }), ATTENTION)
}

function shortBody(card: OutsideCard, most: number): readonly JsonObject[] {
  return [...bodyOf(cutCard(card, most), SHORT_STEPS), tooMuch(card)]
}

function tooMuch({ tooMuch: text }: OutsideCard): JsonObject {
  return oneLine([[text, { weight: 'Bolder' }]])
}

function cutCard(card: OutsideCard, most: number): OutsideCard {
  const { told, title, request, totals, read, answer, reasons, rules } = card
  const few = (items: readonly string[]) => items.slice(0, SHORT_LIST).map((each) => cut(each, most))
  const rows = stepRows(card.rows).map((row) => ({
    ...row,
    title: cut(row.title, most),
    facts: few(row.facts),
    values: row.values.slice(0, SHORT_VALUES).map((value) => ({
      ...value,
      words: cut(value.words, 60),
      text: cut(value.text, most),
      was: value.was && cut(value.was, most),
      origin: cut(value.origin, most),
      others: few(value.others),
    })),
  }))
  return {
    ...card,
    told: told && cut(told, most),
    title: cut(title, SHORT_TEXT),
    request: request && { ...request, words: cut(request.words, most), basis: cut(request.basis, most) },
    totals: few(totals),
    read: read && { ...read, others: few(read.others), excerpts: [] },
    answer: answer && { ...answer, text: cut(answer.text, most) },
    rows,
    reasons: few(reasons),
    rules: rules
      .slice(0, SHORT_LIST)
      .map((rule) => ({ ...rule, quote: cut(rule.quote, most), place: cut(rule.place, most) })),
  }
}

function partBlocks(part: CardPart): readonly JsonObject[] {
  switch (part.look) {
    case 'said':
      return textBlocks(part.text)
    case 'quiet':
      return textBlocks(part.text, { isSubtle: true })
    case 'title':
      return textBlocks(part.text, { size: 'Medium', weight: 'Bolder' })
    case 'unchecked':
      return [oneLine([[`⚠ ${part.text}`, LOOSE]])]
    case 'reason':
      return [container(textBlocks(part.text), { style: 'emphasis' })]
    case 'step':
      return [stepBlock(part.row)]
  }
}

// What nobody vouches for stands out, and is text all the same.
const LOOSE = { fontType: 'Monospace', color: 'Attention' } as const

function stepBlock({ number, title, facts, values }: CardRow): JsonObject {
  const after = facts.map((fact): Piece => [` · ${fact}`, { isSubtle: true }])
  const head = oneLine([[`${number} `, { weight: 'Bolder' }], [title], ...after])
  return container([head, ...values.map(valueLine)], { separator: true })
}

function valueLine({ words, text, was, unchecked, ...from }: CardValue): JsonObject {
  const value: Piece = unchecked ? [`⚠ ${text}`, LOOSE] : [text]
  const before: readonly Piece[] = was === null ? [] : [[` (${planTexts.edit.was(was)})`]]
  return oneLine([
    [`${words} `, { weight: 'Bolder' }],
    value,
    ...before,
    [` · ${originText(from)}`, { isSubtle: true }],
  ])
}
