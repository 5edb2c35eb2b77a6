import { isDeepStrictEqual } from 'node:util'
import { takesOffer } from '#dialogue/utterance/plain-consent.ts'
import type { Agent } from '#agents/contract.ts'
import { ownWords, type Part } from '#memory/threads/part.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import { speaking, type Speech } from '#turn/speaking.ts'
import { personChoice } from './person-choice.ts'

type Offering = Pick<Agent, 'handOver' | 'intents' | 'languages'>

/** A sentence that offers a person, with its button; nothing where the agent has none. What is promised is that it is passed on. */
export function offeredPerson(agent: Offering, speech: Speech): readonly Part[] {
  if (!agent.handOver) return []
  const role = speech.role(agent.handOver.role)
  const text = speech.say('If you’d rather ask a person, say so, and I pass it on to a {role}.', { role })
  return [ownWords('offer-person', text), ...personButton(agent, speech)]
}

/** The button alone. */
export function personButton(agent: Offering, speech: Speech): readonly Part[] {
  const choice = personChoice(agent, speech)
  return choice === null ? [] : [{ type: 'choices', choices: [choice] }]
}

/** Whether a message says yes, and nothing else, to the offer of a person that its writer had before them. */
export function takesOfferedPerson({ live: { agent }, choicesSeen }: TurnRecord, typed: string): boolean {
  const [only, ...others] = choicesSeen
  if (!only || others.length > 0 || !takesOffer(typed, agent.languages)) return false
  return agent.languages.some((each) => isDeepStrictEqual(only, personChoice(agent, speaking(agent, each))))
}

/** Buttons in one row of an answer (`Part`). */
const MOST_CHOICES = 12

/** The parts of an answer with that button behind all else, once: what can be done comes first. */
export function personLast(parts: readonly Part[], agent: Offering, speech: Speech): readonly Part[] {
  const [button] = personButton(agent, speech)
  const others = parts.filter((part) => !isDeepStrictEqual(part, button))
  if (button?.type !== 'choices' || others.length === parts.length) return parts
  const row = others.findLast((part) => part.type === 'choices' && part.choices.length < MOST_CHOICES)
  if (row?.type !== 'choices') return [...others, button]
  const whole: Part = { type: 'choices', choices: [...row.choices, ...button.choices] }
  return others.map((part) => (part === row ? whole : part))
}

/** The parts of an answer that passes the conversation on: nothing has to be said or pressed for it any more. */
export function withoutOffer(parts: readonly Part[], agent: Offering, speech: Speech): readonly Part[] {
  const offered = personChoice(agent, speech)
  return parts.flatMap((part): readonly Part[] => {
    if (part.type === 'own-words' && part.template === 'offer-person') return []
    if (part.type !== 'choices') return [part]
    const choices = part.choices.filter((choice) => !isDeepStrictEqual(choice, offered))
    return choices.length === 0 ? [] : [{ ...part, choices }]
  })
}
