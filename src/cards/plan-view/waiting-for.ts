import { rolesFor } from '#auth/authorize.ts'
import { heldRoles } from '#auth/roles.ts'
import type { OpenPlan } from '#memory/plans/open-plans.ts'
import type { ListedRun } from '#memory/runs/run-lists.ts'
import type { PlanView } from '#contract/plan.ts'
import { dependencyOf } from '#turn/definitions/outages.ts'
import { retryDeadlineMs } from '#turn/lease/retry-deadline.ts'
import type { WaitingFor } from '#contract/run.ts'
import { resolversOf } from './plan-access.ts'
import type { ViewedAgent } from '../titles/viewed-agent.ts'

/** What a run waits for whose plan is open, as the plan's reader may see it; null where it is at work. */
export function waitingFor(
  open: OpenPlan,
  view: PlanView,
  { live, keepTryingMs }: { readonly live: Pick<ViewedAgent, 'agent'>; readonly keepTryingMs: number },
): WaitingFor | null {
  if (open.plan.status === 'applying') return waitingForTool(open, view, keepTryingMs)
  return open.plan.status === 'unknown' ? waitingForResolution(open, view, live) : waitingForDecision(open, view)
}

/** The part of this server that a run rests for, of which no plan says anything; null where it rests for none. */
export function waitingForPart({ outage, restsUntil }: Pick<ListedRun, 'outage' | 'restsUntil'>): WaitingFor | null {
  if (!outage || !restsUntil) return null
  const { code, firstAt, lastAt, times } = outage
  return {
    type: 'dependency',
    dependency: dependencyOf(code),
    since: firstAt,
    tries: { code, firstAt, lastAt, times },
    nextTryAt: restsUntil.toISOString(),
    until: null,
  }
}

function waitingForTool(
  { plan }: OpenPlan,
  { id: planId, title, trying, effects }: PlanView,
  keepTryingMs: number,
): WaitingFor | null {
  const step = [...plan.effects, ...plan.undoings].find(({ index }) => index === trying?.index)
  if (!trying?.nextAt || !step) return null
  return {
    type: 'tool',
    planId,
    title,
    tool: step.tool,
    step: { index: step.index, title: effects.find(({ index }) => index === step.index)?.title ?? trying.service },
    since: step.dispatchedAt ?? plan.createdAt,
    nextTryAt: trying.nextAt,
    until: new Date(retryDeadlineMs(step, plan, keepTryingMs)).toISOString(),
    links: { plan: addressOf(planId) },
  }
}

function waitingForDecision({ plan, judgedAt }: OpenPlan, view: PlanView): WaitingFor {
  const { id: planId, title, digest, awaits, people, escalation, expiresAt } = view
  const address = addressOf(planId)
  return {
    type: 'decision',
    planId,
    title,
    digest: digest ?? '',
    roles: [...new Set([...awaits, ...(escalation?.isOpen ? [escalation.to] : [])])],
    people,
    since: judgedAt ?? plan.dryRunEndedAt ?? plan.createdAt,
    until: expiresAt,
    links: { plan: address, decisions: `${address}/decisions` },
  }
}

function waitingForResolution({ plan }: OpenPlan, view: PlanView, live: Pick<ViewedAgent, 'agent'>): WaitingFor {
  const { id: planId, title, effects } = view
  const address = addressOf(planId)
  const since = [...plan.effects, ...plan.undoings].flatMap(({ state, completedAt }) =>
    state === 'unknown' && completedAt !== null ? [completedAt] : [],
  )
  return {
    type: 'resolution',
    planId,
    title,
    steps: effects
      .filter(({ state }) => state === 'unknown')
      .map((step) => ({ index: step.index, title: step.title, resolution: resolutionOf(address, step.index) })),
    roles: resolvingRoles(plan.verdict?.roles ?? [], live),
    since: since.sort()[0] ?? plan.dryRunEndedAt ?? plan.createdAt,
    until: null,
    links: { plan: address },
  }
}

function addressOf(planId: string): string {
  return `/v1/plans/${planId}`
}

function resolutionOf(address: string, index: number): string {
  return `${address}/effects/${index}/resolution`
}

// Those for whom `effect.resolve` is.
function resolvingRoles(asked: readonly string[], live: Pick<ViewedAgent, 'agent'>): readonly string[] {
  return heldRoles({ roles: [...new Set([...resolversOf(live), ...asked, ...rolesFor('effect.resolve')])] })
}
