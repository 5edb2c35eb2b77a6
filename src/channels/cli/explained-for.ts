import { AppError } from '#core/errors.ts'
import type { Client } from '../client/client.ts'
import type { PlanView } from '#contract/plan.ts'
import type { PlanContextView } from '#contract/plan-context.ts'
import type { Explained } from './plan-rules.ts'
import * as wire from '#contract/wire.ts'

/** Why the rules decided on a plan as they did. Where that can't be read, the card is shown all the same and says so. */
export async function explainedFor(api: Client, { id, verdict }: PlanView, signal: AbortSignal): Promise<Explained> {
  if (verdict === null) return null
  try {
    return await api.ask(wire.explainPlan, { planId: id }, { signal })
  } catch (error) {
    if (signal.aborted || !(error instanceof AppError)) throw error
    return error.message
  }
}

/** What stands beside a waiting plan. Where that can't be looked up, its card is shown without. */
export async function besideFor(
  api: Client,
  { id, status, asking }: PlanView,
  signal: AbortSignal,
): Promise<PlanContextView | null> {
  if (status !== 'waiting' || asking) return null
  try {
    return await api.ask(wire.lookBesidePlan, { planId: id }, { signal })
  } catch (error) {
    if (signal.aborted || !(error instanceof AppError)) throw error
    return null
  }
}
