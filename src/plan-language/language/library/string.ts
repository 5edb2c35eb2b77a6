import { refuseAbsentEmail } from '../absent-email.ts'
import { fail } from '../fault.ts'
import { plainIn } from '../unwrap.ts'
import { joinMarks, newList, type Machine } from '../machine.ts'
import type { PathOperation } from '#plan-language/values/value-path.ts'
import { doneToBox, doneWith, joinedPath } from '../paths.ts'
import type { Box, Path } from '../values.ts'
import type { MethodCall } from './method.ts'
import { refuseMethod } from './missing-methods.ts'

type Argument = string | number | undefined

/** Methods of text. Each is pure: what it gives carries the labels of the text and of the arguments. */
export function callTextMethod(machine: Machine, call: MethodCall & { readonly text: string }): Box {
  const { text, name, args, at, object } = call
  machine.meter.pass(text.length / CHARACTERS_PER_ITEM, at)
  const [other, ...order] = args
  if (name === 'localeCompare' && other && order.length > 0) return machine.locales.compare([object, other], order, at)
  const values = args.map((box) => argumentIn(box, call))
  const mark = machine.lattice.join(object.mark, joinMarks(machine, args))
  if (name === 'split') {
    const separator = asText(values[0], call)
    const limit = numeric(values[1])
    const most = limit !== undefined && limit >= 0 ? Math.min(limit, text.length) : text.length
    if (separator === '') machine.meter.expectValues(most, at)
    const path = doneToBox(object, 'cut')
    const parts = text.split(separator, limit).map((part) => machine.flow.box(machine.meter.text(part, at), mark, path))
    return newList(machine, parts, { shape: machine.flow.selecting(mark), mark }, at)
  }
  const method = TEXT_METHODS.get(name)
  if (!method) {
    return refuseMethod(call, 'Texts', ['split', 'match', 'matchAll', 'search', ...TEXT_METHODS.keys()])
  }
  machine.meter.expectText(longest(call, values), at)
  const result = method(text, values, (index) => asText(values[index], call))
  return machine.flow.box(typeof result === 'string' ? machine.meter.text(result, at) : result, mark, pathOf(call))
}

function pathOf({ name, object, args }: MethodCall): Path | undefined {
  if (name === 'concat') return joinedPath([object, ...args])
  const op = WORDS.get(name)
  return op && doneWith(op, object, args)
}

// What each does, in the word of a path. A length or a position alone says nothing to a reader.
const WORDS: ReadonlyMap<string, PathOperation> = new Map([
  ...['includes', 'startsWith', 'endsWith', 'indexOf', 'lastIndexOf', 'localeCompare'].map(
    (name) => [name, 'compare'] as const,
  ),
  ...['slice', 'substring', 'at', 'charAt', 'codePointAt', 'charCodeAt'].map((name) => [name, 'cut'] as const),
  ...['toLowerCase', 'toUpperCase', 'normalize'].map((name) => [name, 'case'] as const),
  ...['trim', 'trimStart', 'trimEnd'].map((name) => [name, 'trim'] as const),
  ...['padStart', 'padEnd'].map((name) => [name, 'pad'] as const),
  ...['replace', 'replaceAll'].map((name) => [name, 'replace'] as const),
  ['repeat', 'repeat'],
  ['toString', 'text'],
])

/** Going over a list's item takes about as long as over so many characters. */
const CHARACTERS_PER_ITEM = 10

type TextMethod = (
  text: string,
  values: readonly Argument[],
  /** The argument at a position, which has to be a text. */
  needed: (index: number) => string,
) => string | number | boolean | undefined

const TEXT_METHODS: ReadonlyMap<string, TextMethod> = new Map(
  Object.entries<TextMethod>({
    includes: (text, values, needed) => text.includes(needed(0), numeric(values[1])),
    startsWith: (text, values, needed) => text.startsWith(needed(0), numeric(values[1])),
    endsWith: (text, values, needed) => text.endsWith(needed(0), numeric(values[1])),
    indexOf: (text, values, needed) => text.indexOf(needed(0), numeric(values[1])),
    lastIndexOf: (text, values, needed) => text.lastIndexOf(needed(0), numeric(values[1])),
    slice: (text, values) => text.slice(numeric(values[0]), numeric(values[1])),
    substring: (text, values) => text.substring(numeric(values[0]) ?? 0, numeric(values[1])),
    toLowerCase: (text) => text.toLowerCase(),
    toUpperCase: (text) => text.toUpperCase(),
    normalize: (text, values) => text.normalize(formIn(values[0])),
    trim: (text) => text.trim(),
    trimStart: (text) => text.trimStart(),
    trimEnd: (text) => text.trimEnd(),
    padStart: (text, values) => text.padStart(numeric(values[0]) ?? 0, String(values[1] ?? ' ')),
    padEnd: (text, values) => text.padEnd(numeric(values[0]) ?? 0, String(values[1] ?? ' ')),
    repeat: (text, values) => text.repeat(Math.max(0, numeric(values[0]) ?? 0)),
    // Functions as replacements keep `$&` and its like from having a meaning.
    replace: (text, _, needed) => text.replace(needed(0), () => needed(1)),
    replaceAll: (text, _, needed) => text.replaceAll(needed(0), () => needed(1)),
    concat: (text, values) => text + values.map((value) => String(value)).join(''),
    at: (text, values) => text.at(numeric(values[0]) ?? 0),
    charAt: (text, values) => text.charAt(numeric(values[0]) ?? 0),
    codePointAt: (text, values) => text.codePointAt(numeric(values[0]) ?? 0),
    charCodeAt: (text, values) => text.charCodeAt(numeric(values[0]) ?? 0),
    // By code units: the order of a locale isn't the same everywhere.
    localeCompare: (text, _, needed) => (text < needed(0) ? -1 : Number(text > needed(0))),
    toString: (text: string) => text,
  }),
)

function argumentIn(box: Box, { at }: MethodCall): Argument {
  const value = plainIn(box, at)
  if (value === undefined) refuseAbsentEmail(box, at)
  if (value === undefined || typeof value === 'string' || typeof value === 'number') return value
  return fail('runtime', 'The methods of a text take texts and numbers: write String(…) around another value.', at)
}

function asText(value: Argument, { at, name }: MethodCall): string {
  return typeof value === 'string' ? value : fail('runtime', `${name} needs a text: text.${name}('…').`, at)
}

// Beyond the four that there are it is the first, as where nothing is said.
function formIn(value: Argument): string {
  return value === 'NFD' || value === 'NFKC' || value === 'NFKD' ? value : 'NFC'
}

function numeric(value: Argument): number | undefined {
  return value === undefined ? undefined : Number(value)
}

// The most that a method could give, so that it is refused before it is made.
function longest({ name, text }: { name: string; text: string }, values: readonly Argument[]): number {
  const count = numeric(values[0]) ?? 0
  if (name === 'repeat') return text.length * Math.max(0, count)
  if (name === 'padStart' || name === 'padEnd') return Math.max(text.length, count)
  if (name === 'replaceAll') return (text.length + 1) * (String(values[1] ?? '').length + 1)
  // What is taken apart has at most so many characters for one.
  if (name === 'normalize') return text.length * 18
  return text.length
}
