import { isJsonObject, valueAt, type Json, type JsonObject } from '#core/json.ts'
import { leaves } from '#core/json.ts'
import { pointerToken, pointerTokens } from '#core/json-pointer.ts'
import { minorDigits } from '#plan-language/values/minor-units.ts'
import type { EffectRecord, PlanRecord } from '#memory/plans/plan-record.ts'
import type { StagedStep } from '#plan-language/values/plan-edit.ts'
import { leftOut, withLeaf } from '#plan-language/edit.ts'
import type { EditField } from '#contract/effect.ts'
import type { LeftOutView, LostEditView } from '#contract/plan.ts'
import { mayChange } from '#sealed-plan/editable.ts'
import { argumentText, effectTitle, wordsOf } from '../titles/effect-title.ts'
import { viewedTool, type ViewedAgent } from '../titles/viewed-agent.ts'

/** The steps that people left out, in the words that they had. */
export function leftOutViews({ edits, decisions }: PlanRecord, live: ViewedAgent): readonly LeftOutView[] {
  return (edits?.changes ?? []).flatMap((change) => {
    const step = 'leaveOut' in change ? edits?.staged[change.effect] : undefined
    if (!step) return []
    const title = effectTitle(viewedTool(live, step.tool), step.args)
    return [{ title, by: { id: change.by, name: nameOf(change.by, decisions) } }]
  })
}

/** What people had changed of a plan that waits anew, and that no longer fits it. */
export function lostEditViews({ changes, decisions }: PlanRecord, live: ViewedAgent): readonly LostEditView[] {
  return changes.flatMap((change): readonly LostEditView[] => {
    if (!('lost' in change)) return []
    const { lost, step } = change
    const declaration = viewedTool(live, step.tool)
    const by = { id: lost.by, name: nameOf(lost.by, decisions) }
    const title = effectTitle(declaration, step.args)
    if ('leaveOut' in lost) return [{ title, changed: null, by }]
    const name = pointerTokens(lost.path)[0] ?? ''
    const to = argumentText(declaration, withLeaf(step.args, lost.path, lost.value), name)
    return [{ title, changed: { name, ...wordsOf(declaration, name), to }, by }]
  })
}

/** The names of those who decided on a plan, by id. */
export function nameOf(principalId: string, decisions: PlanRecord['decisions']): string {
  return decisions.find((decision) => decision.principalId === principalId)?.principalName ?? principalId
}

/** What an argument was before people changed it, as text; null where it is what the program staged. */
export function textBefore(
  effect: EffectRecord,
  name: string,
  { edits }: PlanRecord,
  live: ViewedAgent,
): string | null {
  const staged = edits === null ? undefined : stagedOf(effect.index, edits)
  const isChanged = edits?.changes.some(
    (change) => 'path' in change && change.effect === staged?.index && pointerTokens(change.path)[0] === name,
  )
  return staged && isChanged ? argumentText(viewedTool(live, effect.tool), staged.args, name) : null
}

function stagedOf(index: number, { staged, changes }: NonNullable<PlanRecord['edits']>): StagedStep | undefined {
  const gone = leftOut(changes)
  return staged.filter((step) => !gone.has(step.index))[index]
}

/** What of an argument can be changed, leaf by leaf, with what its schema takes there. */
export function editFields(effect: EffectRecord, name: string, live: ViewedAgent): readonly EditField[] {
  const pointer = `/${pointerToken(name)}`
  if (!mayChange(effect, pointer, live)) return []
  const schema = live.definitions.get(effect.tool)?.inputSchema ?? {}
  return [...leaves(effect.args[name] ?? null, pointer)].flatMap(([path, value]) => {
    if (typeof value === 'object' && value !== null) return []
    return fieldOf({ path, value, schema: schemaAt(schema, path) }, effect, live)
  })
}

interface Leaf {
  readonly path: string
  readonly value: string | number | boolean | null
  readonly schema: JsonObject
}

function fieldOf({ path, value, schema }: Leaf, { tool, args }: EffectRecord, live: ViewedAgent): EditField {
  const field = { path, value: value === null ? '' : String(value), choices: [], money: null }
  const declared =
    path.lastIndexOf('/') === 0 ? live.declarations.get(tool)?.money[pointerTokens(path)[0] ?? ''] : undefined
  if (declared) {
    const code = valueAt(args, `/${pointerToken(declared.currency)}`)
    const currency = typeof code === 'string' ? code : declared.currency
    const { unit, as } = declared
    const money = { currency, digits: minorDigits(currency), unit, ...(as && { as }) }
    const text = declared.unit === 'minor' ? decimalText(Number(value), money.digits) : field.value
    return { ...field, form: 'money', value: text, money }
  }
  const choices = choicesOf(schema)
  const called = viewedTool(live, tool).words?.[pointerTokens(path).join('.')]?.choices
  if (choices.length > 0) return { ...field, form: 'choice', choices, ...(called && { called }) }
  if (typeof value === 'boolean') return { ...field, form: 'choice', choices: ['true', 'false'] }
  if (typeof value === 'number') return { ...field, form: 'number' }
  return { ...field, form: schema['format'] === 'date' ? 'date' : 'text' }
}

function decimalText(minor: number, digits: number): string {
  const text = String(minor).padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}

function choicesOf({ enum: choices }: JsonObject): readonly string[] {
  return Array.isArray(choices) && choices.every((choice: Json) => typeof choice === 'string')
    ? choices.map(String)
    : []
}

// Only for choosing a field: what fits is the schema's own to say, when it comes.
function schemaAt(schema: JsonObject, path: string): JsonObject {
  let at: Json | undefined = schema
  for (const token of pointerTokens(path)) {
    if (!isJsonObject(at)) return {}
    at = propertyOf(at, token) ?? at['items']
  }
  return isJsonObject(at) ? at : {}
}

function propertyOf({ properties }: JsonObject, name: string): Json | undefined {
  return isJsonObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined
}
