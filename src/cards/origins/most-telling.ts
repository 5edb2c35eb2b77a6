import type { Source } from '#plan-language/values/label.ts'

/** The one to name of several trusted sources: the record says more to a reviewer than our own constants do. */
export function mostTelling(sources: readonly Source[]): Source | undefined {
  const ranks = [
    'approver:',
    'tool:',
    'webhook:',
    'call:',
    'user:',
    'requester:',
    'document:',
    'effect:',
    'clock',
    'operator',
  ]
  return sources.toSorted((left, right) => rank(left) - rank(right))[0]

  function rank(source: Source): number {
    const at = ranks.findIndex((prefix) => source.startsWith(prefix))
    return at === -1 ? ranks.length : at
  }
}
