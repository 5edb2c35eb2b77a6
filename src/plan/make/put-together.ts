import { isJsonObject, leaves, type JsonObject } from '#core/json.ts'
import type { Label } from '#core/label.ts'
import { handedOnWord } from '#dialogue/handed-on-words.ts'
import { whereSaid } from '#dialogue/said-verbatim.ts'
import type { JournalEntry } from '#plan/contract.ts'
import { isSaidIn } from './said-values.ts'

/** Characters. A longer text is a text of the model's. */
const LONGEST = 4_000

/** Stands where a value was that was read. */
const READ = '\u0000'

/**
 * Whether a text has nothing but what the requester typed and values that it hangs on, beside small words that say nothing:
 * "Your order A12 is open." What has no small word is a name or an id,
 * which is said as it stands or not at all: of two names one makes a third.
 */
export function isPutTogether(
  text: string,
  label: Label,
  { typed, reads }: { readonly typed: string; readonly reads: readonly JournalEntry[] },
): boolean {
  if (text.length > LONGEST || text.includes(READ) || !text.isWellFormed()) return false
  const bare = withoutRead(text, label, reads)
  const isList = hasNumberedLines(bare)
  const words = (isList ? bare.replaceAll(LINE_NUMBER, '') : bare).split(/\s+/u).map(core)
  const meant = words.filter((word) => word !== '')
  const kinds = meant.map((word) => kindOf(word, typed))
  // Pieces of two numbers make a third.
  const isPieced = meant.some((word, at) => at > 0 && isNumbered(word) && isNumbered(meant[at - 1] ?? ''))
  return kinds.includes('said') && kinds.includes('small') && !kinds.includes(null) && !isPieced
}

/** Whether an argument is for people's words: it has no form or choices of its own. */
export function isProse(name: string, schema: JsonObject | undefined): boolean {
  const properties = schema?.['properties']
  const own = isJsonObject(properties) ? properties[name] : undefined
  if (own === undefined) return true
  return (
    isJsonObject(own) &&
    own['type'] === 'string' &&
    ['enum', 'const', 'format', 'pattern'].every((key) => !(key in own))
  )
}

function withoutRead(text: string, label: Label, reads: readonly JournalEntry[]): string {
  const values = reads.flatMap(({ answer }) => {
    if (!answer.ok) return []
    const { value, labels } = answer
    return [...leaves(value)].flatMap(([pointer, leaf]) => {
      const data = labels[pointer]?.data ?? []
      const isPart = data.length > 0 && data.every((source) => label.data.includes(source))
      return isPart && (typeof leaf === 'string' || typeof leaf === 'number') ? [String(leaf)] : []
    })
  })
  const longestFirst = [...new Set(values)]
    .filter((value) => text.includes(value))
    .toSorted((one, other) => other.length - one.length)
  return longestFirst.reduce(without, text)
}

function without(text: string, value: string): string {
  let rest = text
  for (let at = whereSaid(value, rest); at !== null; at = whereSaid(value, rest)) {
    rest = `${rest.slice(0, at)} ${READ} ${rest.slice(at + value.length)}`
  }
  return rest
}

const LINE_NUMBER = /^(\d+)\. /gmu

function hasNumberedLines(text: string): boolean {
  const numbers = [...text.matchAll(LINE_NUMBER)].map(([, number]) => Number(number))
  return numbers.length > 0 && numbers.every((number, at) => number === at + 1)
}

function core(word: string): string {
  return word.replaceAll(/^[("'“„‘\-–—•*]+|[)"'”“’.,;:!?\-–—]+$/gu, '')
}

function isWord(word: string): boolean {
  return /^\p{L}[\p{L}\p{M}'’-]*$/u.test(word)
}

function isNumbered(word: string): boolean {
  return /\p{N}/u.test(word)
}

function kindOf(word: string, typed: string): 'said' | 'small' | null {
  if (word === READ) return 'said'
  if (isWord(word)) return handedOnWord(word, typed)
  return isSaidIn(typed, word) ? 'said' : null
}
