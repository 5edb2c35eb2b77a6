import type { ArgumentView } from '#contract/effect.ts'
import type { PlanCitationView, PlanView } from '#contract/plan.ts'
import { inLanguage } from '../texts/spoken-language.ts'
import { planTexts } from '../texts/plan-texts.ts'
import { cardButtons, type CardButton } from './card-buttons.ts'
import { cardRows, type CardRow } from './card-rows.ts'
import { placeText } from './citation-place.ts'
import type { Clock } from './clock-text.ts'
import { isEditable } from './edit-fields.ts'
import { planHeading } from './plan-heading.ts'
import { planState, waitsForReader, type PlanState, type Viewer } from './plan-state.ts'
import { stateLook, type StateLook } from './state-look.ts'
import { whyTexts } from './plan-why.ts'
import { requestQuote, type RequestQuote } from './request-quote.ts'

/**
 * A plan as one reader is shown it, in their language. What stands on it and in which order is decided here alone: every
 * screen and service draws all of it, from the top, and what it has no room for it folds or cuts, and says so.
 */
export interface Card {
  readonly language: string
  /** What is told at once, whatever becomes of the plan: above it, while it waits. */
  readonly told: string | null
  /** Whose turn it is, with how loud that is and the mark before it. */
  readonly state: CardState
  readonly title: string
  /** Who asked, in which words, and why that counts as asked for; null where there is nothing to tell. */
  readonly request: RequestQuote | null
  /** What it adds up to, while that can still come about. */
  readonly totals: readonly string[]
  /** What its planner read before it wrote it. */
  readonly read: Origin | null
  /** What is said with it, once it is done. */
  readonly answer: CardAnswer | null
  readonly rows: readonly CardRow[]
  /** Why it is asked, refused or stopped, and whether anything was done: a sentence each. */
  readonly reasons: readonly string[]
  /** How loud these are: where it stopped, or isn't as it was. */
  readonly reasonsTone: 'stop' | 'warn' | ''
  /** The company's rules that it goes by, word for word. */
  readonly rules: readonly CardRule[]
  /** Whether it waits for this reader's own answer. */
  readonly isAsked: boolean
  /** What its reader can do about it, the first first. */
  readonly buttons: readonly CardButton[]
}

export interface CardState extends PlanState, StateLook {}

/** Where something comes from: in words, with those where it stood that nobody vouches for. */
export type Origin = Pick<ArgumentView, 'excerpts' | 'kind' | 'origin' | 'others' | 'unchecked'>

export interface CardAnswer {
  readonly heading: string
  readonly text: string
  readonly origin: Origin
  /** What is to know of it besides; null for nothing. */
  readonly note: string | null
}

export interface CardRule {
  readonly quote: string
  readonly place: string
  /** By which its document is opened. */
  readonly citation: PlanCitationView
}

export interface CardReader {
  readonly reader: Viewer
  readonly clock: Clock
  /** Where that is known beyond what the plan says. */
  readonly isEditable?: boolean
}

/** Makes a plan's card. */
export function cardOf(plan: PlanView, { reader, clock, isEditable: isKnown }: CardReader): Card {
  return inLanguage(plan.language, () => ({
    language: plan.language,
    told: toldAtOnce(plan),
    state: { ...planState(plan, reader, clock), ...stateLook(plan, reader) },
    title: planHeading(plan),
    request: requestQuote(plan, reader),
    totals: ADDS_UP.has(plan.status) ? plan.totals : [],
    read: plan.plannerRead,
    answer: answerOf(plan, reader),
    rows: cardRows(plan),
    reasons: whyTexts(plan, reader),
    reasonsTone: reasonsTone(plan),
    rules: plan.citations.map((citation) => ({
      quote: citation.quote.replace(/\s+/g, ' '),
      place: placeText(citation.document.title, null, citation.place),
      citation,
    })),
    isAsked: waitsForReader(plan, reader),
    buttons: cardButtons(plan, reader, isKnown ?? isEditable(plan)),
  }))
}

const ADDS_UP: ReadonlySet<PlanView['status']> = new Set(['waiting', 'stale', 'applying'])

/** Where something comes from, in a line. */
export function originText({ origin, others }: Pick<Origin, 'origin' | 'others'>): string {
  return [origin, ...others].join(', ')
}

// Once it has ended that stands in the answer.
function toldAtOnce({ told, status }: PlanView): string | null {
  if (told === null || status !== 'waiting') return null
  return told.unchecked ? `${told.text}\n(${originText(told)})` : told.text
}

function reasonsTone({ status, changes }: PlanView): Card['reasonsTone'] {
  if (status === 'refused') return 'stop'
  return status === 'unknown' || status === 'stale' || changes.length > 0 ? 'warn' : ''
}

// Of what isn't done any more it may say that it was.
function answerOf({ answer, status, requester }: PlanView, reader: Viewer): CardAnswer | null {
  if (answer === null) return null
  const { says, saysTo, wouldSay, saidBefore } = planTexts.card
  const told = requester.id === reader.id ? says : saysTo(requester.name)
  return {
    heading: MAY_HOLD.has(status) ? told : wouldSay,
    text: answer.text,
    origin: answer,
    note: answer.editedSince ? saidBefore : null,
  }
}

const MAY_HOLD: ReadonlySet<PlanView['status']> = new Set(['making', 'waiting', 'applying', 'done'])
