import type { Tx } from '#memory/database/database.ts'
import { appendEvents, type NewEvent } from '#memory/events/events.ts'
import { appendAnswer } from '#memory/threads/messages.ts'
import { answersOf } from '#memory/runs/answers-of.ts'
import type { Part } from '#memory/threads/part.ts'
import type { Run } from '#memory/runs/runs.ts'
import { stopRun as stopRunRow, type StoppedRun } from '#memory/runs/stop-run.ts'
import type { Services } from '#turn/services.ts'

const TEXT = 'You stopped this; nothing was done.'
const LATER_TEXT = 'You stopped this. What was done before stays done; nothing more was.'

/**
 * Stops a run for its requester, in one transaction with the answer that says so: there is no moment at which it was
 * asked for and hasn't happened. False where a step has begun, which is finished.
 */
export async function stopRun(services: Services, tx: Tx, run: Run): Promise<boolean> {
  const stopped = await stopRunRow(tx, run.id)
  if (!stopped) return false
  await notifyStopped(services, tx, run, { stopped, text: stopped.done.length > 0 ? LATER_TEXT : TEXT })
  return true
}

/** Says in its thread that a run was stopped: the answer to it, and its end. */
export async function notifyStopped(
  services: Services,
  tx: Tx,
  run: Pick<Run, 'id' | 'threadId' | 'requester' | 'messageId' | 'joined'>,
  { stopped, text }: { readonly stopped: StoppedRun; readonly text: string },
): Promise<void> {
  const { id: runId, threadId } = run
  const proposed = stopped.plans.filter(({ digest }) => digest !== '')
  const parts: readonly Part[] = [
    ...[...stopped.done, ...proposed.map(({ planId }) => planId)].map((planId) => ({ type: 'plan', planId }) as const),
    { type: 'notice', code: 'stopped', text },
  ]
  const messageId = await appendAnswer(tx, { id: services.context.newId(), threadId, runId, parts })
  const decided = { type: 'plan-decided', runId, decision: 'withdraw', principalId: run.requester } as const
  const events: readonly NewEvent[] = [
    ...proposed.map((plan) => ({ event: { ...decided, ...plan }, personal: [] })),
    { event: { type: 'message-completed', runId, messageId, parts, answers: answersOf(run) }, personal: ['/parts'] },
    { event: { type: 'run-failed', runId, code: 'cancelled', text }, personal: [] },
  ]
  await appendEvents(tx, threadId, events, services.context.randomBytes)
}
