import type { DetailedError } from '@cedar-policy/cedar-wasm/nodejs'
import type { FileProblem } from '#core/file-problem.ts'
import { nearestName } from './nearest-name.ts'

/** Where in a file a piece of Cedar text begins. */
export interface TextPlace {
  readonly file: string
  readonly fileText: string
  readonly start: number
}

/** What Cedar says of a piece of text, at its place in the file. */
export function cedarProblem(error: DetailedError, text: string, place: TextPlace, subject: string): FileProblem {
  const [location] = error.sourceLocations ?? []
  const message = error.message.replace(/^for policy `[^`]*`, /, '')
  // Where the grammar knows a fix it is in `help`; what it expected is in the label.
  const offset = location ? charIndex(text, location.start) : 0
  if (isAboutDecimals(message, text.slice(0, offset)))
    return problemAt(place, offset, { message: `${subject}${message}`, hint: DECIMAL_HINT })
  const near = error.help?.startsWith('did you mean') ? null : nearestName(error.message)
  const hint = near === null ? (error.help ?? location?.label ?? null) : `did you mean \`${near}\`?`
  return problemAt(place, offset, { message: `${subject}${message}`, hint })
}

// `0.7` is a number before a name to its grammar, and `<` is for whole numbers and times.
function isAboutDecimals(message: string, before: string): boolean {
  return message.startsWith('unexpected token') ? /\d\.$/.test(before) : /\bdecimal\b/.test(message)
}

const DECIMAL_HINT = 'numbers with decimals are compared so: context.args.confidence.lessThan(decimal("0.7"))'

export function problemAt(
  place: TextPlace,
  offset: number,
  says: { readonly message: string; readonly hint?: string | null },
): FileProblem {
  const before = place.fileText.slice(0, place.start + offset)
  const line = before.split('\n').length
  const column = before.length - before.lastIndexOf('\n')
  return { file: place.file, line, column, message: says.message, hint: says.hint ?? null }
}

// Cedar counts bytes, we count UTF-16 units.
function charIndex(text: string, bytes: number): number {
  return Buffer.from(text).subarray(0, bytes).toString().length
}
