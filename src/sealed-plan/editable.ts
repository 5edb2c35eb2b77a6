import type { JsonPointer } from '#core/json.ts'
import { pointerTokens } from '#core/json-pointer.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { StagedStep } from '#plan-language/values/plan-edit.ts'
import { dependsOn, holdsHandle } from '#plan-language/edit.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'

/**
 * Whether a place in a step's arguments may be changed at all: its tool's entry lists the argument under `edit`, and it
 * doesn't wait for what another step returns.
 */
export function mayChange(
  step: Pick<StagedStep, 'tool' | 'args'> | undefined,
  path: JsonPointer,
  { declarations }: Pick<AgentRuntime, 'declarations'>,
): boolean {
  const [name] = pointerTokens(path)
  const value = step && name !== undefined && Object.hasOwn(step.args, name) ? step.args[name] : undefined
  if (!step || name === undefined || value === undefined) return false
  return (declarations.get(step.tool)?.edit ?? []).includes(name) && !holdsHandle(value)
}

/** Whether a step may be left out: it isn't the only one, and no other needs what it returns. */
export function mayLeaveOut({ effects }: Pick<PlanRecord, 'effects'>, index: number): boolean {
  return effects.length > 1 && effects.every((step) => step.index === index || !dependsOn(step, index))
}
