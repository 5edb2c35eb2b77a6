/**
 * What an answer must look like, as plain data: taken from the contract where a process starts or a script is built, so that
 * a browser checks what comes in without the library that the contract is said in. Members that it doesn't name are let
 * through.
 */
export type Shape =
  | 'any'
  | 'text'
  | 'number'
  | 'flag'
  | { readonly oneOf: readonly unknown[] }
  /** One of these words, with spaces between. */
  | { readonly word: string }
  | { readonly list: Shape }
  | { readonly record: Shape }
  | { readonly orNull: Shape }
  | { readonly optional: Shape }
  | { readonly either: readonly Shape[] }
  /** `texts`: the names of those members that are texts, with spaces between, where there are any; `object`: the others. */
  | { readonly texts?: string; readonly object: Readonly<Record<string, Shape>> }

/** A shape with the type of what has it. */
export interface Checked<T> {
  readonly shape: Shape
  /** Nothing at run time. */
  readonly type?: (value: T) => T
}

/** The value where it has the shape, else null. */
export function checked<T>({ shape }: Checked<T>, value: unknown): T | null {
  return fault(shape, value) === null ? (value as T) : null
}

/** The first place where a value isn't what it was to be, as `effects.0.title: not a text`; null where there is none. */
export function fault(shape: Shape, value: unknown, at = ''): string | null {
  const not = (wanted: string): string => `${at || 'the whole'}: not ${wanted}`
  const within = (inner: Shape, name: string | number, one: unknown): string | null =>
    fault(inner, one, at === '' ? `${name}` : `${at}.${name}`)
  if (typeof shape === 'string') return isLeaf(shape, value) ? null : not(`a ${shape}`)
  if ('word' in shape) return shape.word.split(' ').some((one) => one === value) ? null : not(shape.word)
  if ('oneOf' in shape) return shape.oneOf.includes(value) ? null : not(shape.oneOf.join(' or '))
  if ('orNull' in shape) return value === null ? null : fault(shape.orNull, value, at)
  if ('optional' in shape) return value === undefined ? null : fault(shape.optional, value, at)
  if ('either' in shape) return shape.either.some((one) => fault(one, value) === null) ? null : not('one of its kinds')
  if ('list' in shape) {
    return Array.isArray(value) ? first(value, (one, index) => within(shape.list, index, one)) : not('a list')
  }
  if (!isRecord(value)) return not('an object')
  return 'record' in shape
    ? first(Object.entries(value), ([name, one]) => within(shape.record, name, one))
    : (first(shape.texts?.split(' ') ?? [], (name) => within('text', name, value[name])) ??
        first(Object.entries(shape.object), ([name, inner]) => within(inner, name, value[name])))
}

function isLeaf(shape: string, value: unknown): boolean {
  return shape === 'any' || typeof value === { text: 'string', number: 'number', flag: 'boolean' }[shape]
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function first<T>(all: readonly T[], look: (one: T, index: number) => string | null): string | null {
  for (const [index, one] of all.entries()) {
    const found = look(one, index)
    if (found !== null) return found
  }
  return null
}
