import { type Context, createContext, Script } from 'node:vm'
import { RE2JS } from 're2js'

/**
 * How long a pattern that needs backtracking may take, in milliseconds, and how long when it is tried once more. Honest
 * ones take microseconds; but the clock is the wall's, and a busy machine may put a process aside for longer than that.
 */
const PATTERN_MS = [100, 500] as const

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
      const [first, again] = PATTERN_MS
      try {
        return isFound(context, first)
      } catch (error) {
        if (!isTimeout(error)) throw error
        return isFound(context, again)
      }
    },
  }
}

function isFound(context: Context, timeout: number): boolean {
  return TEST.runInContext(context, { timeout }) === true
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
}

const TEST = new Script('new RegExp(pattern, flags).test(text)')

/** A pattern without those escapes that the translation takes for the letter itself, such as a group's name, `\k<n>`. */
const TRANSLATED = /^(?:[^\\]|\\[^EGHIJKLMNOQRTUVXYZaeghijklmoqy])*$/s

function linearPattern(pattern: string): RE2JS | null {
  // Python's end of the text, which is Go's `\z`.
  const ending = pattern.replace(/\\[^]/g, (escape) => (escape === '\\Z' ? '\\z' : escape))
  if (!TRANSLATED.test(ending)) return null
  try {
    return RE2JS.compile(RE2JS.translateRegExp(ending))
  } catch {
    return null
  }
}
