import { notFound } from '#core/errors.ts'
import type { Tx } from '#memory/database.ts'
import { listRuns as listRunRows } from '#memory/run-lists.ts'
import { readRun as readRunRow, type Run } from '#memory/runs.ts'
import { oversees } from '#core/oversees.ts'
import type { Principal } from '#core/principal.ts'
import type { EventFeed } from '#turn/event-feed.ts'
import type { RunOperations } from '#contract/run-operations.ts'
import type { Services } from '#turn/services.ts'
import { awaitRun } from './await-run.ts'
import { cancelRun } from '#graph/cancel-run.ts'
import { readRun, runViews } from './run-views.ts'
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
        await cancelRun(services, tx, run, principal)
      })
      return readRun(services, principal, runId)
    },
  }
}

async function ownRun(tx: Tx, runId: string, principal: Principal): Promise<Run> {
  const run = await readRunRow(tx, runId)
  if (!run || (run.requester !== principal.id && !oversees(principal))) throw notFound('run')
  return run
}
