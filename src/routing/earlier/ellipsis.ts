import type { NamedPlaybook } from '#agents/contract.ts'
import { isElliptical, ellipsisWords, anaphorIn } from '#dialogue/utterance/ellipsis.ts'
import { asksForDeed } from '#dialogue/utterance/bearing.ts'
import type { EarlierTurn, TurnRecord } from '#turn/read-turn.ts'
import { requestedIntent, type Recognition } from '../route/requested-intent.ts'
import type { Route } from '#dialogue/contract.ts'
import { dialogueOf } from '../dialogue/dialogue.ts'
import { nextQuestion } from '../dialogue/next-question.ts'
import { fillSlots, type Filling } from '#dialogue/slot-filling/fill-slots.ts'
import { languageOf } from '#dialogue/language-of.ts'
import { plainWords, withoutFillers } from '#dialogue/language.ts'
import { without } from '#dialogue/utterance/negation-scope.ts'
import { slotName } from '#dialogue/slot-filling/slot-name.ts'
import { resolveAnaphora, valuesIn } from './anaphora.ts'

/**
 * Routes an elliptical message, which says no more than a value or which of two ("and A13?", "the other one"), to the request
 * before it. A deed is confirmed first, since this one wasn't requested. Null where the message says more, or there was no
 * request before.
 */
export async function routeEllipsis(record: TurnRecord, typed: string): Promise<Route | null> {
  const { agent } = record.live
  if (!isElliptical(typed, agent.languages) || !saysNothingElse(record, typed)) return null
  // "And please refund A17" says itself what is wanted of it.
  if (asksForDeed(typed, agent)) return null
  const turns = await record.earlier()
  const topic = turns.find(({ route }) => isTopic(route))
  switch (topic?.route.to) {
    case 'playbook':
    case 'ask-slot':
    case 'confirm':
      return sameAgain(record, topic.route, typed, turns)
    case 'answer':
      return askedAgain(record, topic, typed)
    default:
      return null
  }
}

function isTopic({ to }: Route): boolean {
  return to === 'playbook' || to === 'ask-slot' || to === 'confirm' || to === 'answer'
}

function saysNothingElse({ live: { agent }, language: code }: TurnRecord, typed: string): boolean {
  const values = valuesIn(agent, typed)
  if (values.length === 0 && anaphorIn(typed, agent.languages) !== 'other') return false
  const labels = agent.playbooks.flatMap(({ slots }) =>
    Object.entries(slots).flatMap(([name, slot]) => plainWords(slotName(name, slot)).split(' ')),
  )
  const rest = without(typed, values)
  return (
    withoutFillers(unaccented(rest), languageOf(agent, code), [...ellipsisWords(agent.languages), ...labels]) === ''
  )
}

// As the words that a message may go on with are written.
function unaccented(text: string): string {
  return text.toLowerCase().replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss')
}

type Topic = Extract<Route, { to: 'playbook' | 'ask-slot' | 'confirm' }>

function sameAgain(record: TurnRecord, topic: Topic, typed: string, turns: readonly EarlierTurn[]): Route | null {
  const playbook = record.live.agent.playbooks.find(({ name }) => name === topic.playbook)
  if (!playbook) return null
  const recognition: Recognition = { recognisedBy: 'dialogue', likeness: null, near: [], doubts: ['slot'] }
  const dialogue = dialogueOf(record, playbook, {
    intent: requestedIntent(record, playbook, { typed, isExample: false, recognition }),
  })
  const filling = withOther(record, playbook, { typed, turns }, fillSlots(dialogue.playbook.slots, typed, dialogue))
  const isTold = filling.filled.length > 0 || Object.keys(filling.unsure).length > 0
  return isTold
    ? nextQuestion(dialogue, { ...filling, slots: { ...keptOf(playbook, topic, filling), ...filling.slots } })
    : null
}

function withOther(
  { live, language }: TurnRecord,
  playbook: NamedPlaybook,
  { typed, turns }: { readonly typed: string; readonly turns: readonly EarlierTurn[] },
  filling: Filling,
): Filling {
  if (filling.filled.length > 0) return filling
  const named = resolveAnaphora(
    playbook,
    { typed, turns, languages: live.agent.languages },
    languageOf(live.agent, language),
  )
  const [name] = Object.keys(named)
  return name === undefined ? filling : { ...filling, slots: { ...filling.slots, ...named }, filled: [name] }
}

// What has to be known stays as it was said before; what may be left out was said of the other.
function keptOf({ slots }: NamedPlaybook, topic: Topic, filling: Filling): Filling['slots'] {
  return Object.fromEntries(
    Object.entries(topic.slots).filter(
      ([name]) =>
        slots[name]?.optional === false && filling.unsure[name] === undefined && filling.problems[name] === undefined,
    ),
  )
}

// "Where is A55?", "and A13?": the same question of the other thing.
function askedAgain({ live: { agent } }: TurnRecord, topic: EarlierTurn, typed: string): Route | null {
  const [value] = valuesIn(agent, typed)
  const asked = topic.route.to === 'answer' ? (topic.route.question ?? topic.typed) : topic.typed
  const [before] = valuesIn(agent, asked)
  if (!value || !before) return null
  const question = asked.slice(0, before.start) + typed.slice(value.start, value.end) + asked.slice(before.end)
  return { to: 'answer', question }
}
