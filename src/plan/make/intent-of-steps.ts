import { screenMessage } from '#guardrails/screen-message.ts'
import type { Doubt, Intent, SaidWords } from '#core/intent.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { JournalEntry } from '#plan/contract.ts'
import { readPlansBeforeRound } from '#memory/plans/plans.ts'
import { labelOfShown } from '#plan/sealed/shown-values.ts'
import { storedIntent } from '#plan/sealed/plan-intent.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import { saidWords } from '#turn/said-words.ts'
import type { Services } from '#turn/services.ts'
import type { Turn } from '#turn/turn.ts'
import { askedSteps, type QuotedStep } from './asked-steps.ts'

/** The steps of a plan as its program made them, and what it looked up. */
export interface MadeSteps {
  readonly plan: PlanRecord
  readonly steps: readonly QuotedStep[]
  readonly reads: readonly JournalEntry[]
}

/**
 * What a requester is taken to have asked for of a plan that a model wrote, now that there are steps: which of their words
 * ask for each. Null for a playbook's plan, whose intent its route knows, and where nothing is known of it.
 */
export async function intentOfSteps(
  services: Services,
  turn: Turn,
  record: TurnRecord,
  { plan, steps, reads }: MadeSteps,
): Promise<Intent | null> {
  const intent = plan.author === 'model' ? storedIntent(plan) : null
  if (intent === null) return null
  const { live, principal } = record
  const { typed } = screenMessage(record.text, record.screening)
  const before = plan.round === 0 ? [] : await stepsBefore(services, turn, plan)
  const now = new Date(plan.nowMs).toISOString()
  const asked = await askedSteps(steps, { live, principal, typed, now, reads, before })
  const said = asked.said.map((span) => span && saidWords(record, span))
  const known = intent.doubts.filter((doubt) => doubt !== 'unasked-step' && doubt !== 'shown-text')
  // Whose words they are doesn't matter: who wrote what was shown may have chosen them.
  const shown: readonly Doubt[] = labelOfShown(plan) === null ? [] : ['shown-text']
  const doubts = [...known, ...asked.doubts, ...shown]
  return withSteps(intent, steps, { said, doubts: said.includes(null) ? [...doubts, 'unasked-step'] : doubts })
}

async function stepsBefore(
  { database }: Services,
  turn: Turn,
  { runId, round }: PlanRecord,
): Promise<PlanRecord['effects']> {
  const plans = await database.batch(turn.tenantId, (tx) => readPlansBeforeRound(tx, runId, round))
  return plans.flatMap(({ effects }) => effects)
}

function withSteps(
  intent: Intent,
  steps: readonly QuotedStep[],
  { said, doubts }: { readonly said: readonly (SaidWords | null)[]; readonly doubts: readonly Doubt[] },
): Intent {
  const words = said.filter((each) => each !== null)
  const distinct = words.filter(
    (each, at) => words.findIndex(({ start, end }) => start === each.start && end === each.end) === at,
  )
  const all = [...new Set(doubts)]
  return {
    ...intent,
    goal: distinct.map(({ text }) => text).join('; ') || intent.goal,
    said: distinct.length > 0 ? distinct : intent.said,
    basis: all.length === 0 ? 'explicit' : 'inferred',
    doubts: all,
    steps: steps.map(({ index }, at) => ({ index, said: said[at] ?? null })),
  }
}
