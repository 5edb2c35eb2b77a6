import { amountsIn, asksForLess } from '#dialogue/said-part.ts'
import { screenMessage } from '#guardrails/screen-message.ts'
import { doubted, withDoubts, type Doubt, type Intent, type SaidWords } from '#core/intent.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { JournalEntry } from '#plan/contract.ts'
import { readPlansBeforeRound } from '#memory/plans/plans.ts'
import { labelOfShown } from '#plan/sealed/shown-values.ts'
import { storedIntent } from '#plan/sealed/plan-intent.ts'
import { declarationOf } from '#turn/agent-runtime.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import { saidWords } from '#turn/said-words.ts'
import type { Services } from '#turn/services.ts'
import type { Turn } from '#turn/turn.ts'
import { askedSteps, type QuotedStep } from './asked-steps.ts'
import { moneyIn, numbersOf } from './said-values.ts'

/** The steps of a plan as its program made them, and what it looked up. */
export interface MadeSteps {
  readonly plan: PlanRecord
  readonly steps: readonly QuotedStep[]
  readonly reads: readonly JournalEntry[]
}

/**
 * What a requester is taken to have asked for, now that there are steps: of a plan that a model wrote, which of their words
 * ask for each; of a playbook's, whose words its route knows, whether what they name is what is moved. Null where nothing is
 * known of it.
 */
export async function intentOfSteps(
  services: Services,
  turn: Turn,
  record: TurnRecord,
  { plan, steps, reads }: MadeSteps,
): Promise<Intent | null> {
  const intent = storedIntent(plan)
  if (intent === null) return null
  const { live, principal } = record
  if (plan.author !== 'model') return withAmounts(intent, steps, live)
  const { typed } = screenMessage(record.text, record.screening)
  const before = plan.round === 0 ? [] : await stepsBefore(services, turn, plan)
  const now = new Date(plan.nowMs).toISOString()
  const asked = await askedSteps(steps, { live, principal, typed, now, reads, before })
  const said = asked.said.map((span) => span && saidWords(record, span))
  const known = intent.doubts.filter((doubt) => doubt !== 'unasked-step' && doubt !== 'shown-text')
  // Whose words they are doesn't matter: who wrote what was shown may have chosen them.
  const shown: readonly Doubt[] = labelOfShown(plan) === null ? [] : ['shown-text']
  const part: readonly Doubt[] = intent.said.some(({ text }) => asksForLess(text)) ? ['part'] : []
  const doubts = [...known, ...asked.doubts, ...shown, ...part]
  return withSteps(intent, steps, { said, doubts: said.includes(null) ? [...doubts, 'unasked-step'] : doubts })
}

/** A sum of amounts isn't exact, and no two amounts are as near. */
const LEAST_APART = 1e-6

// "Refund 10 EUR of A12": a playbook that has no slot for an amount would refund all of it.
function withAmounts(intent: Intent, steps: readonly QuotedStep[], live: TurnRecord['live']): Intent {
  const moved = steps.flatMap(({ tool, args }) => [...moneyIn(args, declarationOf(live, tool)).values()])
  if (moved.length === 0) return intent
  const possible = [...moved, moved.reduce((sum, amount) => sum + amount, 0)]
  const said = intent.said.flatMap(({ text }) => amountsIn(text))
  const isMoved = (number: number) => possible.some((amount) => Math.abs(amount - number) < LEAST_APART)
  const isOther = said.some((amount) => !numbersOf(amount).some(isMoved))
  return isOther ? doubted(intent, 'part') : intent
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
  return withDoubts(
    {
      ...intent,
      goal: distinct.map(({ text }) => text).join('; ') || intent.goal,
      said: distinct.length > 0 ? distinct : intent.said,
      steps: steps.map(({ index }, at) => ({ index, said: said[at] ?? null })),
    },
    doubts,
  )
}
