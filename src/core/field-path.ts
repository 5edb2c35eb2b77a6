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

/** Every field of one level, in a declared path. A key `*` is quoted, so it never is this. */
export const ANY_FIELD = '*'

/** What a text at the top of a result is called, where there is no field: a key of that name is quoted. */
export const TEXT_FIELD = '#text'

/**
 * The names of a declared path, as sources write them and without list positions: `items[].sku` gives `items`, `sku`;
 * `[].id` gives `id`. Null where it is no path.
 */
export function fieldNames(declared: string): readonly string[] | null {
  if (!DECLARED.test(declared)) return null
  return [...declared.matchAll(SEGMENT)].flatMap(([, quoted, bare]) => {
    if (bare !== undefined) return bare === ANY_FIELD ? ANY_FIELD : fieldName(bare)
    const key = quoted === undefined ? null : unquoted(quoted)
    return key === null ? [] : fieldName(key)
  })
}

const QUOTED = String.raw`"(?:[^"\\]|\\.)+"`
const BARE = String.raw`[^\s.[\]*"]+`
const ONE = String.raw`(?:\[\]|(?:\*|${QUOTED}|${BARE})(?:\[\])*)`
const DECLARED = new RegExp(String.raw`^${ONE}(?:\.${ONE})*$`, 'u')
const SEGMENT = new RegExp(String.raw`(${QUOTED})|(\*|${BARE})`, 'gu')

function unquoted(text: string): string | null {
  try {
    return String(JSON.parse(text))
  } catch {
    return null
  }
}

/** Whether a text is a path of fields: every quoted key in it must be JSON. */
export function isFieldPath(declared: string): boolean {
  return DECLARED.test(declared) && [...declared.matchAll(SEGMENT)].every(([, quoted]) => !quoted || unquoted(quoted) !== null)
}

/** A path as a source has it after its tool: `.items.sku`, and nothing for the result itself. */
export function fieldPath(names: readonly string[]): string {
  return names.map((name) => `.${name}`).join('')
}
