import type { Route } from '#dialogue/contract.ts'
import { isAnswered, saysNothing, type Part } from '#memory/threads/part.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { NO_RULE } from '#core/verdict.ts'
import { PENDING_LIMIT } from '#judging/pending-limit.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import { planFact } from '../reading/plan-facts.ts'

/** What a turn comes to. */
export interface CameTo {
  readonly parts: readonly Part[]
  readonly plan: PlanRecord | null
}

/** What our own sentences say of a turn, as facts, where a word of talk helps beside them. */
export interface Told {
  readonly facts: readonly string[]
  /** Talk takes the place of our phrase: that tells nothing of its own. */
  readonly isTalkAlone: boolean
  /** It can't be had here: what can be is offered. */
  readonly isRefused: boolean
}

/** Talk that isn't answered with a set phrase where somebody can write. */
const FREE: ReadonlySet<string> = new Set(['chatter', 'unclear', 'recap'])

/** Null where our own sentences say all that there is to say. */
export function sayFactsOf(record: TurnRecord, { parts, plan }: CameTo): Told | null {
  if (plan) return toldByPlan(plan, record)
  const { route } = record
  if (route?.to === 'talk') return toldByTalk(route)
  const isAsked = route?.to === 'answer' || route?.to === 'plan'
  if (!isAsked || isAnswered(parts) || !saysNothing(parts)) return null
  return { facts: ['the documents and tools here have no answer to that'], isTalkAlone: false, isRefused: false }
}

function toldByTalk({ about, asking, planCall }: Extract<Route, { to: 'talk' }>): Told | null {
  if (asking || about.length === 0 || !about.every((kind) => FREE.has(kind))) return null
  const facts = about.flatMap((kind) => {
    if (kind === 'unclear') return ['it wasn’t understood what is wanted']
    return kind === 'recap' ? ['they want to know what was talked about'] : []
  })
  return {
    facts: [...facts, ...(planCall ? ['how the plan here stands'] : ['nothing'])],
    isTalkAlone: true,
    isRefused: false,
  }
}

// Of a plan that waits or was begun our own sentences are enough.
function toldByPlan(plan: PlanRecord, record: TurnRecord): Told | null {
  const { status, failure, effects } = plan
  if (status === 'refused') {
    // Too many wait: which ones is said, and nothing is to be had instead.
    if (plan.verdict?.policies.includes(PENDING_LIMIT)) return null
    const isRefused = plan.verdict?.reasons.every((reason) => reason === NO_RULE) ?? true
    const facts = [`this can’t be done here, nothing was done: ${planFact(plan, record)}`]
    return { facts, isTalkAlone: false, isRefused }
  }
  const isBegun = effects.some(({ state }) => state !== 'planned')
  const why = WHY[failure?.code ?? '']
  if (status !== 'failed' || isBegun || why === undefined) return null
  return { facts: [`${why}, nothing was done`], isTalkAlone: false, isRefused: REFUSED.has(failure?.code ?? '') }
}

const REFUSED: ReadonlySet<string> = new Set(['planner-no-tool', 'planner-not-allowed'])

/** Why nothing came of it, by the code of its failure. */
const WHY: Readonly<Record<string, string>> = {
  'planner-no-tool': 'there is no tool here that does it',
  'planner-not-allowed': 'it isn’t allowed here',
  'planner-unclear': 'it wasn’t understood what is wanted',
  'plan-not-found': 'it was looked for, and no such thing was found',
  'plan-runtime': 'it couldn’t be worked out',
  'plan-limit': 'it couldn’t be worked out',
  'plan-denied': 'it would need something that may not be looked up for this person',
}
