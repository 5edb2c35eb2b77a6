import { assemble, MOST_STEPS, type Assembled } from './assemble.ts'
import { parseExpression } from './parse-expression.ts'
import type { Expression } from './pattern.ts'

/** An expression ready to be run, or why it isn't taken and what to write instead. */
export type Read =
  | { readonly ok: true; readonly assembled: Assembled }
  | { readonly ok: false; readonly instead: string }

/** Reads a literal, `/source/flags`. */
export function readExpression(source: string, flags: string): Read {
  const parsed = parseExpression(source, flags)
  if (!parsed.ok) return parsed
  const assembled = assembledIn(parsed.expression)
  if (assembled === undefined) return { ok: false, instead: UNKNOWN }
  return assembled ? { ok: true, assembled } : { ok: false, instead: TOO_LARGE }
}

// A property of characters that this V8 doesn't know is found out here, whatever took the expression before.
function assembledIn(expression: Expression): Assembled | null | undefined {
  try {
    return assemble(expression)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

const UNKNOWN = "A class of that regular expression isn't known here: write its characters, such as [A-Za-z]."
const TOO_LARGE = `The regular expression has more than ${MOST_STEPS} steps: count less in it, such as {1,9}, and look at the length of what is found.`
