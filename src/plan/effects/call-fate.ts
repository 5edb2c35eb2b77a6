import type { ToolDeclaration } from '#agents/contract.ts'
import { isJsonObject, type Json } from '#core/json.ts'
import type { AnsweredError, ToolOutcome } from '#mcp/contract.ts'
import type { SaidError } from '#memory/plan-record.ts'
import { parseStrictJson } from '#core/strict-json.ts'

/**
 * What a call of a write came to, as far as its answer proves it. The one place that says what counts as proof.
 *
 * `done`: a result that fits. `nothing`: surely nothing was done. `answered`: an answer that proves nothing, an error or a
 * result that can't be used; the same may come again. `lost`: no answer, or somebody on the way who had none.
 */
export type CallFate = 'done' | 'nothing' | 'answered' | 'lost'

/** Answers, of which some would be the same again. Whatever isn't one of these is an answer that didn't come. */
const ANSWERS: ReadonlySet<string> = new Set([
  'tool-error',
  'tool-http-error',
  'tool-result-invalid',
  'tool-result-too-large',
])

/** What became of a call, by what came back and by which errors the tool's author says that they mean "nothing was done". */
export function callFate(outcome: ToolOutcome, { nothing }: Pick<ToolDeclaration, 'nothing'>): CallFate {
  if (outcome.ok) return 'done'
  if (outcome.certain || (outcome.error && isListed(outcome.error, nothing))) return 'nothing'
  return ANSWERS.has(outcome.code) ? 'answered' : 'lost'
}

// Only the tool's own errors are its author's: one of the protocol, or a status, may come from whatever stands between.
function isListed(error: AnsweredError, nothing: ToolDeclaration['nothing']): boolean {
  if (!nothing || error.by !== 'tool') return false
  if (nothing.codes === 'any') return true
  const code = ownCode(error, nothing)
  return code !== null && nothing.codes.includes(code)
}

/** As much of an error's words as is kept, in characters. */
const KEPT_CHARACTERS = 2_000

/** What an error said, to be kept for whoever decides; undefined where no error came. */
export function saidBy(outcome: ToolOutcome, { nothing }: Pick<ToolDeclaration, 'nothing'>): SaidError | undefined {
  const error = outcome.ok ? undefined : outcome.error
  if (!error) return undefined
  if (error.by !== 'tool') return { by: error.by, code: String(error.code), text: kept(error.text) }
  const text = error.text ?? (error.structured === null ? '' : JSON.stringify(error.structured))
  return { by: 'tool', code: ownCode(error, nothing), text: kept(text) }
}

// PostgreSQL holds no U+0000, and half a pair of surrogates has no UTF-8.
function kept(text: string): string {
  return text.replaceAll('\0', ' ').slice(0, KEPT_CHARACTERS).toWellFormed()
}

/** The member of structured content, or of a text that is JSON as a whole, where an author named no other place. */
const CODE_AT = ['code']

/** The code of a tool's error: of its structured content where there is any, else of its text. Never from a sentence. */
function ownCode({ structured, text }: OwnError, nothing: ToolDeclaration['nothing']): string | null {
  if (structured !== null) return codeAt(structured, nothing?.at ?? CODE_AT)
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
