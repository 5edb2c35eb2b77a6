import { pointerToken } from '#core/json-pointer.ts'
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts'
import { asControl, joinLabels, labelOf, type Label, type Labels } from '#plan-language/values/label.ts'
import { labelResult } from '#mcp/label-result.ts'
import type { EffectRecord, Slots } from '#memory/plans/plan-record.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'

/** What a step of a plan that is over returned, for a program of another plan. */
export interface StepResult {
  readonly tool: string
  readonly result: Slots[string]
  /** What decided that the step was there at all. */
  readonly because: Label
}

type DoneStep = Pick<EffectRecord, 'tool' | 'labels' | 'because' | 'outcome'>

/**
 * The results of all steps of a plan, in order. Each carries its tool's fields as the tool is declared, and all that the
 * step itself hung on as control. What isn't there is null, and `unknown`.
 */
export function stepResults(steps: readonly DoneStep[], live: AgentRuntime): readonly StepResult[] {
  const results: StepResult[] = []
  for (const step of steps) results.push(resultOf(step, results, live))
  return results
}

function resultOf(
  { tool, labels, because, outcome }: DoneStep,
  before: readonly StepResult[],
  live: AgentRuntime,
): StepResult {
  const why = resolveHandles(because, before)
  const hungOn = joinLabels([resolveHandles(joinLabels(Object.values(labels)), before), why])
  const reasons: Label = { data: [], ctrl: asControl(hungOn) }
  const { value, labels: own } = labelled(tool, outcome?.ok ? outcome.value : undefined, live)
  const all = Object.entries(own).map(([pointer, label]) => [pointer, joinLabels([label, reasons])] as const)
  return { tool, because: why, result: { value, labels: Object.fromEntries(all) } }
}

function labelled(tool: string, value: Json | undefined, live: AgentRuntime): Slots[string] {
  const declaration = live.declarations.get(tool)
  const keys = keysOf(live.definitions.get(tool)?.outputSchema ?? null)
  const isKnown = keys !== null && (value === undefined || isJsonObject(value))
  const given = isKnown ? Object.fromEntries(keys.map((key) => [key, partOf(value, key)])) : (value ?? null)
  const own: Labels = declaration && value !== undefined ? labelResult(declaration, given) : unknownIn(given)
  // That it was done its author knows, and what keys it has is then the schema's to say.
  return { value: given, labels: isKnown ? { ...own, '': labelOf() } : own }
}

function unknownIn(value: Json): Labels {
  const places = isJsonObject(value) ? Object.keys(value).map((key) => `/${pointerToken(key)}`) : []
  return Object.fromEntries(['', ...places].map((pointer) => [pointer, labelOf('unknown')]))
}

function partOf(value: Json | undefined, key: string): Json {
  return value !== undefined && isJsonObject(value) ? (value[key] ?? null) : null
}

/** The keys of a result where its schema alone says them: it requires all that it names, and none has parts of its own. */
function keysOf(schema: JsonObject | null): readonly string[] | null {
  const { properties, required } = schema ?? {}
  if (properties === undefined || !isJsonObject(properties)) return null
  const names = Object.keys(properties)
  const needed: readonly Json[] = Array.isArray(required) ? required : []
  if (names.length === 0 || !names.every((name) => needed.includes(name))) return null
  return Object.values(properties).every(isScalar) ? names : null
}

const SCALARS: ReadonlySet<Json> = new Set(['string', 'number', 'integer', 'boolean', 'null'])

function isScalar(schema: Json): boolean {
  if (!isJsonObject(schema)) return false
  const { type, anyOf } = schema
  if (Array.isArray(anyOf)) return anyOf.every(isScalar)
  return type !== undefined && (Array.isArray(type) ? type : [type]).every((each) => SCALARS.has(each))
}

/** `effect:0` is the first step of its own plan. In another plan it is what that step returned. */
export function resolveHandles({ data, ctrl }: Label, results: readonly Pick<StepResult, 'result'>[]): Label {
  const resolved = (source: string): readonly string[] => {
    if (!source.startsWith('effect:')) return [source]
    const step = results[Number(source.slice('effect:'.length))]
    if (!step) return ['unknown']
    const all = joinLabels(Object.values(step.result.labels))
    return [...all.data, ...all.ctrl]
  }
  return joinLabels([{ data: data.flatMap(resolved), ctrl: ctrl.flatMap(resolved) }])
}
