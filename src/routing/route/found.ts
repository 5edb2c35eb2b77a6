import type { Intent as AskedIntent } from '#core/intent.ts'
import type { Recognition } from './requested-intent.ts'
import type { Match, Near } from '#dialogue/matching/match-intent.ts'
import type { Intent } from '#dialogue/matching/playbook-index.ts'

/** What a message is taken to mean, and how that was found out. */
export interface Found {
  readonly intent: Intent
  readonly recognition: Recognition
  /** It is only the likeliest: a deed that is asked for in so many words, of which it isn't sure that it is this one. */
  readonly isUnsure?: boolean
}

/** By the same words as an example. */
export function foundByExample(intent: Intent): Found {
  return { intent, recognition: { recognisedBy: 'example', likeness: 1, near: [], doubts: [] } }
}

/** By what was learned from the examples. Where something else is as near, that it means this isn't sure. */
export function foundBy({ intent, likeness, near, isDisputed }: Extract<Match, { certain: true }>): Found {
  const isAsNear = near.some((other) => !isSame(intent, other.playbook) && other.likeness >= likeness)
  const recognition = { ...measured(likeness, near), recognisedBy: 'classifier' as const }
  return { intent, recognition: { ...recognition, doubts: isAsNear || isDisputed ? ['likeness'] : [] } }
}

/** More likely than all else together: worth a question, where somebody asks for something. */
const LIKELIER_THAN_NOT = 0.5

/** The likeliest deed of a message that isn't like any enough; null where none is likelier than all else. */
export function foundUnsure({ likeness, near: [first, ...others] }: Extract<Match, { certain: true }>): Found | null {
  if (likeness > 0 || !first || first.likeness <= LIKELIER_THAN_NOT) return null
  const recognition = { ...measured(first.likeness, others), recognisedBy: 'classifier' as const }
  const intent = { to: 'playbook', playbook: first.playbook } as const
  return { intent, recognition: { ...recognition, doubts: ['likeness'] }, isUnsure: true }
}

/** The likeliest of what somebody asks for who names a thing that it takes: it waits for their yes. */
export function foundLikely(intent: Intent, likeness: number): Found {
  return { intent, recognition: { ...measured(likeness, []), recognisedBy: 'classifier', doubts: ['likeness'] } }
}

function isSame(intent: Intent, playbook: string): boolean {
  return intent.to === 'playbook' && intent.playbook === playbook
}

// A likeness is an estimate: more digits than this say nothing.
function measured(likeness: number, near: Near): { likeness: number; near: AskedIntent['near'] } {
  const rounded = (value: number) => Math.min(1, Math.max(0, Math.round(value * 1000) / 1000))
  return { likeness: rounded(likeness), near: near.map((other) => ({ ...other, likeness: rounded(other.likeness) })) }
}
