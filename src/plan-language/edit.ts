import { canonicalJson } from '#core/commitment.ts'
import { isJsonObject, valueAt, type Json, type JsonObject, type JsonPointer } from '#core/json.ts'
import { pointerTokens } from '#core/json-pointer.ts'
import type { Source } from './values/label.ts'
import type { PlanEdits, StagedStep, StandingEdit } from './values/plan-edit.ts'
import { effectOfHandle, movedStep } from './edit/move-step.ts'
import { handlesIn } from './sandbox/handles.ts'
import { faultInArguments } from './sandbox/fault-in-arguments.ts'
import { deferredArguments } from './sandbox/validate.ts'

/**
 * The steps of a plan as people have changed it. A changed leaf's data is its editor's: `approver:<id>`, or `user:<id>` of
 * the requester, who approves nothing by it. What decided that there is such a value stays. Steps that are left out
 * leave no gap: later ones move up, and so does what refers to them.
 */
export function editedSteps(
  staged: readonly StagedStep[],
  edits: Pick<PlanEdits, 'changes'> | null,
  requester: string,
): readonly StagedStep[] {
  if (edits === null) return staged
  const gone = leftOut(edits.changes)
  const kept = staged.filter(({ index }) => !gone.has(index))
  const places = new Map(kept.map(({ index }, place) => [index, place]))
  return kept.map((step) => movedStep(changed(step, edits.changes, requester), places))
}

/** The indices, as staged, of the steps that are left out. */
export function leftOut(changes: readonly StandingEdit[]): ReadonlySet<number> {
  return new Set(changes.flatMap((change) => ('leaveOut' in change ? [change.effect] : [])))
}

/** Whether a step needs what another one returns, by a handle or in a label. */
export function dependsOn(step: StagedStep, effect: number): boolean {
  const source = `effect:${effect}`
  const labels = [...Object.values(step.labels), step.because]
  return (
    handlesIn(step.args).some((handle) => effectOfHandle(handle) === effect) ||
    labels.some(({ data, ctrl }) => data.includes(source) || ctrl.includes(source))
  )
}

/**
 * The changes that still mean what they meant, of a program that was run again and staged something else. A change is of
 * one step: where that isn't the same but for what was changed in it, nobody knows that it would have been made.
 */
export function editsThatHold(edits: PlanEdits | null, staged: readonly StagedStep[]): PlanEdits | null {
  if (edits === null) return null
  const same = edits.changes.filter(({ effect }) => isSameStep(edits, staged, effect))
  const gone = leftOut(same)
  const isNeeded = (index: number) => staged.some((step) => !gone.has(step.index) && dependsOn(step, index))
  const changes = same.filter((change) => !('leaveOut' in change) || !isNeeded(change.effect))
  return changes.length === 0 || gone.size === staged.length ? null : { ...edits, staged: [...staged], changes }
}

function isSameStep({ staged: before, changes }: PlanEdits, staged: readonly StagedStep[], effect: number): boolean {
  const [was, is] = [before[effect], staged[effect]]
  if (!was || !is || was.tool !== is.tool) return false
  const paths = changes.flatMap((change) => ('path' in change && change.effect === effect ? [change.path] : []))
  if (paths.some((path) => !isLeaf(valueAt(is.args, path)))) return false
  const rest = ({ args }: StagedStep) => canonicalJson(paths.reduce((all, path) => withLeaf(all, path, null), args))
  return rest(was) === rest(is)
}

function isLeaf(value: Json | undefined): boolean {
  return value !== undefined && (typeof value !== 'object' || value === null)
}

function changed(step: StagedStep, changes: readonly StandingEdit[], requester: string): StagedStep {
  let { args, labels, paths } = step
  for (const change of changes) {
    if ('leaveOut' in change || change.effect !== step.index || !isLeaf(valueAt(args, change.path))) continue
    const { path, value, by } = change
    const source: Source = by === requester ? `user:${by}` : `approver:${by}`
    args = withLeaf(args, path, value)
    labels = { ...labels, [path]: { data: [source], ctrl: labels[path]?.ctrl ?? ['unknown'] } }
    // How the old value came about says nothing of this one.
    paths = { ...paths, [path]: [{ from: 'sources', sources: [source] }] }
  }
  return { ...step, args, labels, paths }
}

/** The arguments with another value at a place that they have. */
export function withLeaf(args: JsonObject, path: JsonPointer, value: Json): JsonObject {
  const whole = replaced(args, pointerTokens(path), value)
  return isJsonObject(whole) ? whole : args
}

function replaced(whole: Json, [token, ...rest]: readonly string[], value: Json): Json {
  if (token === undefined) return value
  if (Array.isArray(whole)) {
    return whole.map((item: Json, index) => (String(index) === token ? replaced(item, rest, value) : item))
  }
  if (!isJsonObject(whole)) return whole
  return Object.fromEntries(
    Object.entries(whole).map(([key, item]) => [key, key === token ? replaced(item, rest, value) : item]),
  )
}

/** What is wrong with a step's arguments by its tool's schema, in words without any of their values; null where nothing is. */
export function faultInStep({ args }: Pick<StagedStep, 'args'>, argsSchema: JsonObject): string | null {
  return faultInArguments(argsSchema, args, deferredArguments(args))
}

/** Whether an argument waits for what an earlier step returns. */
export function holdsHandle(value: Json): boolean {
  return handlesIn(value).length > 0
}
