import type { PlanView } from '#contract/plan.ts'
import { isLeftUndone, isOtherNow, waitsForReader, type Viewer } from './plan-state.ts'

/** How a plan's state looks: how loud it is, and the mark before its words. */
export interface StateLook {
  readonly tone: 'quiet' | 'go' | 'warn' | 'stop'
  readonly mark: 'hand' | 'no' | 'ok-round' | 'question-round' | 'swap' | 'wait' | 'warn'
}

/** What it looks like to a reader. */
export function stateLook(plan: PlanView, reader: Viewer): StateLook {
  if (plan.status === 'done' && isLeftUndone(plan)) return LOOKS.unknown
  if (plan.status !== 'waiting' || !waitsForReader(plan, reader)) return LOOKS[plan.status]
  return { tone: 'warn', mark: !plan.withheld && isOtherNow(plan) ? 'swap' : 'hand' }
}

const LOOKS: Readonly<Record<PlanView['status'], StateLook>> = {
  making: { tone: 'quiet', mark: 'wait' },
  waiting: { tone: 'go', mark: 'wait' },
  applying: { tone: 'go', mark: 'wait' },
  done: { tone: 'quiet', mark: 'ok-round' },
  failed: { tone: 'stop', mark: 'warn' },
  unknown: { tone: 'warn', mark: 'question-round' },
  refused: { tone: 'stop', mark: 'no' },
  rejected: { tone: 'quiet', mark: 'no' },
  expired: { tone: 'quiet', mark: 'wait' },
  stale: { tone: 'warn', mark: 'swap' },
  cancelled: { tone: 'quiet', mark: 'no' },
}
