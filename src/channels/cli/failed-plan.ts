import * as wire from '#contract/wire.ts'
import { OPERATOR } from '#auth/roles.ts'
import { AppError } from '#core/errors.ts'
import { positionText } from '#core/file-problem.ts'
import { shortPlanId } from '../short-plan-id.ts'
import { texts } from '../texts.ts'
import { visibleText } from '../visible-text.ts'
import type { Room } from './chat-room.ts'
import { connect } from './connect.ts'

/**
 * Tells a developer, who has the example people's keys, why the plan of a run failed: as the operator is told, since
 * whoever asks is told no more than that it did.
 */
export function failedPlanIn({ context, connection, flags, signal }: Room) {
  return async (runId: string): Promise<string | null> => {
    if (connection.person === null) return null
    try {
      const { api } = await connect(context.config(), { server: flags.server, as: OPERATOR }, signal)
      const { plans } = await api.ask(
        wire.listPlans,
        { status: 'failed', runId, limit: 1, order: 'newest' },
        { signal },
      )
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
}
