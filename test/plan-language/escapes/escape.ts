import type { PlanFailureKind } from '#plan-language/contract.ts'
import type { PlanLimits } from '#plan-language/limits.ts'

/** An attempt, what comes of it, and whether the process that it was made in is trusted afterwards. */
export interface Escape {
  readonly title: string
  readonly source: string
  /** How the plan fails and in which words; or, where it ends well, what it says that it reached. */
  readonly ends: readonly [kind: PlanFailureKind, words: RegExp] | { readonly says: RegExp }
  readonly child: 'kept' | 'replaced'
  readonly limits?: Partial<PlanLimits>
  /** Only what the machine builds around a process stands against it: left out where it can't. */
  readonly needsWalls?: boolean
}

/** One that ends with a failure. */
export function fails(
  title: string,
  source: string,
  [kind, words, child]: readonly [kind: PlanFailureKind, words: RegExp, child: Escape['child']],
  limits: Partial<PlanLimits> = {},
): Escape {
  return { title, source, ends: [kind, words], child, limits }
}

/** One that ends well, having reached what it says: nothing of use. */
export function says(
  title: string,
  source: string,
  words: RegExp,
  { needsWalls = false }: { readonly needsWalls?: boolean } = {},
): Escape {
  return { title, source, ends: { says: words }, child: 'kept', needsWalls }
}
