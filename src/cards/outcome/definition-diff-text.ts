import { canonicalJson } from '#core/commitment.ts'
import { isJsonObject, type JsonObject } from '#core/json.ts'
import type { ToolDefinition } from '#mcp/contract.ts'

type Defined = Pick<ToolDefinition, 'description' | 'inputSchema' | 'outputSchema'>

/** What differs between two definitions of a tool, in sentences. The names in them are the tool server's own. */
export function definitionChanges(before: Defined, after: Defined): readonly string[] {
  return [
    ...(before.description === after.description ? [] : ['It describes itself in other words.']),
    ...argumentChanges(before.inputSchema, after.inputSchema),
    ...resultChanges(before.outputSchema, after.outputSchema),
  ]
}

/** The arguments that a tool takes, in the order of its schema. */
export function argumentsOf(
  schema: JsonObject,
): readonly { readonly name: string; readonly type: string | null; readonly isNeeded: boolean }[] {
  const [properties, needed] = [propertiesOf(schema), requiredOf(schema)]
  return Object.keys(properties).map((name) => ({
    name,
    type: typeOf(properties[name]),
    isNeeded: needed.includes(name),
  }))
}

function argumentChanges(was: JsonObject, is: JsonObject): readonly string[] {
  const [old, now] = [propertiesOf(was), propertiesOf(is)]
  const [needed, needs] = [requiredOf(was), requiredOf(is)]
  const said = [
    ...added(old, now).map((name) =>
      needs.includes(name)
        ? `It takes a new argument, “${name}”${kindOf(now, name)}, and always needs it.`
        : `It takes a new argument, “${name}”${kindOf(now, name)}, which may be left out.`,
    ),
    ...added(now, old).map((name) => `It no longer takes the argument “${name}”.`),
    ...different(old, now).map((name) => changedKind('The argument', name, old, now)),
    ...shared(old, now).flatMap((name) => {
      if (needed.includes(name) === needs.includes(name)) return []
      return [
        needs.includes(name) ? `It now needs the argument “${name}”.` : `The argument “${name}” may be left out now.`,
      ]
    }),
  ]
  return said.length > 0 || isSame(was, is) ? said : ['What its arguments may be together changed.']
}

function resultChanges(was: JsonObject | null, is: JsonObject | null): readonly string[] {
  if (isSame(was, is)) return []
  if (was === null) return ['It now says what it returns.']
  if (is === null) return ['It no longer says what it returns, so anything may come.']
  const [old, now] = [propertiesOf(was), propertiesOf(is)]
  const said = [
    ...added(old, now).map((name) => `Its result has a new field, “${name}”${kindOf(now, name)}.`),
    ...added(now, old).map((name) => `Its result no longer has the field “${name}”.`),
    ...different(old, now).map((name) => changedKind('The result’s field', name, old, now)),
  ]
  return said.length > 0 ? said : ['What it returns changed.']
}

function changedKind(what: string, name: string, was: JsonObject, is: JsonObject): string {
  const [old, now] = [typeOf(was[name]), typeOf(is[name])]
  if (old !== now && old !== null && now !== null) return `${what} “${name}” was ${old} and is ${now} now.`
  return `${what} “${name}” is described otherwise.`
}

function kindOf(properties: JsonObject, name: string): string {
  const type = typeOf(properties[name])
  return type === null ? '' : ` (${type})`
}

function typeOf(schema: unknown): string | null {
  const type = typeof schema === 'object' && schema !== null && 'type' in schema ? schema.type : null
  return typeof type === 'string' ? type : null
}

function propertiesOf(schema: JsonObject): JsonObject {
  return isJsonObject(schema['properties']) ? schema['properties'] : {}
}

function requiredOf({ required }: JsonObject): readonly unknown[] {
  return Array.isArray(required) ? required : []
}

function added(was: JsonObject, is: JsonObject): readonly string[] {
  return Object.keys(is).filter((name) => !Object.hasOwn(was, name))
}

function shared(was: JsonObject, is: JsonObject): readonly string[] {
  return Object.keys(is).filter((name) => Object.hasOwn(was, name))
}

function different(was: JsonObject, is: JsonObject): readonly string[] {
  return shared(was, is).filter((name) => !isSame(was[name] ?? null, is[name] ?? null))
}

function isSame(one: JsonObject[string], other: JsonObject[string]): boolean {
  return canonicalJson(one) === canonicalJson(other)
}
