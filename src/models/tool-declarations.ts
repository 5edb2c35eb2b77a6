import type { JsonObject } from '#core/json.ts'
import { commentOf, keyOf, typeOf } from './declarations/typescript-type.ts'

/** A tool as a planner is told of it: what the operator accepted, and what `tools.yaml` says of it. */
export interface DeclaredTool {
  /** `shop/orders.get` */
  readonly tool: string
  readonly kind: 'read' | 'write'
  readonly description: string
  readonly argsSchema: JsonObject
  readonly resultSchema: JsonObject | null
  /** Whether a read may give null in the place of what isn't the requester's. */
  readonly maybeNull: boolean
  /** The top-level arguments that may hold what an earlier write returned. */
  readonly later: readonly string[]
  /** Arguments that are money, in words: `amount` → `minor units of currency`. */
  readonly money: Readonly<Record<string, string>>
  /** What a call must be like to be the requester's to make, in words. */
  readonly condition: string | null
  /** Paths in the result that the operator trusts; nobody vouches for the others. */
  readonly trusted: readonly string[]
}

/** The tools as TypeScript, as a program reaches them: `declare const tools: { shop: { orders: { get(…): … } } }`. */
export function declareTools(tools: readonly DeclaredTool[]): string {
  const placed = tools.map((tool) => ({ path: pathOf(tool.tool), tool }))
  return `declare const tools: ${groupText(placed, '')}`
}

interface Placed {
  readonly path: readonly string[]
  readonly tool: DeclaredTool
}

// As the plan language finds them: `shop/orders.get` is `tools.shop.orders.get`.
function pathOf(name: string): readonly string[] {
  const slash = name.indexOf('/')
  return slash < 0 ? name.split('.') : [name.slice(0, slash), ...name.slice(slash + 1).split('.')]
}

function groupText(placed: readonly Placed[], indent: string): string {
  const inner = `${indent}  `
  const lines = [...Map.groupBy(placed, ({ path }) => path[0] ?? '')].map(([key, inside]) => {
    const own = inside.find(({ path }) => path.length === 1)?.tool
    const deeper = inside.filter(({ path }) => path.length > 1).map(({ path, tool }) => ({ path: path.slice(1), tool }))
    if (deeper.length === 0) return own ? toolText(own, key, inner) : ''
    const group = groupText(deeper, inner)
    // A tool that is also the beginning of others' names: it is called, and they stand below it.
    return own ? `${toolText(own, key, inner)}\n${inner}${keyOf(key)}: ${group}` : `${inner}${keyOf(key)}: ${group}`
  })
  return `{\n${lines.join('\n')}\n${indent}}`
}

function toolText(tool: DeclaredTool, key: string, indent: string): string {
  const notes = notesOn(tool).map((note) => `${indent}/** ${note} */\n`)
  const args = typeOf(tool.argsSchema, indent)
  const result = tool.resultSchema === null ? 'unknown' : typeOf(tool.resultSchema, indent)
  const returned = tool.kind === 'write' ? `Handle<${result}>` : `Promise<${tool.maybeNull ? orNull(result) : result}>`
  const asked = tool.kind === 'write' ? ', asked?: string' : ''
  return `${notes.join('')}${indent}${keyOf(key)}(args: ${args}${asked}): ${returned}`
}

function notesOn({ kind, description, later, money, condition, trusted }: DeclaredTool): readonly string[] {
  const about = commentOf(description)
  const amounts = Object.entries(money).map(([name, unit]) => commentOf(`${name}: ${unit}`))
  return [
    `${kind === 'read' ? 'read' : 'WRITE, staged'}${about === '' ? '' : `: ${about}`}`,
    ...(amounts.length > 0 ? [`money: ${amounts.join('; ')}`] : []),
    ...(condition === null ? [] : [commentOf(condition)]),
    ...(later.length > 0 ? [`may hold what an earlier write returns: ${commentOf(later.join(', '))}`] : []),
    ...(kind === 'read' ? [trustNote(trusted)] : []),
  ]
}

// Whether there is something at all is `shape`, and so is how many there are.
function trustNote(trusted: readonly string[]): string {
  const fields = trusted.filter((path) => path !== 'shape')
  if (fields.length === 0) return 'nobody vouches for anything in it'
  return `vouched for: ${commentOf(fields.join(', '))}; everything else by nobody`
}

function orNull(type: string): string {
  return /(?:^|\| )null$/u.test(type) ? type : `${type} | null`
}
