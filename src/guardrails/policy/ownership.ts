import type { OwnerRule, PrincipalAttribute } from '#agents/contract.ts'
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts'
import type { Principal } from '#core/principal.ts'

/** A read of this plan, with its result after the ownership check (`ownedResult`): only the principal's own is left in it. */
export interface OwnedRead {
  readonly tool: string
  readonly result: Json
}

/**
 * The ownership check of a result: all of it, or null as if there were none. A list, alone or at `each`, comes back without
 * what isn't the principal's. Where the field is missing, it belongs to no one.
 */
export function ownedResult(rule: OwnerRule, result: Json, principal: Principal): Json {
  if (rule.kind !== 'result' || isExempt(rule.unless, principal)) return result
  const own = principalAttribute(rule.is, principal)
  const isOwn = (value: Json) => own !== null && fieldAt(value, rule.path.split('.')) === own
  if (rule.each === null) return isOwn(result) ? result : null
  const list = rule.each.split('.').map((name) => name.replace(/\[\]$/, ''))
  return ownedList(
    result,
    list.filter((name) => name !== ''),
    isOwn,
  )
}

/** Whether a call's arguments touch what is the principal's alone. A handle isn't known, so it isn't theirs. */
export function ownsArguments(
  rule: OwnerRule,
  args: JsonObject,
  principal: Principal,
  ownedReads: readonly OwnedRead[],
): boolean {
  switch (rule.kind) {
    case 'none':
    case 'result':
      return true
    case 'argument': {
      const value = ownValue(args, rule.argument)
      return isExempt(rule.unless, principal) || (isName(value) && value === principalAttribute(rule.is, principal))
    }
    case 'from': {
      const value = ownValue(args, rule.argument)
      if (isExempt(rule.unless, principal)) return true
      const results = ownedReads.filter((read) => read.tool === rule.tool).map((read) => read.result)
      return isName(value) && results.some((result) => namesIn(result, rule.path, rule.argument).includes(value))
    }
  }
}

function isExempt(unless: readonly string[], principal: Principal): boolean {
  return unless.some((role) => principal.roles.includes(role))
}

function principalAttribute(attribute: PrincipalAttribute, principal: Principal): string | null {
  return (attribute === 'principal.id' ? principal.id : principal.email) || null
}

function ownedList(value: Json, path: readonly string[], isOwn: (element: Json) => boolean): Json {
  const [name, ...rest] = path
  if (name === undefined) return isJsonArray(value) ? value.filter(isOwn) : null
  const inner = isJsonObject(value) ? ownValue(value, name) : undefined
  return isJsonObject(value) && inner !== undefined ? { ...value, [name]: ownedList(inner, rest, isOwn) } : null
}

// What names a thing is text or a number: an object or list never equals anything.
function isName(value: Json | undefined): value is string | number {
  return (typeof value === 'string' && value !== '') || typeof value === 'number'
}

function namesIn(result: Json, path: string | null, argument: string): readonly Json[] {
  if (path !== null) return valuesAt(result, path.split('.'))
  const elements = isJsonArray(result) ? result : [result]
  return elements.flatMap((element) => {
    if (!isJsonObject(element)) return []
    return ownValue(element, Object.hasOwn(element, argument) ? argument : 'id') ?? []
  })
}

// `items[].sku`: every element's; `[]` alone: the elements of a list.
function valuesAt(value: Json, path: readonly string[]): readonly Json[] {
  const [name, ...rest] = path
  if (name === undefined) return [value]
  const key = name.replace(/\[\]$/, '')
  const inner = key === '' ? value : isJsonObject(value) ? ownValue(value, key) : undefined
  if (inner === undefined) return []
  if (!name.endsWith('[]')) return valuesAt(inner, rest)
  return isJsonArray(inner) ? inner.flatMap((element) => valuesAt(element, rest)) : []
}

function fieldAt(value: Json, path: readonly string[]): Json | undefined {
  const [name, ...rest] = path
  if (name === undefined) return value
  const inner = isJsonObject(value) ? ownValue(value, name) : undefined
  return inner === undefined ? undefined : fieldAt(inner, rest)
}

function ownValue(value: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(value, name) ? value[name] : undefined
}

function isJsonArray(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
