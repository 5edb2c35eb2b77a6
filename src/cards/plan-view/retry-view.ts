import { isAllowed } from '#auth/authorize.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { Principal } from '#core/principal.ts'
import type { TryingView } from '#contract/plan.ts'
import { planAccess } from './plan-access.ts'
import { serverTitle, type ViewedAgent } from '../titles/viewed-agent.ts'

/** The retries of a plan's step whose outcome was lost: what is tried, or was, to find out; null where there is none. */
export function retryView(plan: PlanRecord, live: ViewedAgent, reader: Principal): TryingView | null {
  const step = [...plan.effects, ...plan.undoings].find(
    ({ state, index }) => state === 'unknown' || (state === 'dispatched' && plan.rest?.index === index),
  )
  const last = step?.tries.at(-1)
  if (!step || !last) return null
  return {
    index: step.index,
    service: serviceOf(live, step.tool),
    code: last.came === 'error' ? 'tool-error' : 'tool-silent',
    nextAt: step.state === 'dispatched' ? (plan.rest?.until ?? null) : null,
    tries: isAllowed(reader, 'effect.resolve', planAccess(plan, live)) ? step.tries : [],
  }
}

/** A tool's server, in the operator's words. */
export function serviceOf(live: ViewedAgent, tool: string): string {
  return serverTitle(live, tool) ?? 'the service'
}
