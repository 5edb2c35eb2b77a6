import { appendEvents } from '#memory/events.ts'
import { appendAnswer } from '#memory/messages.ts'
import type { Part } from '#memory/part.ts'
import { endUnbegunPlans } from '#memory/plans.ts'
import { finishRun } from '#memory/runs.ts'
import type { Services } from './services.ts'
import type { Turn } from './turn.ts'

const CODE = 'run-failed'
const TEXT = 'Something on our side went wrong three times, so I stopped. Please ask again, or ask for a person.'

/** Ends a run that failed on every attempt: its user is told, its plan is closed, and the thread goes on. */
export async function endFailedRun(services: Services, turn: Turn): Promise<void> {
  const { runId } = turn.hold
  const parts: readonly Part[] = [{ type: 'notice', code: CODE, text: TEXT }]
  await services.database.tenant(turn.tenantId, async (tx) => {
    const messageId = await appendAnswer(tx, { id: services.context.newId(), threadId: turn.threadId, runId, parts })
    await endUnbegunPlans(tx, runId, { code: CODE, text: TEXT })
    await finishRun(tx, turn.hold, 'failed', { code: CODE, text: TEXT })
    await appendEvents(
      tx,
      turn.threadId,
      [
        { event: { type: 'message-completed', runId, messageId, parts }, personal: ['/parts'] },
        { event: { type: 'run-failed', runId, code: CODE, text: TEXT }, personal: [] },
      ],
      services.context.randomBytes,
    )
  })
  services.context.log.error({ event: 'run-failed', runId, code: CODE })
}
