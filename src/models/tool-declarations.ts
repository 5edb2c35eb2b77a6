import { isJsonObject, type Json, type JsonObject } from '#core/json.ts'
import {
  noTypes,
  singular,
  typesIn,
  withSamples,
  withTypes,
  writtenOut,
  type ObjectTypes,
} from './declarations/object-types.ts'
import { commentOf, keyOf, typeOf } from './declarations/typescript-type.ts'

/** A tool as a planner is told of it: what the operator accepted, and what `tools.yaml` says of it. */
export interface DeclaredTool {
  /** `shop/orders.get` */
  readonly tool: string
  readonly kind: 'read' | 'write'
  readonly description: string
  readonly argsSchema: JsonObject
  readonly resultSchema: JsonObject | null
  /** Of a read, what it may return, as the operator wrote and accepted it. */
  readonly sample?: Json | undefined
  /** Whether a read may give null in the place of what isn't the requester's. */
  readonly maybeNull: boolean
  /** The top-level arguments that may hold what an earlier write returned. */
  readonly later: readonly string[]
  /** Arguments that are money, in words: `amount` → `minor units of currency`. */
  readonly money: Readonly<Record<string, string>>
  /** What a call must be like to be the requester's to make, in words. */
  readonly condition: string | null
  /** Of a write, the other that it comes along with. */
  readonly follows?: string | undefined
  /** Paths in the result that the operator trusts; nobody vouches for the others. */
  readonly trusted: readonly string[]
  /** The others, where the result's schema says which there are; null where it leaves that open. */
  readonly unvouched: readonly string[] | null
}

/**
 * The tools as TypeScript, as a program reaches them: `declare const tools: { shop: { orders: { get(…): … } } }`. An object type
 * that stands in more than one place is written once, before it, by a name that isn't among `taken`, which it is added to.
 */
export function declareTools(tools: readonly DeclaredTool[], taken: Set<string> = new Set()): string {
  const types = noTypes()
  const placed = tools.map((tool) => ({ path: pathOf(tool.tool), tool }))
  return withTypes(types, `declare const tools: ${groupText(placed, { types, indent: '' })}`, taken)
}

/** How long the declaration of each tool is, in characters, and how long the types are that it has in common with others. */
export interface DeclarationSize {
  readonly own: number
  /** By type. */
  readonly types: ReadonlyMap<number, number>
}

/** Of each tool, in their order, what it would add to a text that declares others. */
export function declarationSizes(tools: readonly DeclaredTool[]): readonly DeclarationSize[] {
  const types = noTypes()
  return tools.map((tool) => {
    const text = groupText([{ path: pathOf(tool.tool), tool }], { types, indent: '' })
    const inside = [...typesIn(types, text)]
    const lengthOf = (number: number) => withSamples(types.types[number]?.body ?? '').length
    return { own: withSamples(text).length, types: new Map(inside.map((number) => [number, lengthOf(number)])) }
  })
}

/** Whether there is a price in what any of these takes or gives, as `money` takes them: an amount, a currency and nothing else. */
export function hasPrices(tools: readonly DeclaredTool[]): boolean {
  return tools.some(({ argsSchema, resultSchema }) => hasPrice(argsSchema) || hasPrice(resultSchema))
}

function hasPrice(schema: Json): boolean {
  if (Array.isArray(schema)) return schema.some(hasPrice)
  if (!isJsonObject(schema)) return false
  const { properties } = schema
  if (isJsonObject(properties) && Object.keys(properties).toSorted().join() === 'amount,currency') return true
  return Object.values(schema).some((each) => each !== undefined && hasPrice(each))
}

interface Placing {
  readonly types: ObjectTypes
  readonly indent: string
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

function groupText(placed: readonly Placed[], { types, indent }: Placing): string {
  const inner = { types, indent: `${indent}  ` }
  const lines = [...Map.groupBy(placed, ({ path }) => path[0] ?? '')].map(([key, inside]) => {
    const own = inside.find(({ path }) => path.length === 1)?.tool
    const deeper = inside.filter(({ path }) => path.length > 1).map(({ path, tool }) => ({ path: path.slice(1), tool }))
    if (deeper.length === 0) return own ? toolText(own, key, inner) : ''
    const group = groupText(deeper, inner)
    // A tool that is also the beginning of others' names: it is called, and they stand below it.
    const below = `${inner.indent}${keyOf(key)}: ${group}`
    return own ? `${toolText(own, key, inner)}\n${below}` : below
  })
  return `{\n${lines.join('\n')}\n${indent}}`
}

function toolText(tool: DeclaredTool, key: string, { types, indent }: Placing): string {
  const notes = notesOn(tool).map((note) => `${indent}/** ${note} */\n`)
  // What it takes is read where it stands.
  const args = writtenOut(types, typeOf(tool.argsSchema, { types }), indent)
  const { sample } = tool
  const result = typeOf(tool.resultSchema ?? {}, { types, name: resultName(tool.tool), sample })
  const returned = tool.kind === 'write' ? `Handle<${result}>` : `Promise<${tool.maybeNull ? orNull(result) : result}>`
  const asked = tool.kind === 'write' ? ', asked?: string' : ''
  return `${notes.join('')}${indent}${keyOf(key)}(args: ${args}${asked}): ${returned}`
}

// `orders.get` gives an order; `get_order_details` what its own name says.
function resultName(name: string): string {
  const path = pathOf(name).slice(1)
  return singular(path.at(-2) ?? path.at(-1) ?? name)
}

function notesOn(tool: DeclaredTool): readonly string[] {
  const { kind, description, later, money, condition, follows, trusted, unvouched } = tool
  const about = commentOf(description)
  const amounts = Object.entries(money).map(([name, unit]) => commentOf(`${name}: ${unit}`))
  return [
    `${kind === 'read' ? 'read' : 'WRITE'}${about === '' ? '' : `: ${about}`}`,
    ...(amounts.length > 0 ? [`money: ${amounts.join('; ')}`] : []),
    ...(condition === null ? [] : [commentOf(condition)]),
    ...(later.length > 0 ? [`may hold what an earlier write returns: ${commentOf(later.join(', '))}`] : []),
    ...(follows === undefined ? [] : [commentOf(`beside ${follows}, with what that gives, it needs no asked`)]),
    ...(kind === 'read' ? [trustNote(trusted, unvouched)] : []),
  ]
}

// Whether there is something at all is `shape`, and so is how many there are.
function trustNote(trusted: readonly string[], unvouched: readonly string[] | null): string {
  const fields = trusted.filter((path) => path !== 'shape')
  if (fields.length === 0) return 'nobody vouches for anything in it'
  if (fields.includes('#text')) return 'vouched for, where it is one line'
  if (unvouched?.length === 0) return 'all of it is vouched for'
  const named = `vouched for: ${fields.join(', ')}`
  const others = `vouched for, but: ${(unvouched ?? []).join(', ')}`
  return commentOf(unvouched && others.length < named.length ? others : named)
}

function orNull(type: string): string {
  return /(?:^|\| )null$/u.test(type) ? type : `${type} | null`
}
