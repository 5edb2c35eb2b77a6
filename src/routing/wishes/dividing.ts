import type { NamedPlaybook } from '#agents/contract.ts'
import type { Embed } from '#dialogue/recognise.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Language } from '#dialogue/language.ts'
import type { Span } from '#dialogue/span.ts'
import type { Wish } from '#dialogue/wish.ts'

/** A message that is being divided, with what its words are looked at by. */
export interface Dividing {
  readonly record: Pick<TurnRecord, 'language' | 'now'> & {
    readonly live: Pick<TurnRecord['live'], 'agent' | 'index'>
  }
  readonly typed: string
  readonly language: Language
  readonly embed: Embed
  /** A question of ours is open that this may answer: words that do may stand before a request of another thing. */
  readonly isQuestionOpen: boolean
}

/** Clauses that may be one wish. */
export interface Group {
  readonly asks: Wish['asks']
  readonly said: readonly Span[]
}

export interface MeantGroup extends Group {
  /** The playbook that its words ask for; null where they ask for none, or it isn't sure for which. */
  readonly playbook: NamedPlaybook | null
  /** The same, or what it would be taken for first. */
  readonly nearest: string | null
}
