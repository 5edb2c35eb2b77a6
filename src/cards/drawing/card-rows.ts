import type { ArgumentView, EffectView } from '#contract/effect.ts'
import type { PlanView } from '#contract/plan.ts'
import type { Json } from '#core/json.ts'
import { argumentWords } from '#plan-language/values/argument-words.ts'
import { moneyText } from '#plan-language/values/minor-units.ts'
import { planTexts as texts } from '../texts/plan-texts.ts'

/** A line of a card: a step, or many of one kind with what they add up to. */
export interface CardRow {
  /** Its place among the plan's steps; of many the place of the first. */
  readonly index: number
  /** What stands before it: its number, or that there are many. */
  readonly number: string
  readonly title: string
  /** How it stands: to come, being done, done, gone wrong, not known, and what won't be done any more. */
  readonly look: 'to-come' | 'now' | 'done' | 'bad' | 'ask' | 'off'
  /** What is to know of it besides its values, a few words each: what came of it, what its service said. */
  readonly facts: readonly string[]
  readonly values: readonly CardValue[]
  /** Whether its values stand wherever values can be folded. */
  readonly isOpen: boolean
  /** Whether its tool answered in words, so that "done" doesn't stand alone. */
  readonly isAnswered: boolean
  /** Whether its reader may leave it out now. */
  readonly mayLeaveOut: boolean
  /** All that it stands for, and those of them that have no line of their own; null where it is one step. */
  readonly many: { readonly count: number; readonly folded: readonly CardRow[] } | null
}

/** A value of a step, with what it is called and where it comes from. */
export interface CardValue extends ArgumentView {
  readonly words: string
  /** Who or how much, which is never folded or cut. */
  readonly isNeverFolded: boolean
}

/** How many steps of one kind a card shows one by one; more are one line. */
const STEPS_OF_ONE_KIND = 5

/**
 * The lines of a card, in the order of its steps. From six of one kind on they are one line with their count and their
 * sum in each currency; a step of them that holds anything unchecked or changed, or didn't go as it should, has its own
 * line below.
 */
export function cardRows(plan: PlanView): readonly CardRow[] {
  const kinds = Map.groupBy(plan.effects, ({ tool }) => tool)
  return plan.effects.flatMap((effect): readonly CardRow[] => {
    const kind = kinds.get(effect.tool) ?? []
    if (kind.length <= STEPS_OF_ONE_KIND) return [stepRow(plan, effect)]
    const own = isUnusual(effect) ? [stepRow(plan, effect)] : []
    return effect === kind[0] ? [manyRow(plan, kind), ...own] : own
  })
}

/** Every step in a line of its own, in their order. */
export function stepRows(rows: readonly CardRow[]): readonly CardRow[] {
  return rows.flatMap((row) => row.many?.folded ?? [row]).toSorted((one, other) => one.index - other.index)
}

function manyRow(plan: PlanView, kind: readonly EffectView[]): CardRow {
  const [first] = kind
  const done = kind.filter(({ state }) => state === 'succeeded').length
  const isMoving = plan.status === 'applying' && done > 0
  return {
    index: first?.index ?? 0,
    number: '×',
    title: texts.card.manySteps(verbOf(first), kind.length, sumsOf(kind)),
    look: done === kind.length ? 'done' : isMoving ? 'now' : OVER.has(plan.status) ? 'off' : 'to-come',
    facts: done === 0 ? [] : [texts.card.doneOf(done, kind.length)],
    values: [],
    isOpen: false,
    isAnswered: false,
    mayLeaveOut: false,
    many: {
      count: kind.length,
      folded: kind.filter((effect) => !isUnusual(effect)).map((effect) => stepRow(plan, effect)),
    },
  }
}

