import { asControl, joinLabels, labelOf, type Label } from '#core/label.ts'
import type { EffectRecord, PlanRecord, Slots } from '#memory/plans/plan-record.ts'
import type { EarlierRound, EarlierStep } from '#models/prompts.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { resolveHandles, stepResults, type StepResult } from './step-results.ts'
import { toldStepFailure } from './told-failure.ts'

/** What was done in a turn's rounds before, for the next program and for who writes it. */
export interface EarlierRounds {
  /** The results of the steps that were done, for the program: `done1` is the first step of the first round. */
  readonly refs: Slots
  /** For the planner: each program, with what became of its steps. */
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
    const steps = effects.map((effect, index): EarlierStep => {
      const { tool } = effect
      const result = results[index]?.result
      if (effect.state === 'failed') return { tool, status: 'failed', failure: toldStepFailure(program, effect) }
      if (effect.state !== 'succeeded' || !result)
        return { tool, status: effect.state === 'compensated' ? 'taken back' : 'not begun' }
      const ref = `done${Object.keys(refs).length + 1}`
      refs[ref] = result
      return { ref, tool }
    })
    // What its author knew shows in the program, which is shown again.
    reasons.push(
      { data: [], ctrl: literals.ctrl },
      ...results.map(({ because }) => because),
      ...effects.map((effect) => failedBy(effect, results)),
      ...(next ? [resolveHandles(next, results)] : []),
    )
    return { program, steps }
  })
  return { refs, shown, because: joinLabels(reasons) }
}

// That a step failed hangs on what it was called with, and on what its tool said.
function failedBy({ state, tool, labels, outcome }: EffectRecord, results: readonly StepResult[]): Label {
  if (state !== 'failed') return labelOf()
  const called = resolveHandles(joinLabels(Object.values(labels)), results)
  const isRefused = outcome?.ok === false && outcome.code === 'tool-error'
  return { data: [], ctrl: asControl(joinLabels([called, ...(isRefused ? [labelOf(`tool:${tool}`)] : [])])) }
}
