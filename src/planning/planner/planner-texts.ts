import type { AttemptFailure } from '#memory/plans/plan-attempts.ts'
import type { PlanReply } from '#models/prompts.ts'
import type { DryRun } from '#plan-language/contract.ts'
import { operationAt } from '#plan-language/analysis/operation-at.ts'
import { effectTitle } from '#cards/titles/effect-title.ts'
import { viewedTool } from '#cards/titles/viewed-agent.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { roleText } from '#cards/titles/value-text.ts'
import type { PlanFailureRecord } from '#memory/plans/plan-record.ts'
import { failedWhere, failureOf } from '../failures/failure-text.ts'

/** Why a model made no plan. */
export type PlannerFailure = PlanFailureRecord

/** No tool does it, or the request wasn't clear. `isQuestion`: no deed was asked for. */
export function noProgram(
  reason: PlanReply['reason'],
  live: AgentRuntime,
  { isQuestion }: { readonly isQuestion: boolean },
): PlannerFailure {
  const why = reason === 'no-tool' && isQuestion ? 'I can’t look that up here.' : WHY[reason ?? 'unclear']
  return { code: `planner-${reason ?? 'unclear'}`, text: `${why} ${offer(live)}` }
}

const WHY: Readonly<Record<NonNullable<PlanReply['reason']>, string>> = {
  'no-tool': 'I don’t have a tool for that. Nothing was done.',
  'not-allowed': 'I’m not allowed to do that. Nothing was done.',
  unclear: 'I didn’t understand what to do. Nothing was done. Please say it another way.',
}

/** Every program that was tried came to nothing: at which step the last one did, and why. */
export function gaveUp({ program, failure }: FailedAttempt, live: AgentRuntime): PlannerFailure {
  const { kind, fault, at } = failure
  const failed = { code: `plan-${kind}`, where: failedWhere(failure) }
  if (fault === 'says-nothing')
    return { ...failed, text: `I looked, and found nothing to do. Nothing was done. ${offer(live)}` }
  const tool = operationAt(program, at)
  const title = tool !== null && live.declarations.has(tool) ? effectTitle(viewedTool(live, tool), {}) : null
  const where = title === null ? '' : `It failed at “${title.replaceAll(/[.!?“”]/gu, '')}”. `
  const why = WHY_GIVEN_UP[fault ?? kind] ?? 'The plan I wrote for it had a mistake.'
  return {
    ...failed,
    text: `I tried to work out how to do this, and couldn’t. ${where}${why} Nothing was done. ${offer(live)}`,
  }
}

interface FailedAttempt {
  readonly program: string
  readonly failure: AttemptFailure
}

const WHY_GIVEN_UP: Readonly<Record<string, string>> = {
  'no-such-element': 'Something that I needed wasn’t there.',
  'not-found': 'Something that I needed wasn’t there.',
  'empty-list': 'A list that I needed was empty.',
  'not-a-number': 'Something that had to be a number wasn’t one.',
  'not-a-date': 'Something that had to be a date wasn’t one.',
  tool: 'I was refused there.',
  refused: 'I was refused there.',
  limit: 'It took more steps than I’m allowed to take.',
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
    text: `I can’t work this out right now. Nothing was done. The usual requests still work. ${offer(live)}`,
  }
}

function offer({ agent }: AgentRuntime): string {
  if (!agent.handOver) return 'You can try again later.'
  return `If you ask for a person, I pass it on to a ${roleText(agent.handOver.role)}.`
}
