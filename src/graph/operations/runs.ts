import { AppError, notFound } from '#errors.ts'
import type { Tx } from '#memory/database.ts'
import { sumModelCalls, type ModelUsage } from '#memory/model-calls.ts'
import { cancelWaitingPlans } from '#memory/plan-changes.ts'
import { cancelRun as cancelRunRow, readRun as readRunRow, wakeRun, type Run } from '#memory/runs.ts'
import { OVERSIGHT_ROLES, type Principal } from '#principal.ts'
import type { Operations, RunView } from '../contract.ts'
import type { Services } from '../services.ts'
import { tell } from '../tell.ts'

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
 * What waits is taken back, what hasn't begun doesn't begin. A run at work goes on: what it has begun is finished, and
 * what it would still ask for can be taken back when it waits.
 */
async function cancel(services: Services, tx: Tx, run: Run, principal: Principal): Promise<void> {
  if (run.state === 'queued') {
    const isCancelled = await cancelRunRow(tx, run.id)
    if (!isCancelled) throw notCancellable('at work')
    await cancelWaitingPlans(tx, run.id)
    const text = 'You took this back.'
    await tell(tx, services, run.threadId, { type: 'run-failed', runId: run.id, code: 'cancelled', text })
    return
  }
  if (run.state !== 'waiting') {
    throw notCancellable(run.state)
  }
  const cancelled = await cancelWaitingPlans(tx, run.id)
  await wakeRun(tx, run.id)
  const withdrawn = { type: 'plan-decided', runId: run.id, decision: 'withdraw', principalId: principal.id } as const
  await tell(tx, services, run.threadId, ...cancelled.map((plan) => ({ ...withdrawn, ...plan })))
}

function notCancellable(state: string): AppError {
  return new AppError(`A run that is ${state} can’t be taken back.`, { code: 'run-not-cancellable', status: 409 })
}

async function ownRun(tx: Tx, runId: string, principal: Principal): Promise<Run> {
  const run = await readRunRow(tx, runId)
  const oversees = principal.roles.some((role) => OVERSIGHT_ROLES.includes(role))
  if (!run || (run.requester !== principal.id && !oversees)) throw notFound('run')
  return run
}

function runView({ id, threadId, state, failure }: Run, usage: ModelUsage): RunView {
  return { id, threadId, status: state, failure, usage }
}
