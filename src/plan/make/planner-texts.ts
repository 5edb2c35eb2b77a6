import type { PlanReply } from '#models/prompts.ts'
import type { DryRun } from '#plan/contract.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { roleText } from '#plan/views/words.ts'
import type { AttemptFailure } from '#memory/plan-attempts.ts'
import type { PlanFailureRecord } from '#memory/plan-record.ts'
import { failedWhere, failureOf } from './failure-text.ts'

/** Why a model made no plan. */
export type PlannerFailure = PlanFailureRecord

/** No tool does it, or nobody could tell what was wanted. */
export function noProgram(reason: PlanReply['reason'], live: AgentRuntime): PlannerFailure {
  return { code: `planner-${reason ?? 'unclear'}`, text: `${WHY[reason ?? 'unclear']} ${offer(live)}` }
}

const WHY: Readonly<Record<NonNullable<PlanReply['reason']>, string>> = {
  'no-tool': 'I have nothing to do that with. Nothing was done.',
  'not-allowed': 'That isn’t something I may do. Nothing was done.',
  unclear: 'I couldn’t tell what to do. Nothing was done. Please say it in other words.',
}

/** Every program that was tried came to nothing. */
export function gaveUp(last: AttemptFailure, live: AgentRuntime): PlannerFailure {
  return {
    code: `plan-${last.kind}`,
    text: `I tried to work out how to do this, and couldn’t. Nothing was done. ${offer(live)}`,
    where: failedWhere(last),
  }
}

/** The program ended where writing it anew wouldn't help. */
export function stopped(dryRun: Extract<DryRun, { ok: false }>, live: AgentRuntime): PlannerFailure {
  const failure = failureOf(dryRun)
  return { ...failure, text: `${failure.text} ${offer(live)}` }
}

/** There is no model, or it doesn't answer, or not in the form that it was asked for. */
export function noPlanner(live: AgentRuntime): PlannerFailure {
  return {
    code: 'planner-unavailable',
    text: `I can’t work this out just now. Nothing was done. What I have a set procedure for still works. ${offer(live)}`,
  }
}

function offer({ agent }: AgentRuntime): string {
  if (!agent.handOver) return 'You can try again later.'
  return `If you ask for a person, I pass it on to a ${roleText(agent.handOver.role)}.`
}
