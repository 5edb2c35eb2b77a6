import { z } from 'zod'

/** Where a message goes, decided once and stored on its run. */
export const Route = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('answer') }),
  z.strictObject({ to: z.literal('playbook'), playbook: z.string(), slots: z.record(z.string(), z.string()) }),
  /** No playbook does it: a model writes the plan. */
  z.strictObject({ to: z.literal('plan') }),
  /** A slot is missing: the requester is asked, and the next message fills it. */
  z.strictObject({
    to: z.literal('ask-slot'),
    playbook: z.string(),
    slots: z.record(z.string(), z.string()),
    missing: z.string(),
  }),
  /** Too close to call: the requester is asked which. */
  z.strictObject({ to: z.literal('ask-which'), playbooks: z.array(z.string()) }),
  z.strictObject({ to: z.literal('hand-over') }),
])
export type Route = z.infer<typeof Route>
