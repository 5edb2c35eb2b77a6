import { z } from 'zod'

/** What can be stopped: a tool, an agent, or everything of a tenant. */
export const KillSwitchKind = z.enum(['tool', 'agent', 'tenant'])
export type KillSwitchKind = z.infer<typeof KillSwitchKind>
