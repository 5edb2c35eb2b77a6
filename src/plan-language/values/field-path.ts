/**
 * Fields of a result, as an operator declares them and as sources name them. A key stands as it is where it can't be read
 * as anything else, and quoted (as JSON) otherwise, so that no key is ever taken for a path: `contacts."bob@x.org"` is a
 * key with a dot in it, `contacts.bob` and `contacts.*` are what they look like. Both sides come through here.
 */

/** A key as a source names it. */
export function fieldName(key: string): string {
  return PLAIN_KEY.test(key) ? key : JSON.stringify(key)
}

const PLAIN_KEY = /^[\p{L}\p{N}_$-]+$/u

/** Every field of one level, in the names of a declared path. A key `*` is quoted, so it never is this. */
export const ANY_FIELD = '*'

/** What a text at the top of a result is called, where there is no field: a key of that name is quoted. */
export const TEXT_FIELD = '#text'
/** The same where it is longer than one value could be; it can't be declared trusted. */
export const LONG_TEXT_FIELD = '#long-text'

/** A part of a declared path: a key, every key of a level, or every element of a list. */
export type FieldPart = { readonly key: string } | 'any' | 'elements'

/** The parts of a declared path: `items[].sku` gives items, its elements, sku. Null where it is no path. */
export function fieldParts(declared: string): readonly FieldPart[] | null {
  if (!DECLARED.test(declared)) return null
  const parts = [...declared.matchAll(PART)].map(([part, quoted]): FieldPart | null => {
    if (quoted !== undefined) return unquoted(quoted)
    return part === '[]' ? 'elements' : part === ANY_FIELD ? 'any' : { key: part }
  })
  return parts.includes(null) ? null : parts.filter((part) => part !== null)
}

/**
 * The names of a declared path, as sources write them and without list positions: `items[].sku` gives `items`, `sku`;
 * `[].id` gives `id`. None where it is no path.
 */
export function fieldNames(declared: string): readonly string[] {
  return (fieldParts(declared) ?? []).flatMap((part) => {
    if (part === 'elements') return []
    if (declared === TEXT_FIELD) return TEXT_FIELD
    return part === 'any' ? ANY_FIELD : fieldName(part.key)
  })
}

/** Whether a declared path, by its names, is of a field: each name is the field's, or stands for every one of its level. */
export function coversField(declared: readonly string[], names: readonly string[]): boolean {
  return (
    declared.length === names.length && declared.every((name, index) => name === ANY_FIELD || name === names[index])
  )
}

/** A path as a source has it after its tool: `.items.sku`, and nothing for the result itself. */
export function fieldPath(names: readonly string[]): string {
  return names.map((name) => `.${name}`).join('')
}

const QUOTED = String.raw`"(?:[^"\\]|\\.)+"`
const BARE = String.raw`[^\s.[\]*"]+`
const ONE = String.raw`(?:\[\]|(?:\*|${QUOTED}|${BARE})(?:\[\])*)`
const DECLARED = new RegExp(String.raw`^${ONE}(?:\.${ONE})*$`, 'u')
const PART = new RegExp(String.raw`(${QUOTED})|\[\]|\*|${BARE}`, 'gu')

function unquoted(text: string): FieldPart | null {
  try {
    return { key: String(JSON.parse(text)) }
  } catch {
    return null
  }
}
