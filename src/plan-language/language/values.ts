import type { JoinedStep } from '../values/value-path.ts'
import type {
  AnonymousFunctionDeclaration,
  ArrowFunctionExpression,
  FunctionDeclaration,
  FunctionExpression,
  Node,
} from 'acorn'
import type { JsonObject } from '#core/json.ts'
import type { Mark } from './labels.ts'
import type { Assembled } from './regexp/assemble.ts'

/** A value with its label. Never changed: a new label is a new box. */
export interface Box {
  readonly value: Value
  readonly mark: Mark
  /** Its way here, for people; absent where that isn't followed. */
  readonly path?: Path | undefined
  /** What it was chosen among. Kept by a name that is declared with it, and by nothing else. */
  readonly among?: Among | undefined
  /** Of a sample run: nothing, since the schema of what it would be in has no such field. */
  readonly isNever?: boolean
  /** Of a link of `a?.b.c`: the chain ended before it. Never leaves its chain. */
  readonly hasEnded?: boolean
}

/**
 * All that a chosen value could have been. A change to the one that was chosen tells which it was, unless the others are
 * treated alike; `reference` is the label of what led to them, without the choice.
 */
export interface Among {
  readonly boxes: readonly Box[]
  readonly reference: Mark
}

/**
 * What a program computes with: our own shapes and no native object, so there is no prototype, getter, coercion or
 * thenable to abuse.
 */
export type Value =
  | Plain
  | List
  | Entries
  | Callable
  | Moment
  | Handle
  | Pending
  | Namespace
  | Matcher
  | Collection
  | Anything

/** A value without parts. */
export type Plain = undefined | null | boolean | number | string

/** An array. `shape` is the label of its length and order. */
export interface List {
  readonly kind: 'list'
  items: Box[]
  shape: Mark
  /** Of what a regular expression found: where it was, and its groups by name. */
  readonly named?: ReadonlyMap<string, Box>
  readonly isGiven?: string
}

/** An object. `shape` is the label of which keys it has. */
export interface Entries {
  readonly kind: 'object'
  readonly fields: Map<string, Box>
  shape: Mark
  /** Of a sample run: whether its schema lets it have no other keys. */
  readonly isClosed?: boolean
  /** The name by which every program has it: it is as it is, with no keys but its own. */
  readonly isGiven?: string
}

/** A function of the program, or one that we give it. */
export interface Callable {
  readonly kind: 'function'
  readonly call: (args: readonly Box[], at: Node) => Box
  /** The program's own text and the scope it closes over; null for ours. */
  readonly written: { readonly node: FunctionNode; readonly scope: Scope } | null
  /** The slots that a function of ours changes (`say` has one). */
  readonly changes: readonly Slot[]
}

/** `function` and `=>`, declared or not. */
export type FunctionNode =
  | FunctionDeclaration
  | AnonymousFunctionDeclaration
  | FunctionExpression
  | ArrowFunctionExpression

/** A Date, in milliseconds since 1970. A setter changes it; `shape` is the label of when it is. */
export interface Moment {
  readonly kind: 'date'
  time: number
  shape: Mark
  /** Whether a setter changed it: then how it was made says no more what it is. */
  isChanged: boolean
}

/** Stands for the future result of a staged write, or a part of it. It may be passed on and not looked at. */
export interface Handle {
  readonly kind: 'handle'
  readonly effect: number
  readonly path: readonly (string | number)[]
  /** The schemas of what it stands for; several where the tool's own schema leaves a choice. */
  readonly schemas: readonly JsonObject[]
  readonly root: JsonObject | null
}

/** A read that has begun; `await` settles it. */
export interface Pending {
  readonly kind: 'pending'
  readonly settle: () => Box
}

/** A Set or a Map, in the order of its keys. `shape` is the label of which keys it has. A Set's values are its keys. */
export interface Collection {
  readonly kind: 'collection'
  readonly title: 'Set' | 'Map'
  readonly entries: Map<Value, { readonly key: Box; readonly value: Box }>
  shape: Mark
}

/** A regular expression of the program's own text. It remembers nothing. */
export interface Matcher {
  readonly kind: 'matcher'
  readonly assembled: Assembled
  readonly flags: string
}

/** Of a sample run: what isn't known, and may be anything. */
export interface Anything {
  readonly kind: 'anything'
}

/** A group of names such as `Math` or `tools.shop`; with `self` also a function. */
export interface Namespace {
  readonly kind: 'namespace'
  readonly title: string
  readonly members: ReadonlyMap<string, Box>
  readonly self: Callable | null
}

/** A value with parts that a program may change. */
export type Container = List | Entries | Collection | Moment

/** Whether a value is of one of our shapes. */
export function isKind<Kind extends Exclude<Value, Plain>['kind']>(
  value: Value,
  kind: Kind,
): value is Extract<Value, { kind: Kind }> {
  return typeof value === 'object' && value !== null && value.kind === kind
}

/** Whether a value has parts that a program may change. */
export function isContainer(value: Value): value is Container {
  return isKind(value, 'list') || isKind(value, 'object') || isKind(value, 'collection') || isKind(value, 'date')
}

/** Whether a value has no parts. */
export function isPlain(value: Value): value is Plain {
  return typeof value !== 'object' || value === null
}

/** Boxes as the parts of a container: what each was chosen among isn't known there any more. */
export function partsFrom(boxes: readonly Box[]): Box[] {
  return boxes.map(withoutChoice)
}

/** A box without what it was chosen among. */
export function withoutChoice(box: Box): Box {
  return box.among ? { value: box.value, mark: box.mark, path: box.path } : box
}

/** The boxes directly inside a container. */
export function partsOf(container: Container): Iterable<Box> {
  if (container.kind === 'object') return container.fields.values()
  if (container.kind === 'date') return []
  if (container.kind === 'collection') return [...container.entries.values()].flatMap(({ key, value }) => [key, value])
  return container.named ? [...container.items, ...container.named.values()] : container.items
}

/** A name's place. `level` is the label of what decided that it was last written. */
export interface Slot {
  box: Box
  level: Mark
  readonly constant: boolean
  /** Whether its declaration has been reached. */
  readonly isDeclared: boolean
}

/** The names of a block, inside those of the block around it. */
export interface Scope {
  readonly names: Map<string, Slot>
  readonly outer: Scope | null
}

/**
 * The way of a value from where it began, for people to read. Nothing in a run depends on it, and labels are made without
 * it. A linked node, never changed, so that a value that goes on shares those of the one that it was made of.
 */
export interface Path {
  readonly step: JoinedStep
  /** What `step` was done to. */
  readonly of: Path | null
  /** The paths of the other values in it. */
  readonly others: readonly Path[]
  /** A constant of the program: what a beginning is, or what an operation was done by. */
  readonly constant: Plain
  readonly depth: number
  /** What was made of this value alone; made once, so that the rows of a list share it. */
  made: Map<string | number, Path> | null
}
