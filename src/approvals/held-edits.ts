import type { PlanEdits, StagedStep } from '#plan-language/values/plan-edit.ts'
import { editsThatHold } from '#plan-language/edit.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { mayChange } from '#sealed-plan/editable.ts'

/** The edits of a plan that still apply after its program was run again. */
export function heldEdits(
  edits: PlanEdits | null,
  staged: readonly StagedStep[],
  live: Pick<AgentRuntime, 'declarations'>,
): PlanEdits | null {
  if (edits === null) return null
  const changes = edits.changes.filter(
    (change) => 'leaveOut' in change || mayChange(edits.staged[change.effect], change.path, live),
  )
  return editsThatHold({ ...edits, changes }, staged)
}
