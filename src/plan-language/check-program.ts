import type { ProgramFault } from './contract.ts'
import { PLAN_LIMITS } from './limits.ts'
import { Fault } from './language/fault.ts'
import { parseProgram } from './language/parse.ts'

/** What keeps a text from being a program of the plan language, with its place and what to write instead; null when nothing does. */
export function checkProgram(source: string): ProgramFault | null {
  try {
    parseProgram(source, PLAN_LIMITS)
    return null
  } catch (error) {
    if (error instanceof Fault) return { kind: 'syntax', message: error.message, at: error.at }
    throw error
  }
}
