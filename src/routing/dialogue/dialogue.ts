import type { NamedPlaybook } from '#agents/contract.ts'
import { playbookIn } from '#agents/playbook-in.ts'
import type { Intent } from '#core/intent.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Asking } from '#dialogue/contract.ts'
import type { Language } from '#dialogue/language.ts'
import { changesSomething } from '#dialogue/utterance/changes-something.ts'
import { languageOf } from '#dialogue/language-of.ts'

/** A playbook that is being talked about: what its rules look at, beside the message. */
export interface Dialogue {
  readonly playbook: NamedPlaybook
  readonly language: Language
  /** The turn's clock, the database's, ISO 8601: it reads "tomorrow", and questions expire by it. */
  readonly now: string
  /** Whether this agent has a person to hand over to. */
  readonly hasPerson: boolean
  /** What its requester is taken to have asked for, as far as their messages before this one say it; null in older rows. */
  readonly intent: Intent | null
  /** Whether it takes a yes in words before its plan is made: what changes something is asked with its plan. */
  readonly confirmsInWords: boolean
}

/** A dialogue with the question that is open in it. */
export interface OpenDialogue extends Dialogue {
  readonly asking: Asking
}

export function dialogueOf(
  { live, language, now }: TurnRecord,
  playbook: NamedPlaybook,
  { intent }: Pick<Dialogue, 'intent'>,
): Dialogue {
  const { agent } = live
  return {
    playbook: playbookIn(playbook, language),
    language: languageOf(agent, language),
    now,
    hasPerson: agent.handOver !== null,
    intent,
    confirmsInWords: playbook.confirm !== false && !changesSomething(playbook, live),
  }
}
