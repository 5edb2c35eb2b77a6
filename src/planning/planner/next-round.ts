import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { isLeftUndone } from '#cards/outcome/tool-text.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import type { TurnUpdate } from '#turn/state.ts'

/**
 * Where a turn goes from a plan: one that waits, or whose outcome is unknown, is a person's, and one that is under way goes on,
 * whoever worked on it before. From one that has ended: on to another round, where its program asked for one and everything that
 * it staged was done, where a step of it failed that another program may do otherwise, or where a step was answered that it
 * isn't done, within the agent's limit; else to the answer. Where nobody can tell whether a step was done there is no other
 * round. What a playbook does is all in one program.
 */
export function afterPlan(plan: PlanRecord, { agent }: Pick<AgentRuntime, 'agent'>): TurnUpdate {
  const { author, status, round } = plan
  if (status === 'waiting' || status === 'unknown') return { planId: plan.id, next: 'approve' }
  if (status === 'applying') return { planId: plan.id, next: 'apply' }
  const goesOn =
    author === 'model' && !isUnsure(plan) && (asksForAnother(plan) || mayBeDoneOtherwise(plan) || isLeft(plan))
  return goesOn && round + 1 < agent.limits.roundsPerTurn
    ? { planId: plan.id, round: round + 1, next: 'plan' }
    : { planId: plan.id, next: 'respond' }
}

function asksForAnother({ status, next, effects }: PlanRecord): boolean {
  return status === 'done' && next !== null && effects.length > 0
}

/**
 * What keeps a step from being done and hangs on what its program called, and how: its tool refused it by a code that says
 * that nothing was done, or the call was refused here. All others are for somebody else to mend, or for another time.
 */
const DONE_OTHERWISE: ReadonlySet<string> = new Set([
  'tool-error',
  'tool-arguments-invalid',
  'step-result-missing',
  'late-argument-refused',
])

// Another program could do again what may have been done: a person hears of it first.
function isUnsure({ effects }: PlanRecord): boolean {
  return effects.some(({ outcome }) => outcome?.ok === true && outcome.read?.came === 'unsure')
}

// What a tool's own words say isn't done, whatever the program thought of it.
function isLeft({ status, failure, effects }: PlanRecord): boolean {
  return (
    (status === 'done' || (status === 'failed' && failure === null)) &&
    effects.some(({ outcome }) => isLeftUndone(outcome))
  )
}

// Where a step is left that couldn't be taken back, a person hears of it first.
function mayBeDoneOtherwise({ status, failure, effects, undoings }: PlanRecord): boolean {
  if (status !== 'failed' || failure !== null || undoings.some(({ state }) => state !== 'succeeded')) return false
  return effects.some(
    ({ state, outcome }) => state === 'failed' && outcome?.ok === false && DONE_OTHERWISE.has(outcome.code),
  )
}
