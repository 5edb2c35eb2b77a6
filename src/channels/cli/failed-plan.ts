import * as wire from '#contract/wire.ts'
import { OPERATOR } from '#auth/roles.ts'
import { AppError } from '#core/errors.ts'
import { positionText } from '#core/file-problem.ts'
import { shortPlanId } from '#cards/drawing/short-plan-id.ts'
import { texts } from '#cards/texts/texts.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import type { Room } from './chat-room.ts'
import { connect } from './connect.ts'

/** Whether a run's plan failed while it was made, as whoever asked may know: it was answered, with words that say no more. */
export async function hasFailedPlan({ connection, signal }: Room, runId: string): Promise<boolean> {
  try {
    const { plans } = await connection.api.ask(wire.listPlans, { status: 'failed', runId, limit: 1 }, { signal })
    return plans.length > 0
  } catch (error) {
    if (error instanceof AppError && error.status === 403) return false // a key that may only chat
    throw error
  }
}

/**
 * Tells a developer, who has the example people's keys, why the plan of a run failed: as the operator is told, since
 * whoever asks is told no more than that it did. Null for anybody else.
 */
export async function failedPlanText(
  { context, connection, flags, signal }: Room,
  runId: string,
): Promise<string | null> {
  if (connection.person === null) return null
  try {
    const { api } = await connect(context.config(), { server: flags.server, as: OPERATOR }, signal)
    const { plans } = await api.ask(wire.listPlans, { status: 'failed', runId, limit: 1, order: 'newest' }, { signal })
    const [plan] = plans
    if (!plan?.failure?.where) return null
    const { file, line, column, message } = plan.failure.where
    const place = positionText({ file: file ?? texts.chat.modelsProgram, line, column })
    return visibleText(texts.chat.planFailed(shortPlanId(plan.id), `${place}: ${message}`, plan.id))
  } catch (error) {
    if (error instanceof AppError || signal.aborted) return null
    throw error
  }
}
