import { immediateWords } from '#cards/drawing/immediate-words.ts'
import type { PlanView } from '#contract/plan.ts'
import type { JsonObject } from '#core/json.ts'
import { adviceOn, asksKnownRequester } from '#cards/drawing/advice.ts'
import { requestQuoteLines } from '#cards/drawing/request-quote.ts'
import { inLanguage } from '#cards/texts/card-language.ts'
import { cut, pieces } from '#cards/drawing/cut-text.ts'
import { choiceLines, type DrawnAnswer, type DrawnPiece } from '#cards/drawing/drawn-answer.ts'
import { outsideCardTexts as texts } from '#cards/texts/outside-card-texts.ts'
import { planTexts } from '#cards/texts/plan-texts.ts'
import { stateText } from '#cards/drawing/plan-state.ts'
import { stepOutcome } from '#cards/drawing/plan-step.ts'
import { ACTIONS } from './press.ts'
import { CHOICE, sayButtons } from './say.ts'
import { escaped, plain } from './words.ts'

/** Slack's limits (https://docs.slack.dev/reference/block-kit/blocks). */
const SECTION = 3_000
const FIELD = 2_000
const FIELDS = 10
/** Of an answer, and of its places: a message has fifty blocks. */
const SECTIONS = 20
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

export interface CardOptions {
  /** Where it is opened with us; null where nobody told us our address. */
  readonly link: string | null
  readonly address: string | null
  /** Whether its requester may change something of it. */
  readonly isEditable: boolean
  /** Whether somebody whom we don't know may link their account. */
  readonly isLinkable: boolean
  readonly now: Date
}

/** A plan's card. Its buttons are there where it waits for its requester, and all of it can be seen. */
export function cardMessage(view: PlanView, options: CardOptions): SlackMessage {
  return inLanguage(view.language, () => drawnCard(view, options))
}

function drawnCard(view: PlanView, { link, address, isEditable, isLinkable, now }: CardOptions): SlackMessage {
  const steps = view.effects.slice(0, STEPS)
  const fits =
    view.effects.length <= STEPS && steps.every((effect) => fitsStep(effect)) && escaped(view.title).length <= SECTION
  const reader = { id: view.requester.id, roles: [] }
  const asks = asksKnownRequester(view)
  const advice = adviceOn(view, { address, isLinkable })
  const reasons = view.verdict?.reasons ?? []
  const more = view.effects.length - steps.length
  const blocks: readonly JsonObject[] = [
    ...immediateWords(view).flatMap((text) => pieces(escaped(text), SECTION).slice(0, SECTIONS).map(section)),
    { type: 'header', text: plain(cut(view.title, HEADER)) },
    ...(view.title.length > HEADER ? [section(escaped(view.title))] : []),
    ...[stateText(view, reader, { now }), ...requestQuoteLines(view)].map((line) => ({
      type: 'context',
      elements: [mrkdwn(escaped(line))],
    })),
    ...(view.totals.length > 0 ? [section(escaped(view.totals.join(' · ')))] : []),
    ...steps.map((effect) => stepBlock(view, effect)),
    ...(more > 0 ? [section(texts.more(more))] : []),
    ...(reasons.length > 0 && view.status === 'waiting' ? [section(cut(escaped(texts.why(reasons)), SECTION))] : []),
    ...(advice === null ? [] : [section(escaped(advice))]),
    ...(asks && !fits ? [section(texts.tooMuch)] : []),
    ...buttons(view, { isAsked: asks && fits, isEditable, isLinkable: isLinkable && advice !== null, link }),
  ]
  return { text: cut(view.title, SECTION), blocks }
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
      return isOnButtons ? [sayButtons(piece.choices)] : [section(escaped(choiceLines(piece.choices)))]
    }
  }
}

/** An answer that isn't whole yet: what stands of it, and what goes on. */
export function draftMessage(text: string | null, line: string): SlackMessage {
  const said = text === null ? [] : pieces(escaped(text), SECTION).slice(0, SECTIONS)
  const blocks = [...said.map(section), { type: 'context', elements: [mrkdwn(cut(escaped(line), SECTION))] }]
  return { text: cut(text ?? line, SECTION), blocks }
}

function stepBlock(view: PlanView, effect: PlanView['effects'][number]): JsonObject {
  const { index, title } = effect
  const came = stepOutcome(view, effect)
  const after = came === null ? '' : ` · ${escaped(came)}`
  const fields = effect.arguments.slice(0, FIELDS).map((argument) => mrkdwn(cut(fieldText(argument), FIELD)))
  const head = section(cut(`*${index + 1}* ${escaped(title)}${after}`, SECTION))
  return fields.length === 0 ? head : { ...head, fields }
}

// What nobody vouches for is shown as text: no markup of it counts, and no link of it can be followed.
function fieldText({ name, text, origin, unchecked }: PlanView['effects'][number]['arguments'][number]): string {
  const value = escaped(text)
  const shown = unchecked ? `⚠ \`${value.replaceAll('`', '‘').replaceAll('\n', '⏎')}\`` : value
  return `*${escaped(name)}* ${shown} · ${escaped(origin)}`
}

function fitsStep({ title, arguments: args }: PlanView['effects'][number]): boolean {
  return (
    args.length <= FIELDS &&
    escaped(title).length < SECTION - 10 &&
    args.every((each) => fieldText(each).length <= FIELD)
  )
}

function buttons(
  view: PlanView,
  {
    isAsked,
    isEditable,
    isLinkable,
    link,
  }: { readonly isAsked: boolean } & Pick<CardOptions, 'isEditable' | 'isLinkable' | 'link'>,
): readonly JsonObject[] {
  const value = JSON.stringify({ planId: view.id, digest: view.digest })
  const reasons = view.rejectReasons.filter((reason) => reason.length <= BUTTON).slice(0, 20)
  const confirm = {
    title: plain(texts.sure),
    text: plain(cut([view.title, ...view.totals].join('\n'), CONFIRM)),
    confirm: plain(texts.yes),
    deny: plain(texts.notYet),
  }
  const answers: readonly JsonObject[] = isAsked
    ? [
        { ...button(ACTIONS.approve, cut(view.deed, BUTTON), value), style: 'primary', confirm },
        button(ACTIONS.notMeant, planTexts.asked.notMeant, value),
        ...(isEditable ? [button(ACTIONS.edit, texts.edit, value)] : []),
        ...(reasons.length > 0
          ? [
              button(
                ACTIONS.reject,
                texts.noBecause,
                JSON.stringify({ planId: view.id, digest: view.digest, reasons, language: view.language }),
              ),
            ]
          : []),
      ]
    : isLinkable
      ? [button(ACTIONS.link, texts.sayWho, value)]
      : []
  const open: readonly JsonObject[] =
    link === null ? [] : [{ type: 'button', action_id: 'parley-open', text: plain(texts.open), url: link }]
  const elements = view.status === 'waiting' ? [...answers, ...open] : []
  return elements.length === 0 ? [] : [{ type: 'actions', elements }]
}

function button(id: string, label: string, value: string): JsonObject {
  return { type: 'button', action_id: id, text: plain(label), value }
}

function section(text: string): JsonObject {
  return { type: 'section', text: mrkdwn(text) }
}

function mrkdwn(text: string): JsonObject {
  return { type: 'mrkdwn', text, verbatim: true }
}
