import { joinLabels, type Label } from '#core/label.ts'
import type { PlanRecord, Slots } from '#memory/plans/plan-record.ts'
import type { EarlierRound } from '#models/prompts.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { resolveHandles, stepResults } from './step-results.ts'

/** What was done in a turn's rounds before, for the next program and for who writes it. */
export interface EarlierRounds {
  /** The steps' results, for the program: `done1` is the first step of the first round. */
  readonly refs: Slots
  /** For the planner: each program, with the names and tools of its steps. */
  readonly shown: readonly EarlierRound[]
  /** All that there being another round, and what was done in those before, hangs on. */
  readonly because: Label
}

/** What was done before in this turn, and all that it hangs on. */
export function earlierRounds(plans: readonly PlanRecord[], live: AgentRuntime): EarlierRounds {
  const refs: Record<string, Slots[string]> = {}
  const reasons: Label[] = []
  const shown = plans.map(({ program, literals, effects, next }) => {
    const results = stepResults(effects, live)
    const steps = results.map(({ tool, result }) => {
      const ref = `done${Object.keys(refs).length + 1}`
      refs[ref] = result
      return { ref, tool }
    })
    // What its author knew shows in the program, which is shown again.
    reasons.push(
      { data: [], ctrl: literals.ctrl },
      ...results.map(({ because }) => because),
      ...(next ? [resolveHandles(next, results)] : []),
    )
    return { program, steps }
  })
  return { refs, shown, because: joinLabels(reasons) }
}
