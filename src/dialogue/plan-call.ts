import { z } from 'zod'

const OwnDecision = z.enum(['approve', 'reject'])

/** What a requester's words do to plans of theirs that are open in the thread, or to the last, which was done. */
export const PlanCall = z.discriminatedUnion('do', [
  /** They are taken back; of what was done is told that it is too late. `instead`: for what the route goes on with, which begins only where nothing of these has. */
  z.strictObject({ do: z.literal('withdraw'), planIds: z.array(z.string()), instead: z.boolean() }),
  /** Some steps of it are left out, by their places as they were shown under the digest. */
  z.strictObject({
    do: z.literal('leave-out'),
    planId: z.string(),
    digest: z.string(),
    steps: z.array(z.int().nonnegative()),
  }),
  /**
   * What became of it is told, or that it waits, and why: it is `shown` with its card, to be looked at before somebody says
   * yes to it; its requester has just asked for the `same`; said yes or no, and `others` are asked; or said yes on a `condition`.
   */
  z.strictObject({
    do: z.literal('tell'),
    planId: z.string(),
    why: z.enum(['shown', 'same', 'others', 'condition']).optional(),
  }),
  /** Its requester's own yes or no, to what was shown to them under this digest. `runId`: the plan's. */
  z.strictObject({
    do: z.literal('decide'),
    planId: z.string(),
    runId: z.string(),
    digest: z.string(),
    decision: OwnDecision,
  }),
  /**
   * Which of these is meant is asked; `words` are what was said of it. With a `decision`, which one it is for: `digests` are
   * the plans' as they were then, in the same order.
   */
  z.strictObject({
    do: z.literal('ask-which'),
    planIds: z.array(z.string()),
    words: z.string(),
    decision: OwnDecision.optional(),
    digests: z.array(z.string()).optional(),
  }),
])
export type PlanCall = z.infer<typeof PlanCall>
