/*
 * Checks of what comes in over the wire, for a script that every page loads: the few kinds of shape that the server's
 * answers have, in a hundredth of what a whole library of them takes.
 */

/** Gives the value as its type, or throws `Mismatch`. Members that it doesn't name are let through. */
export type Shape<T> = (value: unknown) => T

/** The type of what a shape gives. */
export type Shaped<S> = S extends Shape<infer T> ? T : never

/** A value that isn't what it was to be. */
export class Mismatch extends Error {
  override readonly name = 'Mismatch'
}

/** The value where it has the shape, else null. */
export function shaped<T>(shape: Shape<T>, value: unknown): T | null {
  try {
    return shape(value)
  } catch (error) {
    if (error instanceof Mismatch) return null
    throw error
  }
}

export const text: Shape<string> = (value) => (typeof value === 'string' ? value : mismatch('a text', value))
export const flag: Shape<boolean> = (value) => (typeof value === 'boolean' ? value : mismatch('true or false', value))
export const integer: Shape<number> = (value) =>
  typeof value === 'number' && Number.isSafeInteger(value) ? value : mismatch('a whole number', value)

export const number: Shape<number> = (value) => (typeof value === 'number' ? value : mismatch('a number', value))

/** One of these words. */
export function oneOf<const W extends string>(...words: readonly W[]): Shape<W> {
  return (value) => words.find((word) => word === value) ?? mismatch(words.join(' or '), value)
}

export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return (value) => (Array.isArray(value) ? value.map((one) => item(one)) : mismatch('a list', value))
}

export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  return (value) => (value === null ? null : shape(value))
}

export function optional<T>(shape: Shape<T>): Shape<T | undefined> {
  return (value) => (value === undefined ? undefined : shape(value))
}

type Members = Readonly<Record<string, Shape<unknown>>>
type Given<M extends Members> = { readonly [Name in keyof M]: Shaped<M[Name]> }

export function object<M extends Members>(members: M): Shape<Given<M>> {
  return (value) => {
    const given = record((one) => one)(value)
    const checked = Object.entries(members).map(([name, shape]) => [name, shape(given[name])] as const)
    // Each member was checked by its own shape: the compiler can't see that together they are the whole.
    return { ...given, ...Object.fromEntries(checked) } as Given<M>
  }
}

export function record<T>(shape: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return mismatch('an object', value)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shape(one)]))
  }
}

/** The first of these shapes that the value has. */
export function either<S extends readonly Shape<unknown>[]>(...shapes: S): Shape<Shaped<S[number]>> {
  return (value) => {
    for (const shape of shapes) {
      const found = shaped(shape, value)
      if (found !== null) return found as Shaped<S[number]>
    }
    return mismatch('one of several kinds', value)
  }
}

function mismatch(wanted: string, value: unknown): never {
  throw new Mismatch(`not ${wanted}: ${typeof value}`)
}
