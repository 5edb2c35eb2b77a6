import { enforce, isAllowed } from '#auth/authorize.ts'
import { notFound } from '#core/errors.ts'
import type { Operations } from '#contract/operations.ts'
import { PRESENCE_CHANNEL, type Presence } from '#contract/presence.ts'
import { isRoleHeld } from '#memory/people/people.ts'
import { readOpenHandOver } from '#memory/threads/hand-overs.ts'
import { readThread } from '#memory/threads/threads.ts'
import { readTypicalWait } from '#memory/threads/typical-wait.ts'
import { opensAt } from '#turn/hand-over/hours.ts'
import { personChoice } from '#turn/hand-over/person-choice.ts'
import { handOverAccess } from '#turn/hand-over/rights.ts'
import type { Services } from '#turn/services.ts'
import { speaking } from '#turn/speaking.ts'

/** The two ends of a conversation with a person: whether one is there, and what they do at this moment. */
export function presenceOperations(services: Services): Pick<Operations, 'readAvailability' | 'tellPresence'> {
  const { database, context } = services
  return {
    readAvailability: async (principal, { threadId, language }) => {
      const { thread, wait } = await database.tenant(principal.tenantId, async (tx) => {
        const found = await readThread(tx, threadId)
        if (!found) throw notFound('thread')
        enforce(principal, 'thread.read', found)
        const { handOver } = services.agents.get(found.agent)?.agent ?? {}
        if (!handOver) throw notFound('person')
        const { role } = handOver
        const [waitMinutes, isHeld] = await Promise.all([
          readTypicalWait(tx, { agent: found.agent, role }),
          isRoleHeld(tx, role, found.requester),
        ])
        return { thread: found, wait: { role, waitMinutes, isHeld } }
      })
      const agent = services.agents.get(thread.agent)?.agent
      const says = agent && personChoice(agent, speaking(agent, language ?? agent.languages[0] ?? 'en'))?.says
      if (!agent || !says) throw notFound('person')
      return { ...wait, opensAt: opensAt(agent, context.now())?.toISOString() ?? null, says }
    },
    tellPresence: async (principal, { threadId, isTyping, seen = null }) => {
      const { tenantId, name } = principal
      const [thread, handOver] = await database.batch(tenantId, (tx) =>
        Promise.all([readThread(tx, threadId), readOpenHandOver(tx, threadId)]),
      )
      if (!thread) throw notFound('thread')
      const { requester } = thread
      enforce(principal, 'thread.tell-presence', { requester, handOver: handOver && handOverAccess(handOver) })
      if (!handOver?.takenBy) return
      const from = isAllowed(principal, 'message.send', thread) ? 'user' : 'person'
      const presence: Presence = { type: 'presence', threadId, from, name, isTyping, seen }
      await database.announce(PRESENCE_CHANNEL, JSON.stringify({ tenantId, presence }))
    },
  }
}
