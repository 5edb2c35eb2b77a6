import { isJsonObject, type Json, type JsonObject } from '#core/json.ts'
import type { Label, Labels, Source } from '../values/label.ts'
import type { StagedStep } from '../values/plan-edit.ts'
import type { JoinedStep, PathStep, ValuePath, ValuePaths } from '../values/value-path.ts'
import { isHandle } from '../sandbox/handles.ts'

/** Where each step is now, by where it was. */
type Places = ReadonlyMap<number, number>

/** A step at its new place, with all that refers to other steps by theirs. */
export function movedStep(step: StagedStep, places: Places): StagedStep {
  const index = places.get(step.index) ?? step.index
  if ([...places].every(([from, to]) => from === to)) return { ...step, index }
  return {
    ...step,
    index,
    args: Object.fromEntries(Object.entries(step.args).map(([name, value]) => [name, movedHandles(value, places)])),
    labels: movedLabels(step.labels, places),
    because: movedLabel(step.because, places),
    paths: movedPaths(step.paths, places),
  }
}

function movedHandles(value: Json, places: Places): Json {
  if (isHandle(value)) {
    const effect = effectOfHandle(value)
    const reference = isJsonObject(value['$ref']) ? value['$ref'] : {}
    return effect === null ? value : { $ref: { ...reference, effect: places.get(effect) ?? effect } }
  }
  if (Array.isArray(value)) return value.map((item: Json) => movedHandles(item, places))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, movedHandles(item, places)]))
}

/** The step whose result a handle stands for. */
export function effectOfHandle(handle: JsonObject): number | null {
  const reference = handle['$ref']
  const effect = isJsonObject(reference) ? reference['effect'] : null
  return typeof effect === 'number' ? effect : null
}

function movedLabels(labels: Labels, places: Places): Labels {
  return Object.fromEntries(Object.entries(labels).map(([pointer, label]) => [pointer, movedLabel(label, places)]))
}

function movedLabel({ data, ctrl }: Label, places: Places): Label {
  const inPlace = (sources: readonly Source[]) => sources.map((source) => movedSource(source, places)).sort()
  return { data: inPlace(data), ctrl: inPlace(ctrl) }
}

function movedSource(source: Source, places: Places): Source {
  const [, effect] = /^effect:(\d+)$/.exec(source) ?? []
  return effect === undefined ? source : `effect:${places.get(Number(effect)) ?? effect}`
}

function movedPaths(paths: ValuePaths, places: Places): ValuePaths {
  return Object.fromEntries(Object.entries(paths).map(([pointer, path]) => [pointer, movedPath(path, places)]))
}

function movedPath(path: ValuePath, places: Places): ValuePath {
  return path.map((step) =>
    'with' in step && step.with
      ? { ...step, with: step.with.map((way) => way.map((joined) => movedStart(joined, places))) }
      : movedStart(step, places),
  )
}

function movedStart<Step extends PathStep | JoinedStep>(step: Step, places: Places): Step {
  if (!('from' in step)) return step
  if (step.from === 'step') return { ...step, step: places.get(step.step) ?? step.step }
  return step.from === 'sources'
    ? { ...step, sources: step.sources.map((source) => movedSource(source, places)) }
    : step
}
