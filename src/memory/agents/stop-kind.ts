import { z } from 'zod'

/** What can be stopped: a tool, an agent, or everything of a tenant. */
export const StopKind = z.enum(['tool', 'agent', 'tenant'])
export type StopKind = z.infer<typeof StopKind>
