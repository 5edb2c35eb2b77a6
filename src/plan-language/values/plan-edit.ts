import { z } from 'zod'
import { JsonObject } from '#core/json.ts'
import { Label, Labels } from './label.ts'
import { ValuePaths } from './value-path.ts'

/** What an argument's leaf may be changed to. */
export const EditedValue = z.union([z.string(), z.number(), z.boolean()])
export type EditedValue = z.infer<typeof EditedValue>

/** A change as somebody asks for it. `effect` is the step's index in the plan as it was shown to them. */
export const PlanChange = z.union([
  z.strictObject({ effect: z.int().min(0), path: z.string(), value: EditedValue }),
  z.strictObject({ effect: z.int().min(0), leaveOut: z.literal(true) }),
])
export type PlanChange = z.infer<typeof PlanChange>

/** A change that stands. `effect` is the step's index as its program staged it; `by` is a principal's id. */
export const StandingEdit = z.union([
  z.strictObject({ effect: z.int().min(0), path: z.string(), value: EditedValue, by: z.string() }),
  z.strictObject({ effect: z.int().min(0), leaveOut: z.literal(true), by: z.string() }),
])
export type StandingEdit = z.infer<typeof StandingEdit>

/** A step as a plan's program staged it, before anybody changed it. */
export const StagedStep = z.object({
  index: z.int().min(0),
  tool: z.string(),
  args: JsonObject,
  labels: Labels,
  because: Label,
  paths: ValuePaths,
})
export type StagedStep = z.infer<typeof StagedStep>

/**
 * How a plan differs from what its program staged. At most one change for each leaf, and none that puts back what was
 * there. `asks`: the roles that were asked before, and for which whoever changed it last could speak.
 */
export const PlanEdits = z.object({
  staged: z.array(StagedStep),
  changes: z.array(StandingEdit),
  asks: z.array(z.string()).readonly(),
})
export type PlanEdits = z.infer<typeof PlanEdits>

/** Whether somebody made one of the changes that stand. */
export function isEditor(edits: PlanEdits | null, principalId: string): boolean {
  return edits?.changes.some(({ by }) => by === principalId) ?? false
}
