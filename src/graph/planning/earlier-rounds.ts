import { isJsonObject, type Json, type JsonObject } from '#json.ts'
import { asControl, joinLabels, labelOf, type Label, type Labels } from '#label.ts'
import { labelResult } from '#mcp/label-result.ts'
import type { EffectRecord, PlanRecord, Slots } from '#memory/plan-record.ts'
import type { EarlierRound } from '#models/prompts.ts'
import type { LiveAgent } from '../live-agent.ts'

/** What was done in a turn's rounds before, for the next program and for who writes it. */
export interface EarlierRounds {
  /** The steps' results, for the program: `done1` is the first step of the first round. */
  readonly refs: Slots
  /** For the planner: each program, with the names and tools of its steps. */
  readonly shown: readonly EarlierRound[]
  /** All that there being another round, and what was done in those before, hangs on. */
  readonly because: Label
}

/** A step's result carries its tool's fields as the tool is declared, and all that the step itself hung on as control. */
export function earlierRounds(plans: readonly PlanRecord[], live: LiveAgent): EarlierRounds {
  const refs: Record<string, Slots[string]> = {}
  const reasons: Label[] = []
  const shown = plans.map(({ program, effects, next }) => {
    const results: Slots[string][] = []
    const steps = effects.map((effect) => {
      const ref = `done${Object.keys(refs).length + 1}`
      const result = resultOf(effect, results, live)
      results.push(result)
      refs[ref] = result
      return { ref, tool: effect.tool }
    })
    const whys = [...effects.map(({ because }) => because), ...(next ? [next] : [])]
    reasons.push(...whys.map((label) => withoutHandles(label, results)))
    return { program, steps }
  })
  return { refs, shown, because: joinLabels(reasons) }
}

function resultOf(
  { tool, labels, because, outcome }: EffectRecord,
  before: readonly Slots[string][],
  live: LiveAgent,
): Slots[string] {
  const declaration = live.declarations.get(tool)
  const value = outcome?.ok ? outcome.value : null
  const known = knownShape(value, live.definitions.get(tool)?.outputSchema ?? null)
  const hungOn = withoutHandles(joinLabels([...Object.values(labels), because]), before)
  const reasons: Label = { data: [], ctrl: asControl(hungOn) }
  const own: Labels = declaration ? labelResult(declaration, value) : { '': labelOf('unknown') }
  // That it was done is why there is another round, and what keys it has is then the schema's to say.
  const labelled = known === null ? own : { ...own, '': labelOf() }
  return {
    value: known ?? value,
    labels: Object.fromEntries(
      Object.entries(labelled).map(([pointer, label]) => [pointer, joinLabels([label, reasons])]),
    ),
  }
}

/** The keys that a schema requires, where it requires all that it names; null where a result could have others. */
function knownShape(value: Json, schema: JsonObject | null): JsonObject | null {
  const { properties, required } = schema ?? {}
  if (!isJsonObject(value) || properties === undefined || !isJsonObject(properties)) return null
  const names = Object.keys(properties)
  const needed: readonly Json[] = Array.isArray(required) ? required : []
  if (names.length === 0 || !names.every((name) => needed.includes(name))) return null
  return Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name)))
}

// `effect:0` is the first step of its own plan. In another plan it is what that step returned.
function withoutHandles({ data, ctrl }: Label, results: readonly Slots[string][]): Label {
  const resolved = (source: string): readonly string[] => {
    if (!source.startsWith('effect:')) return [source]
    const result = results[Number(source.slice('effect:'.length))]
    if (!result) return ['unknown']
    const all = joinLabels(Object.values(result.labels))
    return [...all.data, ...all.ctrl]
  }
  return joinLabels([{ data: data.flatMap(resolved), ctrl: ctrl.flatMap(resolved) }])
}
