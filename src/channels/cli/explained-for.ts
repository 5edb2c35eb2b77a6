import { AppError } from '#core/errors.ts'
import type { Api } from './api.ts'
import type { PlanView } from './api-shapes.ts'
import type { Explained } from './plan-rules.ts'
import { explainPlan } from './policy-api.ts'

/** Why the rules decided on a plan as they did. Where that can't be read, the card is shown all the same and says so. */
export async function explainedFor(api: Api, { id, verdict }: PlanView, signal: AbortSignal): Promise<Explained> {
  if (verdict === null) return null
  try {
    return await explainPlan(api, id, signal)
  } catch (error) {
    if (signal.aborted || !(error instanceof AppError)) throw error
    return error.message
  }
}
