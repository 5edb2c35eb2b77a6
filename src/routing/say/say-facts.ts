import type { Route } from '#dialogue/contract.ts'
import { isAnswered, saysNothing, type Part } from '#memory/threads/part.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { NO_RULE } from '#core/verdict.ts'
import { PENDING_LIMIT } from '#judging/pending-limit.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import { asksForNone } from '../planner-fallback.ts'
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

/** Null where our own sentences say all that there is to say. `plans` are the requester's in the thread, the newest first. */
export function sayFactsOf(record: TurnRecord, { parts, plan }: CameTo, plans: readonly PlanRecord[]): Told | null {
  if (plan) return toldByPlan(plan, record)
  const { route } = record
  if (route?.to === 'talk') return toldByTalk(route, plans)
  const isAsked = route?.to === 'answer' || route?.to === 'plan'
  if (!isAsked || isAnswered(parts) || !saysNothing(parts)) return null
  return { facts: ['the documents and tools here have no answer to that'], isTalkAlone: false, isRefused: false }
}

function toldByTalk(
  { about, asking, planCall }: Extract<Route, { to: 'talk' }>,
  [last]: readonly PlanRecord[],
): Told | null {
  if (asking || about.length === 0 || !about.every((kind) => FREE.has(kind))) return null
  const facts = about.flatMap((kind) => {
    if (kind === 'unclear') return ['it wasn’t understood what is wanted']
    if (kind !== 'recap') return []
    const why = last ? reasonOf(last) : null
    return ['they want to know what was talked about', ...(why ? [`what they wanted last wasn’t done, ${why}`] : [])]
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
  const because = reasonOf(plan)
  const why = because === null ? [] : [because]
  if (status === 'refused') {
    // Too many wait: which ones is said, and nothing is to be had instead.
    if (plan.verdict?.policies.includes(PENDING_LIMIT)) return null
    const facts = [`this can’t be done here, nothing was done: ${planFact(plan, record)}`, ...why]
    return { facts, isTalkAlone: false, isRefused: isUnruled(plan) }
  }
  const isBegun = effects.some(({ state }) => state !== 'planned')
  const code = failure?.code ?? ''
  const told = FAILED[code]
  if (status !== 'failed' || isBegun || told === undefined) return null
  const isQuestion = asksForNone(record.route)
  if (isQuestion && code === NO_TOOL) return { facts: ['it can’t be looked up here', ...why], ...BESIDE }
  return { facts: [`${told}, nothing was done`, ...why], ...BESIDE, isRefused: BECAUSE[code] !== undefined }
}

const BESIDE = { isTalkAlone: false, isRefused: false } as const

// In words that may be told: what a rule says, or what kind of assistant this is.
function reasonOf(plan: PlanRecord): string | null {
  const { status, failure, verdict } = plan
  if (status === 'refused') {
    const reasons = verdict?.reasons.filter((reason) => reason !== NO_RULE) ?? []
    return `because: ${isUnruled(plan) ? 'this assistant isn’t set up for it' : reasons.join('; ')}`
  }
  const because = status === 'failed' ? BECAUSE[failure?.code ?? ''] : undefined
  return because === undefined ? null : `because: ${because}`
}

// No rule speaks of it.
function isUnruled({ verdict }: PlanRecord): boolean {
  return verdict?.reasons.every((reason) => reason === NO_RULE) ?? true
}

const NO_TOOL = 'planner-no-tool'

/** Why a request can't be had here at all, by the code of its failure. */
const BECAUSE: Readonly<Record<string, string>> = {
  [NO_TOOL]: 'this assistant has no tool for it',
  'planner-not-allowed': 'the people who run this assistant don’t let it do that, whoever asks',
}

/** What nothing came of, by the code of its failure. */
const FAILED: Readonly<Record<string, string>> = {
  [NO_TOOL]: 'there is no tool here that does it',
  'planner-not-allowed': 'it isn’t allowed here',
  'planner-unclear': 'it wasn’t understood what is wanted',
  'plan-not-found': 'it was looked for, and no such thing was found',
  'plan-runtime': 'it couldn’t be worked out',
  'plan-limit': 'it couldn’t be worked out',
  'plan-denied': 'it would need something that may not be looked up for this person',
}
