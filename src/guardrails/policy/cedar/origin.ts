import { fieldName, fieldNames, fieldPath } from '#plan-language/values/field-path.ts'
import { isJsonObject, type Json, type JsonObject, type JsonPointer } from '#core/json.ts'
import { leaves } from '#core/json.ts'
import { pointerToken } from '#core/json-pointer.ts'
import {
  asControl,
  nearestLabel,
  NO_SOURCES,
  type Label,
  type Labels,
  type Source,
} from '#plan-language/values/label.ts'

/** The kinds of source that rules speak of. */
export const ORIGIN_KINDS = [
  'user', // the requester's own words
  'approver',
  'operator',
  'clock',
  'model',
  'record', // a trusted field of a tool's result or of what a webhook is sent, or what the sign-in says of who asks
  'passage', // a document that nobody vouches for, or what was pasted or quoted
  'untrusted',
] as const
export type OriginKind = (typeof ORIGIN_KINDS)[number]

/** The origins that vouch for a value that untrusted text chose; a model's own word doesn't. */
export const VOUCHED_KINDS: readonly OriginKind[] = ['operator', 'record', 'user']
/** The same of a value that must be one of a list of the operator's, or the requester's own. */
export const LISTED_KINDS: readonly OriginKind[] = ['operator', 'user']

/** Where an argument came from, as rules see it. */
export interface ArgumentOrigin {
  /** Kinds of the sources of its data. */
  readonly origin: readonly OriginKind[]
  /** All of it, and all that decided it, is trusted. A model's own words are not. */
  readonly trusted: boolean
  /** Some of it, or of what decided it, is from where anybody can write. */
  readonly untrusted: boolean
}

/** What is needed to say what a source is worth. */
export interface OriginFacts {
  readonly principalId: string
  readonly trustedSources: ReadonlySet<string>
  /** The trusted result paths of the tool of effect `n`; empty where there is no such effect. */
  readonly trustedResultPaths: (effect: number) => readonly string[]
}

/** The origin of each argument of a call, by name. */
export function argumentOrigins(
  call: { readonly args: JsonObject; readonly labels: Labels },
  facts: OriginFacts,
): ReadonlyMap<string, ArgumentOrigin> {
  const labels = labelsOfArguments(call)
  return new Map(
    [...labels].map(([name, label]) => {
      const handles = handlesIn(call.args[name] ?? null)
      return [name, originOf(label, (source) => kindOf(source, handles, facts))]
    }),
  )
}

/** All that each argument of a call hangs on, by name. No data at all is a label that was lost. */
export function labelsOfArguments({
  args,
  labels,
}: {
  readonly args: JsonObject
  readonly labels: Labels
}): ReadonlyMap<string, Label> {
  const found = argumentLabels(args, labels)
  return new Map(
    Object.entries(args).map(([name, value]) => [name, madeOf(value, found.get(name) ?? NO_SOURCES)] as const),
  )
}

/** Whether a source makes what hangs on it untrusted. */
export function isUntrustedSource(source: Source, facts: OriginFacts): boolean {
  const kind = kindOf(source, [], facts)
  return kind === 'untrusted' || kind === 'passage'
}

/** The kinds of the sources that decided that a call happens at all. No label at all is of unknown origin. */
export function decidingKinds(because: Label, facts: OriginFacts): ReadonlySet<OriginKind> {
  return new Set([...because.data, ...because.ctrl].map((source) => kindOf(source, [], facts)))
}

// A list that something was picked for and nothing was found is made of nothing: it comes from what decided that.
function madeOf(value: Json, label: Label): Label {
  const isEmptyList = Array.isArray(value) && value.length === 0
  return isEmptyList && label.data.length === 0 ? { ...label, data: label.ctrl } : label
}

function originOf(label: Label, kind: (source: Source) => OriginKind): ArgumentOrigin {
  const data = new Set<OriginKind>(label.data.map(kind))
  const control = new Set<OriginKind>(label.ctrl.map(kind))
  // Everything comes from somewhere: a value without any source is one whose label was lost.
  if (data.size === 0) data.add('untrusted')
  const untrusted = [data, control].some((kinds) => kinds.has('untrusted') || kinds.has('passage'))
  return { origin: [...data].sort(), trusted: !untrusted && !data.has('model'), untrusted }
}

