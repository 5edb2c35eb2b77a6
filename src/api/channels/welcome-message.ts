import type { ChannelOperations, Welcome } from '#contract/channel-operations.ts'
import { noteGreeting } from '#memory/threads/greetings.ts'
import type { Services } from '#turn/services.ts'

/** As many as are read. */
const SUGGESTED = 3

/** What is said first in a conversation that somebody has with an agent alone; null where it was, or they have spoken. */
export async function welcome(
  { database, agents }: Pick<Services, 'agents' | 'database'>,
  { tenantId, channel, agent }: Parameters<ChannelOperations['welcome']>[0],
  conversation: string,
): Promise<Welcome | null> {
  const spoken = agents.get(agent)?.agent
  const isFirst = spoken && (await database.batch(tenantId, (tx) => noteGreeting(tx, channel, conversation)))
  return isFirst ? { greeting: spoken.greeting, suggestions: spoken.suggestions.slice(0, SUGGESTED) } : null
}
