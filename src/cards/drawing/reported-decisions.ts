import { z } from 'zod'
import { Id, Moment } from '#contract/fields.ts'
import type { MessagePart } from '#contract/message.ts'
import type { Operations } from '#contract/operations.ts'
import type { Principal } from '#core/principal.ts'

/** What a person said to a plan, for programs that show it elsewhere. */
export const ReportedDecision = z.object({
  plan: Id,
  by: z.string().describe('The name of whoever said it.'),
  decision: z.enum(['approve', 'edit', 'reject']),
  at: Moment,
})
export type ReportedDecision = z.infer<typeof ReportedDecision>

/** What was said to the plans of an answer, wherever it was said, oldest first. */
export async function reportedDecisions(
  { principal, operations }: { readonly principal: Principal; readonly operations: Pick<Operations, 'readPlan'> },
  parts: readonly MessagePart[],
): Promise<readonly ReportedDecision[]> {
  const ids = new Set(parts.flatMap((part) => (part.type === 'plan' ? [part.planId] : [])))
  const plans = await Promise.all([...ids].map((id) => operations.readPlan(principal, { planId: id })))
  return plans.flatMap(({ id, decisions }) =>
    decisions.map(({ principal: by, decision, at }) => ({ plan: id, by: by.name, decision, at })),
  )
}
