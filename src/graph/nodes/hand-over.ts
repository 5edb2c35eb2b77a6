import type { LangGraphRunnableConfig } from '@langchain/langgraph'
import { appendEvents } from '#memory/events.ts'
import { readTurn } from '../read-turn.ts'
import type { Services } from '../services.ts'
import type { TurnState, TurnUpdate } from '../state.ts'
import { turnOf } from '../turn.ts'
import { roleText } from '../view/words.ts'

/** Leaves the conversation to a person, and says so. */
export async function handOver(
  services: Services,
  _state: TurnState,
  config: LangGraphRunnableConfig,
): Promise<TurnUpdate> {
  const turn = turnOf(config)
  const { live } = await readTurn(services, turn)
  const role = live.agent.handOver?.role
  if (!role) {
    const text = 'I can’t pass this on to a person here. I can look things up and follow set procedures.'
    return { next: 'respond', reply: [{ type: 'text', text, citations: [] }] }
  }
  await services.database.tenant(turn.tenantId, (tx) =>
    appendEvents(
      tx,
      turn.threadId,
      [{ event: { type: 'handed-over', runId: turn.hold.runId, role }, personal: [] }],
      services.context.randomBytes,
    ),
  )
  const text = `A ${roleText(role)} will take this from here.`
  return { next: 'respond', reply: [{ type: 'notice', code: 'handed-over', text }] }
}
