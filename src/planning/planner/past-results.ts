import { joinLabels, type Label } from '#plan-language/values/label.ts'
import type { PastPlan } from '#memory/plans/past-plans.ts'
import type { PlanRecord, Slots } from '#memory/plans/plan-record.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { isUnvouched } from '../attempt-label.ts'
import { stepResults } from './step-results.ts'

/** Characters of JSON of one result. A longer one is null for the program. */
export const LONGEST_RESULT = 16_000
const MOST_RESULTS = 10

/** What a requester's earlier plans in a thread did, for a program and for who writes it. */
export interface PastResults {
  /** `past1` is the first step of the newest plan. */
  readonly refs: Slots
  readonly shown: readonly { readonly ref: string; readonly tool: string }[]
  /** What decided that there are these steps: their author sees them. */
  readonly because: Label
}

/**
 * The steps that were done, the newest plan's first. One that was there because of something that nobody vouches for isn't
 * among them: that it is there would tell of it, and everything written by whoever knows that would hang on it.
 */
export function pastResults(plans: readonly PastPlan[], plan: PlanRecord, live: AgentRuntime): PastResults {
  const steps = plans
    .flatMap(({ effects }) => {
      const results = stepResults(effects, live)
      return results.filter((_, index) => effects[index]?.state === 'succeeded')
    })
    .filter(({ tool, because }) => live.definitions.has(tool) && !isUnvouched(because, plan, live))
    .slice(0, MOST_RESULTS)
    .map((step, index) => ({ ...step, ref: `past${index + 1}` }))
  return {
    refs: Object.fromEntries(steps.map(({ ref, result }) => [ref, result])),
    shown: steps.map(({ ref, tool }) => ({ ref, tool })),
    because: joinLabels(steps.map(({ because }) => because)),
  }
}

/** Those that a program names. What it doesn't name it isn't given, so nothing that it does hangs on that. */
export function namedIn(program: string, refs: Slots): Slots {
  return Object.fromEntries(Object.entries(refs).filter(([name]) => program.includes(name)))
}
