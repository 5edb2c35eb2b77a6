import type { ToolDeclaration } from '#agents/contract.ts'
import type { ToolOutcome } from '#mcp/contract.ts'
import { codeOf, isListed } from '#mcp/listed-errors.ts'
import type { SaidError } from '#memory/plans/tool-answer.ts'

/**
 * What a call of a write came to, as far as its answer proves it. The one place that says what counts as proof.
 *
 * `done`: a result that is no error, whether its value can be used or not. `nothing`: surely nothing was done. `answered`: an
 * answer that proves nothing, an error or no result at all; the same may come again. `lost`: no answer, or somebody on the way who had none.
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
  if (outcome.ok || outcome.answer) return 'done'
  if (outcome.certain || (outcome.error && nothing && isListed(outcome.error, nothing))) return 'nothing'
  return ANSWERS.has(outcome.code) ? 'answered' : 'lost'
}

/** As much of an error's words as is kept, in characters. */
const KEPT_CHARACTERS = 2_000

/** What an error said, to be kept for whoever decides; undefined where no error came. */
export function saidBy(outcome: ToolOutcome, { nothing }: Pick<ToolDeclaration, 'nothing'>): SaidError | undefined {
  const error = outcome.ok ? undefined : outcome.error
  if (!error) return undefined
  if (error.by !== 'tool') return { by: error.by, code: String(error.code), text: kept(error.text) }
  const text = error.text ?? (error.structured === null ? '' : JSON.stringify(error.structured))
  return { by: 'tool', code: codeOf(error, nothing?.at), text: kept(text) }
}

// PostgreSQL holds no U+0000, and half a pair of surrogates has no UTF-8.
function kept(text: string): string {
  return text.replaceAll('\0', ' ').slice(0, KEPT_CHARACTERS).toWellFormed()
}
