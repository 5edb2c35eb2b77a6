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
