import { enforce } from '#auth/authorize.ts'
import { notFound } from '#core/errors.ts'
import { readOpenPlans, type OpenPlan } from '#memory/plans/open-plans.ts'
import { readListedRun, type ListedRun } from '#memory/runs/run-lists.ts'
import type { Principal } from '#core/principal.ts'
import type { PlanView } from '#contract/plan.ts'
import type { RunView, WaitingFor } from '#contract/run.ts'
import type { Services } from '#turn/services.ts'
import { viewOrNothing } from '#cards/plan-view/plan-for-reader.ts'
import { GONE_AGENT } from '#cards/titles/viewed-agent.ts'
import { waitingFor, waitingForPart } from '#cards/plan-view/waiting-for.ts'
import { keepOwnViews } from './plans.ts'

/** A run as somebody may see it now. Throws `not-found`. */
export async function readRun(services: Services, reader: Principal, runId: string): Promise<RunView> {
  const run = await services.database.batch(reader.tenantId, (tx) => readListedRun(tx, runId))
  if (!run) throw notFound('run')
  enforce(reader, 'run.read', run)
  const [view] = await runViews(services, reader, [run])
  if (!view) throw notFound('run')
  return view
}

/** Runs that somebody may read, as they see them: what waits with what it waits for. */
export async function runViews(
  services: Services,
  reader: Principal,
  runs: readonly ListedRun[],
): Promise<readonly RunView[]> {
  const waiting = runs.flatMap(({ id, state }) => (state === 'waiting' ? [id] : []))
  const open =
    waiting.length === 0 ? [] : await services.database.batch(reader.tenantId, (tx) => readOpenPlans(tx, waiting))
  const views = open.flatMap((one) => viewOrNothing(services, one.plan, reader).map((view) => ({ one, view })))
  await keepOwnViews(
    services,
    reader,
    views.map(({ view }) => view),
  )
  const waits = new Map(views.flatMap(({ one, view }) => waitOf(services, one, view)))
  return runs.map((run) => ({
    id: run.id,
    threadId: run.threadId,
    messageId: run.messageId,
    agent: run.agent,
    requester: { id: run.requester, name: run.requesterName },
    // Between two tries nobody is asked for anything: it is under way.
    status: run.restsUntil ? 'running' : run.state,
    waitingFor: waitingForPart(run) ?? waits.get(run.id) ?? null,
    failure: run.failure,
    next: run.next === null ? null : { id: run.next, links: { run: `/v1/runs/${run.next}` } },
    words: run.requester === reader.id ? run.words : null,
    usage: run.usage,
    createdAt: run.createdAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
  }))
}

// Whoever may read a run may read its plans: its requester, operator and auditor.
function waitOf(services: Services, open: OpenPlan, view: PlanView): readonly (readonly [string, WaitingFor])[] {
  const { runId, agent } = open.plan
  const live = services.agents.get(agent) ?? GONE_AGENT
  const waits = waitingFor(open, view, { live, keepTryingMs: services.config.KEEP_TRYING_MS })
  return waits ? [[runId, waits]] : []
}
