import type { LangGraphRunnableConfig } from '@langchain/langgraph'
import { changeThread } from '#memory/change-thread.ts'
import { appendEvents } from '#memory/events.ts'
import { appendAnswer } from '#memory/messages.ts'
import type { Part } from '#memory/part.ts'
import { finishRun } from '#memory/runs.ts'
import { readPlanOf } from '../planning/read-plan.ts'
import { liveAgent } from '../read-turn.ts'
import type { Services } from '../services.ts'
import type { TurnState, TurnUpdate } from '../state.ts'
import { endTurn, turnOf, type Turn } from '../turn.ts'
import { outcomeText } from '../view/outcome-text.ts'

/** Says what came of the turn, once: the answer, its event and the end of the run are one transaction. */
export async function respond(
  services: Services,
  state: TurnState,
  config: LangGraphRunnableConfig,
): Promise<TurnUpdate> {
  const turn = turnOf(config)
  const { runId } = turn.hold
  const parts =
    state.planId === null ? state.reply : [...state.reply, ...(await planParts(services, turn, state.planId))]
  const messageId = services.context.newId()
  await changeThread(services.database, turn, (tx) =>
    Promise.all([
      appendAnswer(tx, { id: messageId, threadId: turn.threadId, runId, parts }),
      finishRun(tx, turn.hold, 'done'),
      appendEvents(
        tx,
        turn.threadId,
        [
          { event: { type: 'message-completed', runId, messageId, parts }, personal: ['/parts'] },
          { event: { type: 'run-completed', runId }, personal: [] },
        ],
        services.context.randomBytes,
      ),
    ]),
  )
  endTurn(turn)
  return {}
}

async function planParts(services: Services, turn: Turn, planId: string): Promise<readonly Part[]> {
  const plan = await readPlanOf(services, turn, planId)
  if (!plan)
    return [{ type: 'notice', code: 'plan-missing', text: 'The plan for this is gone. Nothing more was done.' }]
  const text = outcomeText(plan, liveAgent(services, plan.agent))
  const said: Part = { type: 'text', text, citations: [] }
  return plan.effects.length === 0 ? [said] : [{ type: 'plan', planId }, said]
}
