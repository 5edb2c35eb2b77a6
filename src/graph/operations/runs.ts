import { AppError, notFound } from '#errors.ts'
import type { Tx } from '#memory/database.ts'
import { appendEvents, type NewEvent } from '#memory/events.ts'
import { completeCards } from '#memory/messages.ts'
import { cancelWaitingPlans } from '#memory/plan-changes.ts'
import { listRuns as listRunRows } from '#memory/run-lists.ts'
import { cancelRun as cancelRunRow, readRun as readRunRow, wakeRun, type Run } from '#memory/runs.ts'
import { oversees } from '#oversees.ts'
import type { Principal } from '#principal.ts'
import type { EventFeed } from '../event-feed.ts'
import type { RunOperations } from '../run-views.ts'
import type { Services } from '../services.ts'
import { tell } from '../tell.ts'
import { awaitRun } from './await-run.ts'
import { readRun, runViews } from './run-views.ts'
import { stopRun } from './stop-run.ts'
import { readableOf } from './threads.ts'

/** A turn's way through the graph: how far it is, and taking it back. */
export function runOperations(services: Services, feed: EventFeed): RunOperations {
  return {
    readRun: (principal, runId) => readRun(services, principal, runId),
    listRuns: async (principal, filter) => {
      const { status: state, limit } = filter
      const runs = await services.database.atOnce(principal.tenantId, (tx) =>
        listRunRows(tx, { ...filter, state, readableOf: readableOf(principal) }),
      )
      return {
        runs: await runViews(services, principal, runs),
        next: runs.length < limit ? null : (runs.at(-1)?.id ?? null),
      }
    },
    awaitRun: (principal, runId, signal) => awaitRun(services, feed, { principal, runId, signal }),
    cancelRun: async (principal, runId) => {
      await services.database.tenant(principal.tenantId, async (tx) => {
        const run = await ownRun(tx, runId, principal)
        // An auditor sees all and changes nothing.
        const mayCancel = run.requester === principal.id || principal.roles.includes('operator')
        if (!mayCancel) throw notFound('run')
        await cancel(services, tx, run, principal)
      })
      return readRun(services, principal, runId)
    },
  }
}

/**
 * What waits is taken back, what hasn't begun doesn't begin, and a plan that is being made is stopped. From its first
 * step on a run goes on: what it has begun is finished.
 */
async function cancel(services: Services, tx: Tx, run: Run, principal: Principal): Promise<void> {
  const rests = run.notBefore !== null
  if (run.state === 'waiting' && !(rests && run.requester === principal.id))
    return withdraw(services, tx, run, principal)
  if (run.state === 'queued' && (await cancelRunRow(tx, run.id))) {
    return endCancelled(services, tx, run)
  }
  const isAtWork = run.state === 'running' || run.state === 'queued' || rests
  if (!isAtWork || run.requester !== principal.id) throw notCancellable(isAtWork ? 'at work' : run.state)
  if (await stopRun(services, tx, run)) return
  // It may have come to wait for somebody since it was looked at.
  if ((await readRunRow(tx, run.id))?.state !== 'waiting') throw notCancellable('at work')
  await withdraw(services, tx, run, principal)
}

async function endCancelled(services: Services, tx: Tx, { id: runId, threadId }: Run): Promise<void> {
  await cancelWaitingPlans(tx, runId)
  const text = 'You took this back.'
  const completed = await completeCards(tx, runId, { type: 'notice', code: 'cancelled', text })
  const events: readonly NewEvent[] = [
    ...(completed === null
      ? []
      : [
          {
            event: { type: 'message-completed', runId, messageId: completed.id, parts: completed.parts } as const,
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
  await tell(tx, services, run.threadId, ...cancelled.map((plan) => ({ ...withdrawn, ...plan })))
}

function notCancellable(state: string): AppError {
  return new AppError(`A run that is ${state} can’t be taken back.`, { code: 'run-not-cancellable', status: 409 })
}

async function ownRun(tx: Tx, runId: string, principal: Principal): Promise<Run> {
  const run = await readRunRow(tx, runId)
  if (!run || (run.requester !== principal.id && !oversees(principal))) throw notFound('run')
  return run
}
