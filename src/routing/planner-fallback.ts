import { z } from 'zod'
import type { Route } from '#dialogue/contract.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { isAnswered, ownWords, Part } from '#memory/threads/part.ts'
import { toolsToPlanWith, type AgentRuntime } from '#turn/agent-runtime.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import { questionText } from './texts/question-text.ts'

/** Whether a plan could look anything up: some tool is a read, and a rule permits it. */
export function canLookUp(live: AgentRuntime): boolean {
  return toolsToPlanWith(live).some((tool) => live.declarations.get(tool)?.effect === 'read')
}

/**
 * The fallback to the planner for a question that the documents have no sure answer to; null where it ends with what they
 * gave. A route to a plan has no further fallback. `said` is all that would have been said.
 */
export function fallBackToPlanner(route: Route | null, reply: readonly Part[], said: readonly Part[]): Route | null {
  if (route?.to !== 'answer' || !route.orPlan || isAnswered(reply)) return null
  const { orPlan: intent, wishes, planCall, asking, spoken } = route
  return {
    to: 'plan',
    intent,
    unanswered: z.array(z.json()).parse(said),
    ...(wishes && { wishes }),
    ...(planCall && { planCall }),
    ...(spoken && { spoken }),
    ...(asking && { asking: { ...asking, isStill: true } }),
  }
}

/** Failures by which a planner says that it has nothing: no tool, nothing that it understands, or it can't be asked. */
const HAS_NOTHING: ReadonlySet<string> = new Set(['planner-no-tool', 'planner-unclear', 'planner-unavailable'])

/** What the documents gave to a question, where a planner has nothing either; null where there is something of its own to say. */
export function unansweredParts(route: Route | null, plan: PlanRecord | null): readonly Part[] | null {
  if (route?.to !== 'plan' || !route.unanswered || plan?.status !== 'failed') return null
  return HAS_NOTHING.has(plan.failure?.code ?? '') ? z.array(Part).parse(route.unanswered) : null
}

/** Our open question once more, behind what a plan said to one that was asked in the middle of it. */
export function askedAgain(record: TurnRecord, plan: PlanRecord | null): readonly Part[] {
  const { route } = record
  if (route?.to !== 'plan' || !route.unanswered || !route.asking || plan?.effects.length !== 0) return []
  return [ownWords(route.asking.to, questionText(route.asking, record))]
}

/** Whether what a model plans was asked for as no deed: as a question, or something told. */
export function asksForNone(route: Route | null): boolean {
  return route?.to === 'plan' && (route.intent?.doubts.includes('speech-act') ?? false)
}
