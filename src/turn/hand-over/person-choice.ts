import type { Agent } from '#agents/contract.ts'
import type { Choice } from '#memory/threads/part.ts'
import type { Speech } from '../speaking.ts'

/** A button that asks for a person; null where the agent can't pass anything on. */
export function personChoice(
  { handOver, intents, languages }: Pick<Agent, 'handOver' | 'intents' | 'languages'>,
  { say, language }: Speech,
): Choice | null {
  if (!handOver) return null
  // In its first language an agent's own example is sure to be understood.
  const own = language === languages[0] ? intents['hand-over'][0] : undefined
  return { label: say('Talk to a person'), says: own ?? say('I want to talk to a person') }
}
