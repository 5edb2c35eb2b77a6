import { isJsonObject, type Json } from '#core/json.ts'
import { parseStrictJson } from '#core/strict-json.ts'
import type { AnsweredError } from './contract.ts'

/** Errors of a tool that its author lists by their codes, and where a code stands in structured content; `any`: all. */
export interface ListedErrors {
  readonly at: readonly string[]
  readonly codes: 'any' | readonly string[]
}

/**
 * Whether an error is one of those that a tool's author lists. Only the tool's own errors are its author's: one of the
 * protocol, or a status, may come from whatever stands between.
 */
export function isListed(error: AnsweredError, listed: ListedErrors): boolean {
  if (error.by !== 'tool') return false
  if (listed.codes === 'any') return true
  const code = codeOf(error, listed.at)
  return code !== null && listed.codes.includes(code)
}

/** The member of structured content, or of a text that is JSON as a whole, where an author named no other place. */
const CODE_AT = ['code']

/** The code of a tool's error: of its structured content where there is any, else of its text. Never from a sentence. */
export function codeOf({ structured, text }: OwnError, at: readonly string[] = CODE_AT): string | null {
  if (structured !== null) return codeAt(structured, at)
  const parsed = text === null ? null : parseStrictJson(text)
  return parsed?.ok === true ? codeAt(parsed.value, CODE_AT) : null
}

type OwnError = Extract<AnsweredError, { readonly by: 'tool' }>

function codeAt(value: Json, path: readonly string[]): string | null {
  let found: Json | undefined = value
  for (const key of path) found = isJsonObject(found) && Object.hasOwn(found, key) ? found[key] : undefined
  if (typeof found === 'number') return Number.isInteger(found) ? String(found) : null
  return typeof found === 'string' ? found : null
}
