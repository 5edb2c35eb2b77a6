/** What stands for an object type until all are known. No text of a schema has this character in it. */
const MARK = '\u0000'
const MARKS = /\u0000(\d+)\u0000/gu

/** What stands for a type together with a sample of it. No text of a schema has these characters in it either. */
const SAMPLED = /\u0001([^\u0001\u0002]*)\u0002([^\u0001\u0002]*)\u0001/gu

interface ObjectType {
  /**
   * Its fields in braces, with marks where other object types stand, from the first column on; with samples, where any of the
   * places that it stands in has one.
   */
  body: string
  /** What those who declare it call it. */
  readonly names: Set<string>
}

/** The object types of tools, each as often as it is met and once in here. */
export interface ObjectTypes {
  readonly numbers: Map<string, number>
  readonly types: ObjectType[]
}

/** Names that mean something else to whoever reads TypeScript. */
const TAKEN = ['Promise', 'Handle', 'Record', 'Object', 'Array', 'String', 'Number', 'Boolean', 'Date', 'Map', 'Set']
const LONGEST_NAME = 40

export function noTypes(): ObjectTypes {
  return { numbers: new Map(), types: [] }
}

/** A type with a sample of it, which is written in its place. */
export function withSample(type: string, sample: string): string {
  return `\u0001${type}\u0002${sample}\u0001`
}

/** A text as it is shown, with samples in the place of their types. */
export function withSamples(text: string): string {
  return text.replaceAll(SAMPLED, '$2')
}

/** A text with its types as they are, without samples. */
export function withoutSamples(text: string): string {
  return text.replaceAll(SAMPLED, '$1')
}

/** Keeps an object type, and gives what stands for it: the same for all that are the same but for samples. */
export function markOf({ numbers, types }: ObjectTypes, body: string, name: string | null): string {
  const plain = withoutSamples(body)
  const number = numbers.get(plain) ?? types.push({ body, names: new Set() }) - 1
  numbers.set(plain, number)
  const type = types[number]
  if (type && type.body === plain) type.body = body
  if (name !== null) type?.names.add(name)
  return `${MARK}${number}${MARK}`
}

/** Whether other object types stand in a text. */
export function hasTypes(text: string): boolean {
  return text.includes(MARK)
}

/** A text that is one object type, written out from the column of `indent` on. */
export function writtenOut({ types }: ObjectTypes, text: string, indent: string): string {
  const [, digits] = /^\u0000(\d+)\u0000$/u.exec(text) ?? []
  return digits === undefined ? text : (types[Number(digits)]?.body ?? text).replaceAll('\n', `\n${indent}`)
}

/** The types that a text has marks of, with those inside them. */
export function typesIn({ types }: ObjectTypes, text: string): ReadonlySet<number> {
  const found = new Set<number>()
  const look = (within: string) => {
    for (const [, digits] of within.matchAll(MARKS)) {
      const number = Number(digits)
      if (found.has(number)) continue
      found.add(number)
      look(types[number]?.body ?? '')
    }
  }
  look(text)
  return found
}

/**
 * A text with its types: one that stands in a single place is written there, any other once before it, by a name that isn't
 * among `taken`, which the names are added to.
 */
export function withTypes(objectTypes: ObjectTypes, text: string, taken: Set<string>): string {
  const used = [...typesIn(objectTypes, text)].toSorted((one, other) => one - other)
  const places = new Map<number, number>()
  for (const within of [text, ...used.map((number) => objectTypes.types[number]?.body ?? '')])
    for (const [, digits] of within.matchAll(MARKS)) places.set(Number(digits), (places.get(Number(digits)) ?? 0) + 1)
  const names = new Map<number, string>()
  for (const number of used) {
    if ((places.get(number) ?? 0) < 2) continue
    names.set(number, freeName(objectTypes.types[number]?.names ?? new Set(), taken))
  }
  const declared = [...names].map(
    ([number, name]) => `type ${name} = ${expanded(objectTypes, objectTypes.types[number]?.body ?? '', names)}\n`,
  )
  return withSamples([...declared, expanded(objectTypes, text, names)].join(''))
}

function expanded(objectTypes: ObjectTypes, text: string, names: ReadonlyMap<number, string>): string {
  return text
    .split('\n')
    .map((line) => {
      const indent = /^ */u.exec(line)?.[0] ?? ''
      return line.replaceAll(MARKS, (_, digits: string) => {
        const number = Number(digits)
        const name = names.get(number)
        if (name !== undefined) return name
        const body = expanded(objectTypes, objectTypes.types[number]?.body ?? '{}', names)
        return body.replaceAll('\n', `\n${indent}`)
      })
    })
    .join('\n')
}

// What several call by several names is none of these.
function freeName(names: ReadonlySet<string>, taken: Set<string>): string {
  const [only = ''] = names.size === 1 ? names : []
  const name = nameOf(only) ?? 'Shape'
  for (let count = 1; ; count++) {
    const numbered = count === 1 && name !== 'Shape' ? name : `${name}${count}`
    if (taken.has(numbered) || TAKEN.includes(numbered)) continue
    taken.add(numbered)
    return numbered
  }
}

function nameOf(text: string): string | null {
  const words = text
    .replaceAll(/([a-z0-9])([A-Z])/gu, '$1 $2')
    .split(/[^A-Za-z0-9]+/u)
    .filter((word) => word !== '')
  const name = words.map((word) => `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`).join('')
  return /^[A-Z]/u.test(name) ? name.slice(0, LONGEST_NAME) : null
}

/** What one of several is called: `items` are each an `item`. */
export function singular(name: string): string {
  if (name.endsWith('ies')) return `${name.slice(0, -3)}y`
  if (/(?:ss|x|ch|sh)es$/u.test(name)) return name.replace(/es$/u, '')
  return name.replace(/(?<=[^s])s$/u, '')
}
