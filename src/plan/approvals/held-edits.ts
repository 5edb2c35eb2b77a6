import type { PlanEdits, StagedStep } from '#core/plan-edit.ts'
import { editsThatHold } from '#plan/edit.ts'
import type { LiveAgent } from '#turn/live-agent.ts'
import { mayChange } from '#plan/sealed/editable.ts'

/** What of a plan's changes still means what it meant, and may still be changed, after its program was run again. */
export function heldEdits(
  edits: PlanEdits | null,
  staged: readonly StagedStep[],
  live: Pick<LiveAgent, 'declarations'>,
): PlanEdits | null {
  if (edits === null) return null
  const changes = edits.changes.filter(
    (change) => 'leaveOut' in change || mayChange(edits.staged[change.effect], change.path, live),
  )
  return editsThatHold({ ...edits, changes }, staged)
}
