import type { Json, JsonObject } from '#core/json.ts'
import { isJsonObject } from '#core/json.ts'

/** A file of evidence whose structure was changed, and how. */
export interface Changed {
  readonly file: JsonObject
  readonly what: string
}

type Change = (value: Json, next: () => number) => Json | undefined

/** What can be made of one value without changing what its leaves say. Undefined where it can't be made of this one. */
const OF_A_VALUE: Readonly<Record<string, Change>> = {
  'a list made an object': (value) => (Array.isArray(value) ? { ...value } : undefined),
  'an object made a list of its values': (value) => (isJsonObject(value) ? Object.values(value) : undefined),
  'an object made a list of its entries': (value) => (isJsonObject(value) ? Object.entries(value) : undefined),
  'put into a list': (value) => [value],
  'put into an object': (value, next) => ({ [['', '0', 'value', '__proto__', 'length'][pick(next, 5)] ?? '']: value }),
  'taken out of what holds it': (value) => (isContainer(value) ? Object.values(value)[0] : undefined),
  'emptied into a list': (value) => (isContainer(value) && size(value) > 0 ? [] : undefined),
  'emptied into an object': (value) => (isContainer(value) && size(value) > 0 ? {} : undefined),
  'empty in another way': (value) =>
    isContainer(value) && size(value) === 0 ? (Array.isArray(value) ? {} : []) : undefined,
  'made null': (value) => (value === null ? undefined : null),
  'null made something': (value, next) =>
    value === null ? ([[], {}, '', 0, false, 'null'] as const)[pick(next, 6)] : undefined,
  'a number made a text': (value) => (typeof value === 'number' ? String(value) : undefined),
  'a text made a number': (value) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined),
  'a text in another case': (value) =>
    typeof value === 'string' && value !== value.toUpperCase() ? value.toUpperCase() : undefined,
  'one more of the same': (value, next) =>
    withItems(value, (items) => items.toSpliced(pick(next, items.length), 0, ...items.slice(-1))),
  'two in another order': (value, next) =>
    withItems(value, (items) => {
      const at = pick(next, items.length - 1)
      return items.length < 2 ? items : items.toSpliced(at, 2, ...items.slice(at, at + 2).toReversed())
    }),
  'one left out': (value, next) => withItems(value, (items) => items.toSpliced(pick(next, items.length), 1)),
  'a member left out': (value, next) =>
    withEntries(value, (entries) => entries.toSpliced(pick(next, entries.length), 1)),
  'a member of another name': (value, next) =>
    withEntries(value, (entries) => {
      const at = pick(next, entries.length)
      const [name, item] = entries[at] ?? ['', null]
      const other =
        [`${name} `, `/${name}`, `${name}/`, `0${name}`, name.slice(1), '~2', '', 'toString'][pick(next, 8)] ?? ''
      return entries.toSpliced(at, 1, [other, item])
    }),
  'a member more': (value, next) =>
    withEntries(value, (entries) => [
      ...entries,
      [['0', 'also', '', 'length', 'constructor'][pick(next, 5)] ?? '', null],
    ]),
  'two members that changed places': (value, next) =>
    withEntries(value, (entries) => {
      const [one, other] = [entries[pick(next, entries.length)], entries[pick(next, entries.length)]]
      if (!one || !other) return entries
      return entries.map(([name, item]) => [name, name === one[0] ? other[1] : name === other[0] ? one[1] : item])
    }),
  'a member moved into its neighbour': (value, next) =>
    withEntries(value, (entries) => {
      const [one, other] = [entries[pick(next, entries.length)], entries[pick(next, entries.length)]]
      if (!one || !other || one === other || !isContainer(other[1])) return entries
      const grown = Array.isArray(other[1]) ? [...other[1], one[1]] : { ...other[1], [one[0]]: one[1] }
      return entries.filter(([name]) => name !== one[0]).map(([name, item]) => [name, name === other[0] ? grown : item])
    }),
}

/** Changes a file's structure in one to three places, always so that it isn't what it was. Values that are left out of what is disclosed change nothing. */
export function changesStructure(file: JsonObject, next: () => number): Changed {
  for (;;) {
    let changed: Json = file
    const what: string[] = []
    for (let count = 1 + pick(next, 3); count > 0; count -= 1) {
      const all = Object.entries(OF_A_VALUE)
      const [name, change] = all[pick(next, all.length)] ?? ['', () => undefined]
      const made: Json | undefined = somewhere(changed, next, change)
      if (made === undefined) continue
      changed = made
      what.push(name)
    }
    if (isJsonObject(changed) && !isTheSame(changed, file)) return { file: changed, what: what.join(', ') }
  }
}

/** Changes one value in a tree, at a place that is as likely deep as high up. */
function somewhere(value: Json, next: () => number, change: Change): Json | undefined {
  const goesOn = isContainer(value) && size(value) > 0 && next() < 0.8
  if (!goesOn) return change(value, next)
  if (Array.isArray(value)) {
    const at = pick(next, value.length)
    const made = somewhere(value[at] ?? null, next, change)
    return made === undefined ? undefined : value.toSpliced(at, 1, made)
  }
  const entries = Object.entries(value)
  const [name, item] = entries[pick(next, entries.length)] ?? ['', null]
  const made = somewhere(item, next, change)
  return made === undefined ? undefined : { ...value, [name]: made }
}

function isTheSame(one: JsonObject, other: JsonObject): boolean {
  const [{ disclosed: shown, ...rest }, { disclosed: all, ...others }] = [one, other]
  if (sorted(rest) !== sorted(others) || !isJsonObject(shown) || !isJsonObject(all)) return false
  return Object.entries(shown).every(([place, entry]) => sorted(entry) === sorted(all[place] ?? null))
}

function sorted(value: Json): string {
  return JSON.stringify(value, (_, item: Json) =>
    isJsonObject(item) ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1))) : item,
  )
}

function withItems(value: Json, change: (items: readonly Json[]) => readonly Json[]): Json | undefined {
  return Array.isArray(value) && value.length > 0 ? change(value) : undefined
}

type Entries = readonly (readonly [name: string, item: Json])[]

function withEntries(value: Json, change: (entries: Entries) => Entries): Json | undefined {
  if (!isJsonObject(value) || size(value) === 0) return undefined
  return Object.fromEntries(change(Object.entries(value)))
}

function isContainer(value: Json): value is JsonObject | readonly Json[] {
  return typeof value === 'object' && value !== null
}

function size(value: object): number {
  return Object.keys(value).length
}

function pick(next: () => number, of: number): number {
  return Math.floor(next() * of)
}
