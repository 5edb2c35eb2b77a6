import type { MessageView } from '#contract/message.ts'
import type { PlanView } from '#contract/plan.ts'
import * as wire from '#contract/wire.ts'
import type { Client } from './client.ts'

/** The plans that this reader may see, what waits by its risk and all else the newest first; `status` null for all. */
export async function listPlans(
  { ask }: Pick<Client, 'ask'>,
  status: PlanView['status'] | null,
  signal: AbortSignal,
): Promise<readonly PlanView[]> {
  // Of more than one page the riskiest must be there.
  const which = { ...(status !== null && { status }), ...(status === 'waiting' && { order: 'riskiest' as const }) }
  return (await ask(wire.listPlans, { limit: 200, ...which }, { signal })).plans
}

/** The last messages before a plan. */
export async function listPlanMessages(
  { ask }: Pick<Client, 'ask'>,
  planId: string,
  signal: AbortSignal,
): Promise<readonly MessageView[]> {
  return (await ask(wire.listPlanMessages, { planId }, { signal })).messages
}
