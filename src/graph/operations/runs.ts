import { AppError, notFound } from '#errors.ts'
import type { Tx } from '#memory/database.ts'
import { sumModelCalls, type ModelUsage } from '#memory/model-calls.ts'
import { cancelWaitingPlans } from '#memory/plan-changes.ts'
import { cancelRun as cancelRunRow, readRun as readRunRow, wakeRun, type Run } from '#memory/runs.ts'
import { oversees } from '#oversees.ts'
import type { Principal } from '#principal.ts'
import type { Operations, RunView } from '../contract.ts'
import type { Services } from '../services.ts'
import { tell } from '../tell.ts'
import { stopRun } from './stop-run.ts'

/** A turn's way through the graph: how far it is, and taking it back. */
export function runOperations(services: Services): Pick<Operations, 'readRun' | 'cancelRun'> {
  return {
    readRun: (principal, runId) =>
      services.database.atOnce(principal.tenantId, async (tx) => {
        const [run, usage] = await Promise.all([ownRun(tx, runId, principal), sumModelCalls(tx, runId)])
        return runView(run, usage)
      }),
    cancelRun: (principal, runId) =>
      services.database.tenant(principal.tenantId, async (tx) => {
        const run = await ownRun(tx, runId, principal)
        // An auditor sees all and changes nothing.
        const mayCancel = run.requester === principal.id || principal.roles.includes('operator')
        if (!mayCancel) throw notFound('run')
        await cancel(services, tx, run, principal)
        const [after, usage] = await Promise.all([readRunRow(tx, runId), sumModelCalls(tx, runId)])
        return runView(after ?? run, usage)
      }),
  }
}

/**
 * What waits is taken back, what hasn't begun doesn't begin, and a plan that is being made is stopped. From its first
 * step on a run goes on: what it has begun is finished.
 */
async function cancel(services: Services, tx: Tx, run: Run, principal: Principal): Promise<void> {
  if (run.state === 'waiting') return withdraw(services, tx, run, principal)
  if (run.state === 'queued' && (await cancelRunRow(tx, run.id))) {
    await cancelWaitingPlans(tx, run.id)
    const text = 'You took this back.'
    return tell(tx, services, run.threadId, { type: 'run-failed', runId: run.id, code: 'cancelled', text })
  }
  const isAtWork = run.state === 'running' || run.state === 'queued'
  if (!isAtWork || run.requester !== principal.id) throw notCancellable(isAtWork ? 'at work' : run.state)
  if (await stopRun(services, tx, run)) return
  // It may have come to wait for somebody since it was looked at.
  if ((await readRunRow(tx, run.id))?.state !== 'waiting') throw notCancellable('at work')
  await withdraw(services, tx, run, principal)
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

// Between two tries nobody is asked for anything: it is under way.
function runView({ id, threadId, state, notBefore, failure }: Run, usage: ModelUsage): RunView {
  return { id, threadId, status: notBefore === null ? state : 'running', failure, usage }
}
