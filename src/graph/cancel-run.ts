import type { CancelOnly } from '#contract/run.ts'
import { isAllowed } from '#auth/authorize.ts'
import { AppError } from '#core/errors.ts'
import type { Tx } from '#memory/database/database.ts'
import { appendEvents, type NewEvent } from '#memory/events/events.ts'
import { answersOf } from '#memory/runs/answers-of.ts'
import { completeCards } from '#memory/threads/messages.ts'
import { cancelWaitingPlans } from '#memory/plans/plan-changes.ts'
import { cancelRun as cancelRunRow, readRun as readRunRow, wakeRun, type Run } from '#memory/runs/runs.ts'
import type { Principal } from '#core/principal.ts'
import type { Services } from '#turn/services.ts'
import { stopRun } from './stop-run.ts'
import { appendThreadEvents } from '#turn/feed/append-thread-events.ts'

/** How a run is cancelled: `only` while it is at work or before, or hasn't been begun; null: whenever that can be. */
export interface Cancelling {
  readonly principal: Principal
  readonly only: CancelOnly | null
}

/**
 * What waits is taken back, what hasn't begun doesn't begin, and a plan that is being made is stopped. From its first
 * step on a run goes on: what it has begun is finished. Throws `run-not-cancellable`.
 */
export async function cancelRun(services: Services, tx: Tx, run: Run, { principal, only }: Cancelling): Promise<void> {
  const rests = run.notBefore !== null
  const mayStop = isAllowed(principal, 'run.stop-at-work', run)
  const withdrawn = (): Promise<void> => {
    if (only !== null) throw notCancellable('waiting')
    return withdraw(services, tx, run, principal)
  }
  if (run.state === 'waiting' && !(rests && mayStop)) return withdrawn()
  if (run.state === 'queued' && (await cancelRunRow(tx, run.id))) {
    return endCancelled(services, tx, run)
  }
  if (only === 'queued') throw notCancellable('at work')
  const isAtWork = run.state === 'running' || run.state === 'queued' || rests
  if (!isAtWork || !mayStop) throw notCancellable(isAtWork ? 'at work' : run.state)
  if (await stopRun(services, tx, run)) return
  // It may have come to wait for somebody since it was looked at.
  if ((await readRunRow(tx, run.id))?.state !== 'waiting') throw notCancellable('at work')
  await withdrawn()
}

async function endCancelled(services: Services, tx: Tx, run: Run): Promise<void> {
  const { id: runId, threadId } = run
  await cancelWaitingPlans(tx, runId)
  const text = 'You withdrew this.'
  const completed = await completeCards(tx, runId, { type: 'notice', code: 'cancelled', text })
  const events: readonly NewEvent[] = [
    ...(completed === null
      ? []
      : [
          {
            event: {
              type: 'message-completed',
              runId,
              messageId: completed.id,
              parts: completed.parts,
              answers: answersOf(run),
            } as const,
            personal: ['/parts'],
          },
        ]),
    { event: { type: 'run-failed', runId, code: 'cancelled', text }, personal: [] },
  ]
  await appendEvents(tx, threadId, events, services.context.randomBytes)
}

async function withdraw(services: Services, tx: Tx, run: Run, principal: Principal): Promise<void> {
  const cancelled = await cancelWaitingPlans(tx, run.id)
  // Somebody's answer came first, or a step of it is to be looked for.
  if (cancelled.length === 0) throw notCancellable('at work')
  await wakeRun(tx, run.id)
  const withdrawn = { type: 'plan-decided', runId: run.id, decision: 'withdraw', principalId: principal.id } as const
  await appendThreadEvents(tx, services, run.threadId, ...cancelled.map((plan) => ({ ...withdrawn, ...plan })))
}

function notCancellable(state: string): AppError {
  return new AppError(`A run that is ${state} can’t be cancelled.`, { code: 'run-not-cancellable', status: 409 })
}
