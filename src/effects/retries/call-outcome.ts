import type { ToolDeclaration } from '#agents/contract.ts'
import type { ToolOutcome } from '#mcp/contract.ts'
import { codeOf, isListed } from '#mcp/listed-errors.ts'
import type { SaidError } from '#memory/plans/tool-answer.ts'

/**
 * The outcome of a call of a write, as far as its answer proves it. The one place that says what counts as proof.
 *
 * `done`: a result that is no error, whether its value can be used or not. `nothing`: surely nothing was done. `answered`: an
 * answer that proves nothing, an error or no result at all; the same may come again. `lost`: no answer, or somebody on the way who had none.
 */
export type CallOutcome = 'done' | 'nothing' | 'answered' | 'lost'

/** Answers, of which some would be the same again. Whatever isn't one of these is an answer that didn't come. */
const ANSWERS: ReadonlySet<string> = new Set([
  'tool-error',
  'tool-http-error',
  'tool-result-invalid',
  'tool-result-too-large',
])

/** Classifies a call's outcome by what came back, and by the errors that the tool's author declares as "nothing was done". */
export function callOutcome(outcome: ToolOutcome, { nothing }: Pick<ToolDeclaration, 'nothing'>): CallOutcome {
  if (outcome.ok || outcome.answer) return 'done'
  if (outcome.certain || (outcome.error && nothing && isListed(outcome.error, nothing))) return 'nothing'
  return ANSWERS.has(outcome.code) ? 'answered' : 'lost'
}

/** As much of an error's words as is kept, in characters. */
const KEPT_CHARACTERS = 2_000

/** The words of an error, kept for the person who decides; undefined where no error came. */
export function errorSaidBy(
  outcome: ToolOutcome,
  { nothing }: Pick<ToolDeclaration, 'nothing'>,
): SaidError | undefined {
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