function kindOf(source: Source, handles: readonly Handle[], facts: OriginFacts): OriginKind {
  if (source === 'operator' || source === 'clock' || source === 'model') return source
  const separator = source.indexOf(':')
  const rest = source.slice(separator + 1)
  switch (source.slice(0, separator)) {
    case 'user':
      return rest === facts.principalId ? 'user' : 'untrusted'
    case 'requester':
      return 'record'
    case 'approver':
      return 'approver'
    case 'passage':
      return 'passage'
    // Only what is in folders that agent.yaml vouches for has it: the operator's own words.
    case 'document':
      return 'operator'
    case 'tool':
    case 'webhook':
    case 'call':
      return facts.trustedSources.has(source) ? 'record' : 'untrusted'
    case 'effect':
      return isTrustedHandle(Number(rest), handles, facts) ? 'record' : 'untrusted'
    default:
      return 'untrusted'
  }
}

interface Handle {
  readonly effect: number
  /** Names of fields; a position in a list is a number. */
  readonly path: readonly (string | number)[]
}

// A source `effect:0` without a handle on effect 0 in the argument came some way that nothing here vouches for.
function isTrustedHandle(effect: number, handles: readonly Handle[], facts: OriginFacts): boolean {
  const own = handles.filter((handle) => handle.effect === effect)
  const trusted = new Set(facts.trustedResultPaths(effect).map(declaredPath))
  return own.length > 0 && own.every(({ path }) => fieldsOf(path) !== '' && trusted.has(fieldsOf(path)))
}

// List positions are left out, as in sources. A field must be named: `*` and `shape` don't vouch for a handle. A key is
// never taken for a path: a server may answer with a key `customer.id` beside what is declared as `customer.id`.
function fieldsOf(path: Handle['path']): string {
  return fieldPath(path.flatMap((key) => (typeof key === 'number' ? [] : [fieldName(key)])))
}

function declaredPath(declared: string): string {
  return declared === 'shape' ? '' : fieldPath(fieldNames(declared))
}

/** The handles inside a value: `{"$ref": {"effect": 0, "path": ["id"]}}`. */
export function handlesIn(value: Json): readonly Handle[] {
  if (typeof value !== 'object' || value === null) return []
  if (isJsonObject(value) && Object.hasOwn(value, '$ref')) {
    const handle = value['$ref']
    const effect = isJsonObject(handle) ? handle['effect'] : null
    const path: Json | undefined = isJsonObject(handle) ? handle['path'] : undefined
    return [{ effect: typeof effect === 'number' ? effect : -1, path: Array.isArray(path) ? path.map(keyOf) : [] }]
  }
  return Object.values(value).flatMap(handlesIn)
}

function keyOf(key: Json): string | number {
  return typeof key === 'number' ? key : String(key)
}

// All labels at or under an argument, and what the shape of the arguments' object hangs on: that decides what is there.
function argumentLabels(args: JsonObject, labels: Labels): ReadonlyMap<string, Label> {
  const whole = labels[''] ?? NO_SOURCES
  const control = asControl(whole)
  const found = new Map<string, { data: Set<Source>; ctrl: Set<Source> }>()
  for (const name of Object.keys(args)) found.set(`/${pointerToken(name)}`, { data: new Set(), ctrl: new Set(control) })
  for (const [pointer, label] of Object.entries(labels)) {
    if (pointer !== '') add(pointer, label)
  }
  return new Map(
    Object.entries(args).map(([name, value]) => {
      const pointer = `/${pointerToken(name)}`
      for (const leaf of uncoveredLeaves(value, pointer, labels)) add(leaf, labels[''] ?? UNKNOWN)
      const joined = found.get(pointer)
      return [name, { data: [...(joined?.data ?? [])], ctrl: [...(joined?.ctrl ?? [])] }]
    }),
  )

  function add(pointer: JsonPointer, label: Label): void {
    const end = pointer.indexOf('/', 1)
    const joined = found.get(end === -1 ? pointer : pointer.slice(0, end))
    for (const source of label.data) joined?.data.add(source)
    for (const source of label.ctrl) joined?.ctrl.add(source)
  }
}

const UNKNOWN: Label = { data: ['unknown'], ctrl: [] }

// Leaves that no label of their own or of what holds them speaks of.
function uncoveredLeaves(value: Json, pointer: JsonPointer, labels: Labels): readonly JsonPointer[] {
  if (labels[pointer]) return []
  return [...leaves(value, pointer)]
    .map(([leaf]) => leaf)
    .filter((leaf) => nearestLabel(labels, leaf, pointer) === null)
}
