import type { MessageView } from '#contract/message.ts'
import type { PlanCard } from '#contract/plan.ts'
import { handOverTexts as texts } from '../texts/hand-over-texts.ts'

/** What somebody reads of a conversation before they read it, in order: what was asked, what was tried, what is open. */
export interface HandOverSummary {
  readonly asked: readonly string[]
  readonly tried: readonly string[]
  readonly open: readonly string[]
}

/** A summary that says nothing but what stands in the messages: its words are theirs, or counts of them. */
export function handOverSummary(messages: readonly MessageView[]): HandOverSummary {
  const said = messages.filter(({ role }) => role === 'user').map(textOf)
  const answers = messages.filter(({ role }) => role === 'assistant')
  const plans = [...new Map(answers.flatMap(plansOf)).values()]
  const quoting = answers.filter(({ parts }) => parts.some((part) => part.type === 'text' && part.citations.length > 0))
  const nothing = answers.filter(({ parts }) =>
    parts.some((part) => part.type === 'own-words' && isOffer(part.template)),
  )
  const tried = [
    ...plans.filter(({ status }) => !isOpen(status)).map(planLine),
    ...(quoting.length === 0 ? [] : [texts.answeredFrom(quoting.length)]),
    ...(nothing.length === 0 ? [] : [texts.notHelped(nothing.length)]),
  ]
  const open = plans.filter(({ status }) => isOpen(status)).map(planLine)
  return {
    asked: [...new Set([said.at(0), said.at(-1)])].flatMap((text) => (text === undefined ? [] : [shortened(text)])),
    tried: tried.length === 0 ? [texts.nothingTried] : tried,
    open: open.length === 0 ? [texts.nothingOpen] : open,
  }
}

/** A plan in one line: what it does, and how it stands. */
export function planLine({ title, status }: Pick<PlanCard, 'title' | 'status'>): string {
  return `${title}: ${texts.planIs(status)}`
}

function isOpen(status: PlanCard['status']): boolean {
  return ['making', 'waiting', 'applying', 'unknown'].includes(status)
}

// A person is offered where nothing was found, or it isn't sure.
function isOffer(template: string): boolean {
  return template === 'offer-person'
}

function plansOf({ parts }: MessageView): readonly (readonly [string, PlanCard])[] {
  return parts.flatMap((part) =>
    part.type === 'plan' && part.plan !== null ? [[part.planId, part.plan] as const] : [],
  )
}

function textOf({ parts }: MessageView): string {
  return parts.flatMap((part) => ('text' in part ? [part.text] : [])).join(' ')
}

/** In characters: what somebody reads at a glance. */
const MOST_SHOWN = 200

function shortened(text: string): string {
  const flat = text.replaceAll(/\s+/gu, ' ').trim()
  return flat.length <= MOST_SHOWN ? flat : `${flat.slice(0, MOST_SHOWN - 1)}…`
}
