import type { NamedPlaybook } from '#agents/contract.ts'
import { procedureSentences } from '#dialogue/utterance/procedure-sentences.ts'
import { withoutOther } from '#dialogue/utterance/ellipsis.ts'
import { doubted, type Intent } from '#core/intent.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import type { Route } from '#dialogue/contract.ts'
import { earlierRequest } from '../earlier/earlier-request.ts'
import { withAnaphoraResolved } from '../earlier/with-anaphora-resolved.ts'
import { withProposed } from '../earlier/with-proposed.ts'
import { fillSlots } from '#dialogue/slot-filling/fill-slots.ts'
import { dialogueOf } from './dialogue.ts'
import { nextQuestion } from './next-question.ts'

interface Beginning {
  readonly playbook: NamedPlaybook
  readonly typed: string
  /** What the message is taken to ask for. */
  readonly intent: Intent
}

/** Begins a playbook with all that the message gives already. */
export async function beginPlaybook(
  services: Services,
  record: TurnRecord,
  { playbook, typed, intent }: Beginning,
): Promise<Route> {
  const { agent } = record.live
  const words = withoutOther(procedureSentences(typed, playbook, agent, record.language), agent.languages)
  const said = fillSlots(playbook.slots, words, dialogueOf(record, playbook, { intent }))
  const { filling: named, isPointed } = await withAnaphoraResolved(record, playbook, typed, said)
  const deed = await earlierRequest(services, record, playbook, { typed, filling: named })
  if (deed && 'route' in deed) return deed.route
  const known = deed ? { ...named, slots: { ...named.slots, ...deed.slots } } : named
  const filling = await withProposed(record, playbook, known)
  // What was named before, they say themselves that it is meant.
  const dialogue = dialogueOf(record, playbook, { intent: isPointed ? doubted(intent, 'slot') : intent })
  return nextQuestion(dialogue, filling)
}
