import type { LangGraphRunnableConfig } from '@langchain/langgraph'
import { wasTold } from '#memory/events.ts'
import { extendLease } from '#memory/runs.ts'
import { speaking } from '../messages/speaking.ts'
import { readTurn } from '../read-turn.ts'
import type { Services } from '../services.ts'
import type { TurnState, TurnUpdate } from '../state.ts'
import { tell } from '../tell.ts'
import { turnOf } from '../turn.ts'

/** Leaves the conversation to a person, and says so. */
export async function handOver(
  services: Services,
  state: TurnState,
  config: LangGraphRunnableConfig,
): Promise<TurnUpdate> {
  const turn = turnOf(config)
  const { live, language } = readTurn(services, turn)
  const speech = speaking(live.agent, language)
  const role = live.agent.handOver?.role
  if (!role) {
    const text = speech.say('I can’t pass this on to a person here. I can look things up and follow set procedures.')
    return { next: 'respond', reply: [...state.reply, { type: 'text', text, citations: [] }] }
  }
  const { threadId, hold } = turn
  const event = { type: 'handed-over', runId: hold.runId, role } as const
  await services.database.tenant(turn.tenantId, async (tx) => {
    // Takes the run's row, too: of two workers the one that lost it tells nothing.
    await extendLease(tx, hold, 0)
    // A worker before this one may have told it and then died.
    if (!(await wasTold(tx, { ...event, threadId }))) await tell(tx, services, threadId, event)
  })
  const text = speech.say('A {role} will take this from here.', { role: speech.role(role) })
  return { next: 'respond', reply: [...state.reply, { type: 'notice', code: 'handed-over', text }] }
}
