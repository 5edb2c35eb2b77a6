import type { LangGraphRunnableConfig } from '@langchain/langgraph'
import { changeThread } from '#memory/change-thread.ts'
import { appendEvents } from '#memory/events.ts'
import { appendAnswer } from '#memory/messages.ts'
import type { Part } from '#memory/part.ts'
import type { PlanRecord } from '#memory/plan-record.ts'
import { readPlansBeforeRound } from '#memory/plans.ts'
import { finishRun } from '#memory/runs.ts'
import { speaking } from '../messages/speaking.ts'
import { spokenIn } from '../planning/spoken-in.ts'
import { readPlanOf } from '../planning/read-plan.ts'
import { liveAgent, readTurn, type TurnRecord } from '../read-turn.ts'
import type { Services } from '../services.ts'
import type { TurnState, TurnUpdate } from '../state.ts'
import { endTurn, turnOf, type Turn } from '../turn.ts'
import { outcomeText } from '../view/outcome-text.ts'
import { speechOf, spokenAgent, type ViewedAgent } from '../view/viewed-agent.ts'

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
  const { answerId: messageId } = turn
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
  if (!plan) return [{ type: 'notice', code: 'plan-missing', text: goneText(readTurn(services, turn)) }]
  const { round } = plan
  const before =
    round === 0
      ? []
      : await services.database.atOnce(turn.tenantId, (tx) => readPlansBeforeRound(tx, turn.hold.runId, round))
  return [...before, plan].flatMap((each) => {
    const live = liveAgent(services, each.agent)
    return partsOf(each, spokenAgent(live, spokenIn(each, live.agent)))
  })
}

function goneText({ live, language }: TurnRecord): string {
  const { say } = speaking(live.agent, language)
  return `${say('The plan for this is gone.')} ${say('Nothing more was done')}.`
}

function partsOf(plan: PlanRecord, live: ViewedAgent): readonly Part[] {
  const { say } = speechOf(live)
  const text = outcomeText(plan, live)
  // What was done in the rounds before was done, whatever came of this one.
  const told = plan.round === 0 ? text : text.replaceAll(say('Nothing was done'), say('Nothing more was done'))
  const said: Part = { type: 'text', text: told, citations: [] }
  return plan.effects.length === 0 ? [said] : [{ type: 'plan', planId: plan.id }, said]
}
