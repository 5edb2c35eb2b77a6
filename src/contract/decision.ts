import { z } from 'zod'
import { PlanChange } from '#plan-language/values/plan-edit.ts'
import { Moment, Person, textUpTo } from './fields.ts'

export const DecisionView = z
  .object({
    principal: Person,
    decision: z.enum(['approve', 'edit', 'reject']),
    digest: z.string().describe('What was decided on.'),
    authenticatedBy: z.enum(['session', 'key', 'token']).describe('How they were recognised.'),
    reason: z.string().nullable(),
    note: z.string().nullable(),
    at: Moment,
    lookedMs: z
      .int()
      .nullable()
      .describe(
        'Milliseconds from when this digest was first shown to them until they decided. Null where it never was, and for the requester.',
      ),
    counts: z
      .boolean()
      .describe('Whether it is about the plan as it is now, or about reads that it relies on since they were allowed.'),
  })
  .meta({ id: 'Decision' })
export type DecisionView = z.infer<typeof DecisionView>

const Change = PlanChange.meta({
  id: 'Change',
  description: 'Another value for a leaf of a step’s arguments (`path` is a JSON Pointer), or a step that is left out.',
})

export const NewDecision = z
  .strictObject({
    digest: textUpTo(200).describe('The digest of the plan as you saw it.'),
    decision: z.enum(['approve', 'edit', 'reject']),
    changes: z
      .array(Change)
      .min(1)
      .max(100)
      .optional()
      .describe('For an edit: what is changed, by the steps as you saw them.'),
    reason: textUpTo(100).optional().describe("For a rejection: one of the plan's `rejectReasons`."),
    note: textUpTo(2_000).optional(),
  })
  .refine(({ decision, changes }) => (decision === 'edit') === (changes !== undefined), {
    message: 'An edit needs `changes`, and nothing else has them.',
    path: ['changes'],
  })
  .meta({ id: 'NewDecision' })

export const NewResolution = z
  .strictObject({ outcome: z.enum(['happened', 'did-not', 'look-again']), note: textUpTo(2_000) })
  .meta({ id: 'NewResolution' })
export type NewResolution = z.output<typeof NewResolution>
