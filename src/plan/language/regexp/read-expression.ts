import { assemble, MOST_STEPS, type Assembled } from './assemble.ts'
import { parseExpression } from './parse-expression.ts'

/** An expression ready to be run, or why it isn't taken and what to write instead. */
export type Read = { readonly ok: true; readonly assembled: Assembled } | { readonly ok: false; readonly instead: string }

/** Reads a literal, `/source/flags`. */
export function readExpression(source: string, flags: string): Read {
  const parsed = parseExpression(source, flags)
  if (!parsed.ok) return parsed
  const assembled = assemble(parsed.expression)
  return assembled ? { ok: true, assembled } : { ok: false, instead: TOO_LARGE }
}

const TOO_LARGE = `The regular expression has more than ${MOST_STEPS} steps: count less in it, such as {1,9}, and look at the length of what is found.`
