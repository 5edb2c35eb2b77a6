import { nearest } from '#text/nearest.ts'

/** What stands for itself in a rule, and what can be called on a value. */
const VARIABLES = [
  'principal',
  'action',
  'resource',
  'context',
  'true',
  'false',
  'if',
  'then',
  'else',
  'in',
  'has',
  'like',
  'is',
]
const METHODS = [
  'contains',
  'containsAll',
  'containsAny',
  'isEmpty',
  'getTag',
  'hasTag',
  'lessThan',
  'lessThanOrEqual',
  'greaterThan',
  'greaterThanOrEqual',
  'isIpv4',
  'isIpv6',
  'isLoopback',
  'isMulticast',
  'isInRange',
  'offset',
  'durationSince',
  'toDate',
  'toTime',
  'toMilliseconds',
  'toSeconds',
  'toMinutes',
  'toHours',
  'toDays',
]

/** The name that a misspelt one in a message of Cedar's is nearest to, where Cedar itself names none; null for none. */
export function nearestName(message: string): string | null {
  const [, method] = /^`([\w]+)` is not a valid method/.exec(message) ?? []
  const [, word] =
    /invalid variable in the policy scope: (\w+)/.exec(message) ??
    /invalid member access `(\w+)\./.exec(message) ??
    /^invalid variable: (\w+)/.exec(message) ??
    []
  const [, condition] = /invalid policy condition: (\w+)/.exec(message) ?? []
  if (method !== undefined) return nearest(method, METHODS)
  if (word !== undefined) return nearest(word, VARIABLES)
  return condition === undefined ? null : nearest(condition, ['when', 'unless'])
}
