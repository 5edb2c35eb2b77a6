import type { DECISION_PROBLEMS, RESOLUTION_PROBLEMS } from './plan-endpoints.ts'
import type { CANCEL_PROBLEMS } from './run.ts'
import type { SHARED_PROBLEMS } from './shared-problems.ts'

type Declared =
  | (typeof DECISION_PROBLEMS)[number]
  | (typeof RESOLUTION_PROBLEMS)[number]
  | (typeof CANCEL_PROBLEMS)[number]
  | (typeof SHARED_PROBLEMS)[keyof typeof SHARED_PROBLEMS][number]

/** What fails on our side, whatever was asked. */
type Failure = 'internal' | 'timed-out' | 'database-busy' | 'database-unavailable'

/** What a client says itself: it reached nobody, can't read the answer, or was refused on the way by somebody else. */
type Unheard = 'connection-lost' | 'unexpected-answer' | 'unknown'

/**
 * Every code that a press on a plan's card can come to, where it isn't taken: from the declarations of its operations, so that
 * each of them has its words and what leads on.
 */
export type PressProblem = Declared['code'] | Failure | Unheard
