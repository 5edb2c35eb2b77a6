import { createContext, Script } from 'node:vm'
import { RE2JS } from 're2js'

/**
 * A pattern that needs backtracking may take this long. Honest ones take microseconds; the clock is the wall's, and on a
 * busy machine a process may be put aside for some tens of milliseconds.
 */
const PATTERN_MS = 100

/**
 * A server's own `pattern` run over its own text can be made to take for ever. Most run on an engine that needs linear
 * time; those that it can't do (lookahead, as in zod's e-mail) run on the usual one against a clock, and throw when it
 * is over, which makes the result invalid.
 */
export function boundedPattern(pattern: string, flags: string): { test: (text: string) => boolean } {
  const linear = linearPattern(pattern)
  if (linear !== null) return { test: (text) => linear.matcher(text).find() }
  new RegExp(pattern, flags) // a pattern that isn't one is refused now
  const context = createContext({ pattern, flags, text: '' })
  return {
    test: (text) => {
      context['text'] = text
      return TEST.runInContext(context, { timeout: PATTERN_MS }) === true
    },
  }
}

const TEST = new Script('new RegExp(pattern, flags).test(text)')

function linearPattern(pattern: string): RE2JS | null {
  try {
    return RE2JS.compile(RE2JS.translateRegExp(pattern))
  } catch {
    return null
  }
}
