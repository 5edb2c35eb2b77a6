import { appendEvents } from '#memory/events.ts'
import { appendAnswer } from '#memory/messages.ts'
import type { Part } from '#memory/part.ts'
import { endPlansOfFailedRun } from '#memory/plan-changes.ts'
import { finishRun } from '#memory/runs.ts'
import type { Services } from './services.ts'
import type { Turn } from './turn.ts'

const CODE = 'run-failed'
const TEXT = 'Something on our side went wrong three times, so I stopped. Please ask again, or ask for a person.'
const HALF_WAY_TEXT =
  'Something on our side went wrong three times, so I stopped. A step had begun, and I can’t say whether it happened: a person will find out. Please don’t ask for it again meanwhile.'

/** Ends a run that failed on every attempt: its user is told, its plan is closed, and the thread goes on. */
export async function endFailedRun(services: Services, turn: Turn): Promise<void> {
  const { runId } = turn.hold
  await services.database.tenant(turn.tenantId, async (tx) => {
    const isHalfWay = await endPlansOfFailedRun(tx, runId, { code: CODE, text: TEXT })
    const text = isHalfWay ? HALF_WAY_TEXT : TEXT
    const parts: readonly Part[] = [{ type: 'notice', code: CODE, text }]
    const messageId = await appendAnswer(tx, { id: services.context.newId(), threadId: turn.threadId, runId, parts })
    await finishRun(tx, turn.hold, 'failed', { code: CODE, text })
    await appendEvents(
      tx,
      turn.threadId,
      [
        { event: { type: 'message-completed', runId, messageId, parts }, personal: ['/parts'] },
        { event: { type: 'run-failed', runId, code: CODE, text }, personal: [] },
      ],
      services.context.randomBytes,
    )
  })
  services.context.log.error({ event: 'run-failed', runId, code: CODE })
}
