import { z } from 'zod'

/** What a requester's words do to plans of theirs that are open in the thread. */
export const PlanCall = z.discriminatedUnion('do', [
  /** They are taken back. `instead`: for what the route goes on with, which begins only where nothing of these has. */
  z.strictObject({ do: z.literal('withdraw'), planIds: z.array(z.string()), instead: z.boolean() }),
  /** Some steps of it are left out, by their places as they were shown under the digest. */
  z.strictObject({
    do: z.literal('leave-out'),
    planId: z.string(),
    digest: z.string(),
    steps: z.array(z.int().nonnegative()),
  }),
  /** It is over, or under way: what is done of it is told. */
  z.strictObject({ do: z.literal('tell'), planId: z.string() }),
  /** Which of these is meant is asked; `words` are what was said of it. */
  z.strictObject({ do: z.literal('ask-which'), planIds: z.array(z.string()), words: z.string() }),
])
export type PlanCall = z.infer<typeof PlanCall>