function stepRow(plan: PlanView, effect: EffectView): CardRow {
  const { index, title, said, answered, mayLeaveOut, arguments: values } = effect
  const facts = [stepOutcome(plan, effect), said && texts.card.stepSaid(said.text, said.code)]
  return {
    index,
    number: String(index + 1),
    title,
    look: lookOf(plan, effect),
    facts: facts.filter((fact) => fact !== null),
    values: values.map((value) => ({
      ...value,
      words: value.words ?? argumentWords(value.name),
      isNeverFolded: isNeverFolded(value),
    })),
    isOpen: OPEN.has(plan.status) || values.some(isTold),
    isAnswered: answered !== undefined,
    mayLeaveOut,
    many: null,
  }
}

// Where a person has to understand a refusal, every value stands.
const OPEN: ReadonlySet<PlanView['status']> = new Set(['refused', 'stale'])

function isUnusual({ arguments: values, state, verdict, answered }: EffectView): boolean {
  return answered !== undefined || values.some(isTold) || !QUIET.has(state) || verdict?.decision === 'deny'
}

function isTold({ unchecked, was }: ArgumentView): boolean {
  return unchecked || was !== null
}

const QUIET: ReadonlySet<EffectView['state']> = new Set(['planned', 'succeeded', 'dispatched', 'cancelled'])

function lookOf({ status }: PlanView, { state, verdict }: EffectView): CardRow['look'] {
  if (verdict?.decision === 'deny') return 'bad'
  return state === 'planned' ? (OVER.has(status) ? 'off' : 'to-come') : LOOKS[state]
}

const LOOKS = {
  succeeded: 'done',
  dispatched: 'now',
  failed: 'bad',
  unknown: 'ask',
  compensated: 'off',
  cancelled: 'off',
} as const

/** What hasn't begun in these never will. */
const OVER: ReadonlySet<PlanView['status']> = new Set([
  'failed',
  'refused',
  'rejected',
  'expired',
  'cancelled',
  'unknown',
])

function stepOutcome({ status }: PlanView, effect: EffectView): string | null {
  const words = texts.card
  if (effect.verdict?.decision === 'deny') return words.stepNotAllowed
  switch (effect.state) {
    case 'planned':
      return status === 'failed' || status === 'unknown' ? words.stepNotStarted : null
    case 'dispatched':
      return words.stepRunning
    case 'succeeded':
      return wentText(effect)
    case 'failed':
      return effect.failed === undefined ? words.stepFailed : words.stepFailedSince(effect.failed)
    case 'unknown':
      return words.stepUnknown
    case 'compensated':
      return words.stepTakenBack
    case 'cancelled':
      return words.stepNotStarted
  }
}

// A text that a tool answered says what came of it; "done" over it might not be true.
function wentText({ answered, result }: EffectView): string {
  return [numberText(result), answered].filter(Boolean).join(': ') || texts.card.stepDone
}

// The number that the tool gave what it made: what a customer will be asked for later.
function numberText(result: Json | null): string | null {
  const id = result !== null && typeof result === 'object' && 'id' in result ? result.id : undefined
  return typeof id === 'string' || typeof id === 'number' ? texts.card.stepNumber(String(id)) : null
}

// Names that tools give such arguments, and values that look like one.
function isNeverFolded({ name, text }: ArgumentView): boolean {
  return WHO_OR_HOW_MUCH.test(name.split(/[./]/).at(-1) ?? '') || /^[^\s@]{1,256}@[^\s@]{1,256}$/.test(text)
}

const WHO_OR_HOW_MUCH =
  /^(?:amount|total|price|sum|currency|to|cc|bcc|recipients?|e?-?mail|(?:e?mail)?address(?:es)?|account|iban|bic|phone|payee)$/i

// A title begins with what is done: the first word of what the operator wrote for the tool.
function verbOf(effect: EffectView | undefined): string {
  return (effect?.title ?? '').trim().split(/[\s:]/)[0] ?? ''
}

/** What steps move in each currency, as text, in the order of the steps: "1548.00 EUR". */
function sumsOf(effects: readonly EffectView[]): readonly string[] {
  const sums = new Map<string, number>()
  for (const { currency, minor } of effects.flatMap(({ money }) => money)) {
    sums.set(currency, (sums.get(currency) ?? 0) + minor)
  }
  return [...sums].map(([currency, minor]) => moneyText(minor, currency))
}
