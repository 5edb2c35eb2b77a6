import type { LangGraphRunnableConfig } from '@langchain/langgraph'
import { isRoleHeld } from '#memory/people/people.ts'
import { ownWords } from '#memory/threads/part.ts'
import { passedOnPart } from '#turn/hand-over/passed-on.ts'
import { speaking } from '#turn/speaking.ts'
import { readTurn } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import type { TurnState, TurnUpdate } from '#turn/state.ts'
import { turnOf } from '#turn/turn.ts'

/**
 * Passes the conversation on to a person, or takes it back from where it waits for one, and says so. It is so once the
 * answer stands in the thread.
 */
export async function handOver(
  services: Services,
  state: TurnState,
  config: LangGraphRunnableConfig,
): Promise<TurnUpdate> {
  const turn = turnOf(config)
  const { live, language, route, principal } = readTurn(services, turn)
  const speech = speaking(live.agent, language)
  const role = live.agent.handOver?.role
  // What is said then depends on whether somebody has come by the time that it is.
  if (route?.to === 'no-person') return { next: 'respond', handOver: { to: 'close' } }
  if (!role) {
    const text = speech.say('I can’t pass this on to a person here. I can look things up and follow set procedures.')
    return { next: 'respond', reply: [...state.reply, ownWords('no-person', text)] }
  }
  const isHeld = await services.database.batch(turn.tenantId, (tx) => isRoleHeld(tx, role, principal.id))
  return {
    next: 'respond',
    handOver: { to: 'open', because: 'asked', isHeld },
    reply: [...state.reply, passedOnPart(speech, { agent: live.agent, role, isHeld, now: services.context.now() })],
  }
}
