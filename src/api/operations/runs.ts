import { enforce } from '#auth/authorize.ts'
import { notFound } from '#core/errors.ts'
import { listRuns as listRunRows } from '#memory/runs/run-lists.ts'
import { readRun as readRunRow } from '#memory/runs/runs.ts'
import type { EventFeed } from '#turn/feed/event-feed.ts'
import { momentOf } from '#contract/fields.ts'
import type { Operations } from '#contract/operations.ts'
import type { Services } from '#turn/services.ts'
import { awaitRun } from './await-run.ts'
import { cancelRun } from '#graph/cancel-run.ts'
import { readRun, runViews } from './run-views.ts'

/** A turn's way through the graph: how far it is, and taking it back. */
export function runOperations(
  services: Services,
  feed: EventFeed,
): Pick<Operations, 'readRun' | 'listRuns' | 'awaitRun' | 'cancelRun'> {
  return {
    readRun: (principal, { runId }) => readRun(services, principal, runId),
    listRuns: async (principal, { since, until, limit, ...asked }) => {
      const { threadId = null, requester = null, agent = null, status: state = null, after = null } = asked
      const times = { since: momentOf(since), until: momentOf(until) }
      const filter = { threadId, requester, agent, after, ...times, limit }
      const runs = await services.database.batch(principal.tenantId, (tx) =>
        listRunRows(tx, { ...filter, state, reader: principal }),
      )
      return {
        runs: await runViews(services, principal, runs),
        next: runs.length < limit ? null : (runs.at(-1)?.id ?? null),
      }
    },
    awaitRun: (principal, runId, signal) => awaitRun(services, feed, { principal, runId, signal }),
    cancelRun: async (principal, { runId, only = null }) => {
      await services.database.tenant(principal.tenantId, async (tx) => {
        const run = await readRunRow(tx, runId)
        if (!run) throw notFound('run')
        enforce(principal, 'run.cancel', run)
        await cancelRun(services, tx, run, { principal, only })
      })
      return readRun(services, principal, runId)
    },
  }
}
