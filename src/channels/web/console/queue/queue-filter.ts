import type { PlanView } from '#contract/plan.ts'
import { waitsForReader, type Viewer } from '#cards/drawing/plan-state.ts'

/** Which plans are listed: what waits for its reader, what waits for anybody, what is over, what came to nothing. */
export type QueueFilter = 'mine' | 'everyone' | 'decided' | 'failed'

/** The filter that an address names; its own plans where it names none. */
export function filterOf(word: string | null): QueueFilter {
  return word === 'everyone' || word === 'decided' || word === 'failed' ? word : 'mine'
}

/** Whether a filter lists what is over, the newest first. */
export function looksBack(filter: QueueFilter): filter is 'decided' | 'failed' {
  return filter === 'decided' || filter === 'failed'
}

/** Whether a plan is to be listed. */
export function belongs(plan: PlanView, filter: QueueFilter, reader: Viewer): boolean {
  switch (filter) {
    case 'mine':
      return asksReader(plan, reader)
    case 'everyone':
      return isUndecided(plan)
    case 'decided':
      return isOver(plan)
    case 'failed':
      return plan.status === 'failed'
  }
}

/** Whether a plan still asks this reader for something: an answer, or what became of a step. */
export function asksReader(plan: PlanView, reader: Viewer): boolean {
  return waitsForReader(plan, reader) || (plan.status === 'unknown' && plan.mayResolve)
}

/** Whether it waits for somebody. */
export function isUndecided({ status }: PlanView): boolean {
  return status === 'waiting' || status === 'unknown'
}

/** Whether nothing more happens to it. */
export function isOver({ status }: PlanView): boolean {
  return OVER.has(status)
}

const OVER: ReadonlySet<PlanView['status']> = new Set(['done', 'failed', 'refused', 'rejected', 'expired', 'cancelled'])
