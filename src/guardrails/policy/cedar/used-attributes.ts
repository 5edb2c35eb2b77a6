import { isJsonObject, type Json, type JsonObject } from '#core/json.ts'

/** What of the context rules look at: a tree of attribute names, where `true` is everything below. */
export type UsedAttributes = true | { readonly [name: string]: UsedAttributes }

/** What a rule, as Cedar's JSON, looks at. Judging passes no more: most of a call's cost is handing values over. */
export interface RuleUse {
  readonly context: UsedAttributes
  readonly principal: boolean
  readonly resource: boolean
  readonly action: boolean
}

type Tree = { [name: string]: Tree | true }

export function ruleUse(conditions: Json): RuleUse {
  const use = { context: {} as Tree | true, principal: false, resource: false, action: false }
  visit(conditions)
  return use

  function visit(node: Json | undefined): void {
    if (Array.isArray(node)) node.forEach(visit)
    if (!isJsonObject(node) || 'Value' in node) return
    const path = contextPath(node)
    if (path) {
      use.context = withPath(use.context, path)
      return
    }
    if (node['Var'] === 'principal' || node['Var'] === 'resource' || node['Var'] === 'action') use[node['Var']] = true
    Object.values(node).forEach(visit)
  }
}

// `context`, `context.args`, `context.args.amount`, `context has x`, `context.args has a.b`; null for all else.
function contextPath(node: JsonObject): readonly string[] | null {
  if (node['Var'] === 'context') return []
  const access = node['.'] ?? node['has']
  if (!isJsonObject(access) || !isJsonObject(access['left'])) return null
  const left = contextPath(access['left'])
  const names: readonly Json[] = Array.isArray(access['attr']) ? access['attr'] : [access['attr'] ?? null]
  return left && names.every((name) => typeof name === 'string') ? [...left, ...names] : null
}

function withPath(tree: Tree | true, path: readonly string[]): Tree | true {
  const [name, ...rest] = path
  if (tree === true || name === undefined) return true
  return { ...tree, [name]: withPath(Object.hasOwn(tree, name) ? (tree[name] ?? {}) : {}, rest) }
}

/** What any of several rules looks at. */
export function joinUses(uses: readonly RuleUse[]): RuleUse {
  return {
    context: uses.reduce<UsedAttributes>((joined, use) => joinTrees(joined, use.context), {}),
    principal: uses.some((use) => use.principal),
    resource: uses.some((use) => use.resource),
    action: uses.some((use) => use.action),
  }
}

function joinTrees(one: UsedAttributes, other: UsedAttributes): UsedAttributes {
  if (one === true || other === true) return true
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return Object.fromEntries([...names].map((name) => [name, joinTrees(at(one, name), at(other, name))]))
}

/** Whether anything at this attribute, or below it, is looked at. */
export function uses(tree: UsedAttributes, name: string): boolean {
  return tree === true || Object.hasOwn(tree, name)
}

/** What of an attribute is looked at. */
export function at(tree: UsedAttributes, name: string): UsedAttributes {
  return tree === true ? true : Object.hasOwn(tree, name) ? (tree[name] ?? {}) : {}
}

/** The part of a record that is looked at. What isn't there stays away, so `has` sees the same. */
export function onlyUsed(value: Json, used: UsedAttributes): Json {
  if (used === true || !isJsonObject(value)) return value
  const names = Object.keys(used).filter((name) => Object.hasOwn(value, name))
  return Object.fromEntries(names.map((name) => [name, onlyUsed(value[name] ?? null, at(used, name))]))
}
