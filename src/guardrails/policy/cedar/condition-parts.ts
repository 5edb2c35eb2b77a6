import type { Clause, PolicyJson } from '@cedar-policy/cedar-wasm/nodejs'
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts'

/** An expression of Cedar's JSON. */
export type Expression = JsonObject

/** The scope and the clauses of a rule as expressions that all have to be true for it to apply. */
export function requirements(policy: PolicyJson): readonly Expression[] {
  return [
    ...scopeExpression('principal', asJson(policy.principal)),
    ...scopeExpression('resource', asJson(policy.resource)),
    ...policy.conditions.map(requirement),
  ]
}

function requirement({ kind, body }: Clause): Expression {
  const expression = asJson(body)
  return kind === 'when' ? expression : { '!': { arg: expression } }
}

// The action's own is left out: what isn't about this action was never asked.
function scopeExpression(name: 'principal' | 'resource', scope: JsonObject): readonly Expression[] {
  const left = { Var: name }
  const entity = (value: Json | undefined): Json => ({
    Value: { __entity: isJsonObject(value) ? (value['__entity'] ?? value) : null },
  })
  switch (scope['op']) {
    case '==':
    case 'in':
      return [{ [scope['op']]: { left, right: entity(scope['entity']) } }]
    case 'is': {
      const within = isJsonObject(scope['in']) ? { in: entity(scope['in']['entity']) } : {}
      return [{ is: { left, entity_type: scope['entity_type'] ?? '', ...within } }]
    }
    default:
      return []
  }
}

/** Every expression below this one, itself among them, that isn't made of others by `&&`, `||`, `!` or `if`. */
export function leavesOf(expression: Expression): readonly Expression[] {
  const branches = branchesOf(expression)
  return branches === null ? [expression] : branches.of.flatMap(leavesOf)
}

/** Whether an expression is true, by the truth of its leaves; null where it fails. As Cedar does, from the left. */
export function truthOf(expression: Expression, leaf: (expression: Expression) => boolean | null): boolean | null {
  const branches = branchesOf(expression)
  if (branches === null) return leaf(expression)
  const [first, second, third] = branches.of
  const left = first ? truthOf(first, leaf) : null
  const other = (branch: Expression | undefined) => (branch ? truthOf(branch, leaf) : null)
  if (left === null) return null
  switch (branches.by) {
    case '!':
      return !left
    case '&&':
      return left ? other(second) : false
    case '||':
      return left ? true : other(second)
    case 'if':
      return other(left ? second : third)
  }
}

/** The leaves that made an expression what it is: all that had to hold, and of what would each have done, those that did. */
export function decidingLeaves(
  expression: Expression,
  leaf: (expression: Expression) => boolean | null,
): readonly Expression[] {
  const branches = branchesOf(expression)
  if (branches === null) return [expression]
  const truth = truthOf(expression, leaf)
  const deciding = (branch: Expression | undefined) => (branch ? decidingLeaves(branch, leaf) : [])
  const [first, second, third] = branches.of
  if (branches.by === '!') return deciding(first)
  if (branches.by === 'if') {
    const taken = truthOf(first ?? {}, leaf)
    return [...deciding(first), ...(taken === null ? [] : deciding(taken ? second : third))]
  }
  return branches.of.filter((branch) => truthOf(branch, leaf) === truth).flatMap(deciding)
}

interface Branches {
  readonly by: '&&' | '||' | '!' | 'if'
  readonly of: readonly Expression[]
}

function branchesOf(expression: Expression): Branches | null {
  for (const by of ['&&', '||'] as const) {
    const sides = expression[by]
    if (isJsonObject(sides)) return { by, of: expressions(sides['left'], sides['right']) }
  }
  const not = expression['!']
  if (isJsonObject(not)) return { by: '!', of: expressions(not['arg']) }
  const choice = expression['if-then-else']
  return isJsonObject(choice) ? { by: 'if', of: expressions(choice['if'], choice['then'], choice['else']) } : null
}

function expressions(...values: readonly (Json | undefined)[]): readonly Expression[] {
  return values.filter(isJsonObject)
}

/** The attributes that an expression looks at, each by its path: `['context', 'args', 'amount']`. */
export function pathsIn(expression: Json): readonly (readonly string[])[] {
  const found = new Map<string, readonly string[]>()
  visit(expression)
  return [...found.values()]

  function visit(node: Json): void {
    if (Array.isArray(node)) node.forEach(visit)
    if (!isJsonObject(node) || 'Value' in node) return
    const path = pathOf(node)
    if (path && path.length > 1) found.set(path.join('\n'), path)
    else Object.values(node).forEach(visit)
  }
}

/** The attribute that an expression is, or asks for with `has`, by its path; null for any other. */
export function pathOf(node: JsonObject): readonly string[] | null {
  if (typeof node['Var'] === 'string') return [node['Var']]
  const access = node['.'] ?? node['has']
  if (!isJsonObject(access) || !isJsonObject(access['left'])) return null
  const left = pathOf(access['left'])
  const names: readonly Json[] = Array.isArray(access['attr']) ? access['attr'] : [access['attr'] ?? null]
  return left && names.every((name) => typeof name === 'string') ? [...left, ...names] : null
}

function asJson(value: object): JsonObject {
  const json: Json = JSON.parse(JSON.stringify(value))
  return isJsonObject(json) ? json : {}
}
