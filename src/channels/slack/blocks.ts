import type { MessagePart } from '#contract/message.ts'
import type { PlanView } from '#contract/plan.ts'
import { REQUESTER } from '#auth/roles.ts'
import type { JsonObject } from '#core/json.ts'
import { cut, pieces } from '../cut-text.ts'
import { planTexts } from '../plan-texts.ts'
import { stateText } from '../plan-state.ts'
import { ACTIONS } from './press.ts'
import { escaped } from './words.ts'

/** Slack's limits (https://docs.slack.dev/reference/block-kit/blocks). */
const SECTION = 3_000
const FIELD = 2_000
const FIELDS = 10
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
export function cardMessage(
  view: PlanView,
  { link, now }: { readonly link: string | null; readonly now: Date },
): SlackMessage {
  const steps = view.effects.slice(0, STEPS)
  const fits =
    view.effects.length <= STEPS && steps.every((effect) => fitsStep(effect)) && escaped(view.title).length <= SECTION
  const reader = { id: view.requester.id, roles: [] }
  const asks = view.status === 'waiting' && view.awaits.includes(REQUESTER) && view.digest !== null
  const reasons = view.verdict?.reasons ?? []
  const more = view.effects.length - steps.length
  const blocks: readonly JsonObject[] = [
    { type: 'header', text: plain(cut(view.title, HEADER)) },
    ...(view.title.length > HEADER ? [section(escaped(view.title))] : []),
    { type: 'context', elements: [mrkdwn(escaped(stateText(view, reader, { now })))] },
    ...(view.totals.length > 0 ? [section(escaped(view.totals.join(' · ')))] : []),
    ...steps.map(stepBlock),
    ...(more > 0 ? [section(`and ${more} more`)] : []),
    ...(reasons.length > 0 && view.status === 'waiting' ? [section(escaped(`Why: ${reasons.join(' ')}`))] : []),
    ...(asks && !fits ? [section('This is more than can be shown here. Open it to answer.')] : []),
    ...buttons(view, { isAsked: asks && fits, link }),
  ]
  return { text: cut(view.title, SECTION), blocks }
}

/** An answer: what is said, with where it comes from. */
export function answerMessage(
  parts: readonly MessagePart[],
  { text, link }: { readonly text: string; readonly link: ((passageId: string) => string) | null },
): SlackMessage {
  const cited = parts.flatMap((part) => (part.type === 'text' ? part.citations : []))
  const places = [...new Map(cited.map((citation) => [citation.passageId, citation])).values()]
  const sources = places.map(({ passageId, quote, document }, index) => {
    const title = escaped(document.title).replaceAll('|', '¦')
    const named = link === null ? title : `<${link(passageId)}|${title}>`
    return `[${index + 1}] “${escaped(cut(quote, 300))}” ${named}`
  })
  const blocks = [
    ...pieces(escaped(text), SECTION).slice(0, 20).map(section),
    ...(sources.length > 0
      ? pieces(`Where this comes from\n${sources.join('\n')}`, SECTION)
          .slice(0, 20)
          .map(section)
      : []),
  ]
  return { text: cut(text, SECTION), blocks }
}

function stepBlock(effect: PlanView['effects'][number]): JsonObject {
  const { index, title } = effect
  const fields = effect.arguments.slice(0, FIELDS).map((argument) => mrkdwn(cut(fieldText(argument), FIELD)))
  const head = section(cut(`*${index + 1}* ${escaped(title)}`, SECTION))
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
  { isAsked, link }: { readonly isAsked: boolean; readonly link: string | null },
): readonly JsonObject[] {
  const value = JSON.stringify({ planId: view.id, digest: view.digest })
  const reasons = view.rejectReasons.filter((reason) => reason.length <= BUTTON).slice(0, 20)
  const confirm = {
    title: plain('Are you sure?'),
    text: plain(cut([view.title, ...view.totals].join('\n'), CONFIRM)),
    confirm: plain('Yes'),
    deny: plain('Not yet'),
  }
  const answers: readonly JsonObject[] = isAsked
    ? [
        { ...button(ACTIONS.approve, cut(view.deed, BUTTON), value), style: 'primary', confirm },
        button(ACTIONS.notMeant, planTexts.asked.notMeant, value),
        ...(reasons.length > 0
          ? [button(ACTIONS.reject, 'No, because…', JSON.stringify({ planId: view.id, digest: view.digest, reasons }))]
          : []),
      ]
    : []
  const open: readonly JsonObject[] =
    link === null ? [] : [{ type: 'button', action_id: 'parley-open', text: plain('Open in Parley'), url: link }]
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

function plain(text: string): JsonObject {
  return { type: 'plain_text', text, emoji: false }
}
