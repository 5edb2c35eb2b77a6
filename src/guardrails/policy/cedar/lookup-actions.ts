import { LOOKUP_ARGUMENTS, LOOKUPS } from '#plan-language/values/lookups.ts'
import type { PolicyTool } from '#guardrails/contract.ts'

/**
 * What looks into documents, as actions of every agent's rules: reads, permitted unless a rule forbids them. They go nowhere
 * but to our own database, under the requester's rights, so nothing is asked about what they hang on.
 */
export const LOOKUP_ACTIONS: readonly PolicyTool[] = LOOKUPS.map((tool) => ({
  tool,
  effect: 'read',
  argsSchema: LOOKUP_ARGUMENTS[tool],
  resultSchema: null,
  later: [],
  accepts: [],
  money: {},
  trusted: [],
}))
