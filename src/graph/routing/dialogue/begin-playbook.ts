import type { NamedPlaybook } from '#agents/contract.ts'
import { withoutOther } from '#dialogue/going-on.ts'
import type { Intent } from '#intent.ts'
import type { TurnRecord } from '../../read-turn.ts'
import type { Services } from '../../services.ts'
import { doubted } from '../asked-intent.ts'
import type { Route } from '../contract.ts'
import { withNamedBefore } from '../earlier/with-named-before.ts'
import { fillSlots } from '../fill-slots.ts'
import { askModel } from './ask-model.ts'
import { dialogueOf } from './dialogue.ts'
import { nextQuestion } from './next-question.ts'

interface Beginning {
  readonly playbook: NamedPlaybook
  readonly typed: string
  /** The message is one of our examples, and holds no more than the rules find. */
  readonly isExample: boolean
  /** What the message is taken to ask for. */
  readonly intent: Intent
}

/** Begins a playbook with all that the message gives already. What the rules don't find in it a model may point at. */
export async function beginPlaybook(
  services: Services,
  record: TurnRecord,
  { playbook, typed, isExample, intent }: Beginning,
  signal: AbortSignal,
): Promise<Route> {
  const words = withoutOther(typed, record.live.agent.languages)
  const said = fillSlots(playbook.slots, words, dialogueOf(record, playbook, { intent }))
  const { filling, isPointed } = await withNamedBefore(record, playbook, typed, said)
  // What was named before, they say themselves that it is meant.
  const dialogue = dialogueOf(record, playbook, { intent: isPointed ? doubted(intent, 'slot') : intent })
  const route = nextQuestion(dialogue, filling)
  const isToldAlready = route.to !== 'ask-slot' || route.note !== null || route.choices.length > 0
  if (isToldAlready || isExample) return route
  const understood = await askModel(services, dialogue, { typed, slots: filling.slots, asked: null }, signal)
  return understood ? nextQuestion(dialogue, understood.filling) : route
}
