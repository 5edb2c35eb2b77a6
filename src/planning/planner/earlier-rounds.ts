import { TEXT_FIELD } from '#plan-language/values/field-path.ts'
import { asControl, joinLabels, labelOf, type Label } from '#plan-language/values/label.ts'
import type { EffectRecord, PlanRecord, Slots } from '#memory/plans/plan-record.ts'
import type { EarlierRound, EarlierStep } from '#models/prompts.ts'
import { isLeftUndone } from '#cards/outcome/tool-text.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { resolveHandles, stepResults, type StepResult } from './step-results.ts'
import { plannerStepFailure } from '../failures/planner-failure.ts'

/** What was done in a turn's rounds before, for the next program and for who writes it. */
export interface EarlierRounds {
  /** The results of the steps that were done, for the program: `done1` is the first step of the first round. */
  readonly refs: Slots
  /** The tool of each of them. */
  readonly done: readonly { readonly ref: string; readonly tool: string }[]
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
      if (effect.state === 'failed')
        return { tool, status: 'failed', failure: plannerStepFailure(program, effect, listedCodes(live, tool)) }
      if (effect.state !== 'succeeded' || !result)
        return { tool, status: effect.state === 'compensated' ? 'taken back' : 'not begun' }
      const ref = `done${Object.keys(refs).length + 1}`
      refs[ref] = result
      return { ref, tool, ...answeredAs(effect) }
    })
    // What its author knew shows in the program, which is shown again.
    reasons.push(
      { data: [], ctrl: literals.ctrl },
      ...results.map(({ because }) => because),
      ...effects.map((effect, index) => joinLabels([failedBy(effect, results), readIn(effect, results[index])])),
      ...(next ? [resolveHandles(next, results)] : []),
    )
    return { program, steps }
  })
  const done = shown.flatMap(({ steps }) => steps.flatMap((step) => ('ref' in step ? [step] : [])))
  return { refs, done, shown, because: joinLabels(reasons) }
}

function answeredAs({ outcome }: EffectRecord) {
  const read = outcome?.ok === true ? outcome.read : undefined
  if (!read || read.came === 'done') return {}
  return { status: 'answered', outcome: read.came, ...(read.needs !== null && { needs: read.needs }) } as const
}

// What was read in an answer its words say, and whoever wrote them.
function readIn({ tool, outcome }: EffectRecord, result: StepResult | undefined): Label {
  if (outcome?.ok !== true || !isLeftUndone(outcome)) return labelOf()
  const isValue = outcome.answer?.text == null || outcome.answer.text === outcome.value
  const words = isValue ? joinLabels(Object.values(result?.result.labels ?? {})) : labelOf(`tool:${tool}.${TEXT_FIELD}`)
  return { data: [], ctrl: asControl(words) }
}

// That a step failed hangs on what it was called with, and on what its tool said.
function failedBy({ state, tool, labels, outcome }: EffectRecord, results: readonly StepResult[]): Label {
  if (state !== 'failed') return labelOf()
  const called = resolveHandles(joinLabels(Object.values(labels)), results)
  const isRefused = outcome?.ok === false && outcome.code === 'tool-error'
  return { data: [], ctrl: asControl(joinLabels([called, ...(isRefused ? [labelOf(`tool:${tool}`)] : [])])) }
}

// Where any error will do, no code of it is the operator's word.
function listedCodes(live: AgentRuntime, tool: string): readonly string[] {
  const codes = live.declarations.get(tool)?.nothing?.codes ?? []
  return codes === 'any' ? [] : codes
}
