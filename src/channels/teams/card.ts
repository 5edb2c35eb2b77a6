import type { PlanView } from '#contract/plan.ts'
import { immediateWords } from '#cards/drawing/immediate-words.ts'
import type { JsonObject } from '#core/json.ts'
import { asksKnownRequester, asksUnknown } from '#cards/drawing/advice.ts'
import { requestQuoteLines } from '#cards/drawing/request-quote.ts'
import { inLanguage } from '#cards/texts/card-language.ts'
import { cut } from '#cards/drawing/cut-text.ts'
import { outsideCardTexts as texts } from '#cards/texts/outside-card-texts.ts'
import { stateText } from '#cards/drawing/plan-state.ts'
import { stepOutcome } from '#cards/drawing/plan-step.ts'
import { answers } from './answers.ts'
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

/** What a message shows, and the words for notifications. */
export interface TeamsCard {
  readonly summary: string
  readonly card: JsonObject
}

export interface CardOptions {
  readonly link: string | null
  readonly now: Date
  /** What its reader is told beside it. */
  readonly told: string | null
  /** Whom Teams asks us for again whenever they look at it: how it stands then is shown. */
  readonly user: string | null
  /** Whether somebody whom we don't know may link their account. */
  readonly isLinkable: boolean
}

/** A plan's card. Its buttons are there where it waits for its requester, and all of it can be seen. */
export function planCard(view: PlanView, options: CardOptions): TeamsCard {
  return inLanguage(view.language, () => {
    const summary = cut(view.title, 200)
    const whole = card(view, bodyOf(view, options), options, true)
    if (view.effects.length <= STEPS && bytesOf(whole) <= CARD_BYTES) return { summary, card: whole }
    const shortened = SHORT.map((most) => shortCard(view, options, most))
    const fitting = shortened.find((each) => bytesOf(each) <= CARD_BYTES)
    return {
      summary,
      card: fitting ?? card(view, [...headOf(cutView(view, 200), options), tooMuch(options)], options, false),
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

function card(
  view: PlanView,
  body: readonly JsonObject[],
  { link, user, isLinkable }: CardOptions,
  isWhole: boolean,
): JsonObject {
  const asks = asksKnownRequester(view)
  const open = link === null ? [] : [{ type: 'Action.OpenUrl', title: texts.open, url: link }]
  const linking = { type: 'Action.Execute', title: texts.sayWho, verb: VERBS.link, data: { planId: view.id } }
  const actions =
    view.status === 'waiting'
      ? [...(asks && isWhole ? answers(view) : []), ...(isLinkable && asksUnknown(view) ? [linking] : []), ...open]
      : []
  const look = { type: 'Action.Execute', title: texts.look, verb: VERBS.look, data: { planId: view.id } }
  return cardAround(body, {
    fallbackText: cut(view.title, 1_000),
    ...(actions.length > 0 && { actions }),
    // How it ended stays so.
    ...(user !== null && UNDER_WAY.has(view.status) && { refresh: { action: look, userIds: [user] } }),
  })
}

const UNDER_WAY: ReadonlySet<PlanView['status']> = new Set(['making', 'waiting', 'applying'])

function shortCard(view: PlanView, options: CardOptions, most: number): JsonObject {
  const short = cutView(view, most)
  const more = view.effects.length - short.effects.length
  const body = [...bodyOf(short, options), ...(more > 0 ? textBlocks(texts.more(more)) : []), tooMuch(options)]
  return card(short, body, options, false)
}

function tooMuch({ link }: CardOptions): JsonObject {
  return oneLine([[link === null ? texts.tooMuchHere : texts.tooMuch, { weight: 'Bolder' }]])
}

function cutView(view: PlanView, most: number): PlanView {
  const effects = view.effects.slice(0, SHORT_STEPS).map((effect) => ({
    ...effect,
    title: cut(effect.title, most),
    arguments: effect.arguments.slice(0, SHORT_VALUES).map((argument) => ({
      ...argument,
      name: cut(argument.name, 60),
      text: cut(argument.text, most),
      origin: cut(argument.origin, most),
    })),
  }))
  const { title, totals, verdict, told } = view
  return {
    ...view,
    told: told && { ...told, text: cut(told.text, most) },
    effects,
    title: cut(title, 1_000),
    totals: totals.slice(0, 10).map((total) => cut(total, 100)),
    verdict: verdict && { ...verdict, reasons: verdict.reasons.slice(0, 5).map((reason) => cut(reason, most)) },
  }
}

function bodyOf(view: PlanView, options: CardOptions): readonly JsonObject[] {
  const reasons = view.status === 'waiting' ? (view.verdict?.reasons ?? []) : []
  const why = reasons.length > 0 ? [container(textBlocks(texts.why(reasons)), { style: 'warning' })] : []
  return [...headOf(view, options), ...view.effects.map((effect) => stepBlock(view, effect)), ...why]
}

function headOf(view: PlanView, { now, told }: CardOptions): readonly JsonObject[] {
  const reader = { id: view.requester.id, roles: [] }
  return [
    ...immediateWords(view).flatMap((text) => textBlocks(text)),
    ...(told === null ? [] : [container(textBlocks(told, { weight: 'Bolder' }), { style: 'attention' })]),
    ...textBlocks(view.title, { size: 'Medium', weight: 'Bolder' }),
    ...[stateText(view, reader, { now }), ...requestQuoteLines(view)].flatMap((line) =>
      textBlocks(line, { isSubtle: true }),
    ),
    ...(view.totals.length > 0 ? textBlocks(view.totals.join(' · ')) : []),
  ]
}

function stepBlock(view: PlanView, effect: PlanView['effects'][number]): JsonObject {
  const { index, title } = effect
  const came = stepOutcome(view, effect)
  const head: readonly Piece[] = [[`${index + 1} `, { weight: 'Bolder' }], [title]]
  const after: readonly Piece[] = came === null ? [] : [[` · ${came}`, { isSubtle: true }]]
  return container([oneLine([...head, ...after]), ...effect.arguments.map(valueLine)], { separator: true })
}

// What nobody vouches for stands out, and is text all the same.
function valueLine({ name, text, origin, unchecked }: PlanView['effects'][number]['arguments'][number]): JsonObject {
  const value: Piece = unchecked ? [`⚠ ${text}`, { fontType: 'Monospace', color: 'Attention' }] : [text]
  return oneLine([[`${name} `, { weight: 'Bolder' }], value, [` · ${origin}`, { isSubtle: true }]])
}
