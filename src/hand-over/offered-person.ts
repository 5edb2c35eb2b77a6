import { isDeepStrictEqual } from 'node:util'
import type { Agent } from '#agents/contract.ts'
import { ownWords, type Part } from '#memory/threads/part.ts'
import type { Speech } from '#turn/speaking.ts'
import { personChoice } from '#turn/person-choice.ts'

type Offering = Pick<Agent, 'handOver' | 'intents' | 'languages'>

/** The sentence that offers a person; null where the agent has none. What is promised is that it is passed on. */
export function offeredPersonText({ handOver }: Offering, { say, role }: Speech): string | null {
  if (!handOver) return null
  return say('If you’d rather ask a person, say so, and I pass it on to a {role}.', { role: role(handOver.role) })
}

/** The sentence with its button; nothing where the agent has no person. */
export function offeredPerson(agent: Offering, speech: Speech): readonly Part[] {
  const text = offeredPersonText(agent, speech)
  return text === null ? [] : [ownWords('offer-person', text), ...personButton(agent, speech)]
}

/** The button alone. */
export function personButton(agent: Offering, speech: Speech): readonly Part[] {
  const choice = personChoice(agent, speech)
  return choice === null ? [] : [{ type: 'choices', choices: [choice] }]
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
