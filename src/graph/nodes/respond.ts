import { END, type LangGraphRunnableConfig } from '@langchain/langgraph'
import { askedAgain, unansweredParts } from '#routing/planner-fallback.ts'
import { withTalk } from '#routing/say.ts'
import { appendToThread } from '#memory/threads/append-to-thread.ts'
import { appendEvents } from '#memory/events/events.ts'
import { markUnhelpful } from '#memory/threads/hand-overs.ts'
import { appendAnswer } from '#memory/threads/messages.ts'
import type { Part } from '#memory/threads/part.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { readPlansBeforeRound } from '#memory/plans/plans.ts'
import { finishRun } from '#memory/runs/runs.ts'
import { endingOf } from '#turn/hand-over/ending.ts'
import { changeHandOver } from '#turn/hand-over/change.ts'
import { speaking } from '#turn/speaking.ts'
import { spokenIn } from '#cards/titles/spoken-in.ts'
import { readPlanOf } from '#judging/read-plan.ts'
import { agentRuntime, readTurn, type TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import type { TurnState, TurnUpdate } from '#turn/state.ts'
import { turnOf, type Turn } from '#turn/turn.ts'
import { outcomeText, triedText } from '#cards/outcome/outcome-text.ts'
import { endEqual } from '../end-equal.ts'
import { waitingParts } from './waiting-parts.ts'
import { aheadParts, citationsOf, planTalk } from '#cards/outcome/plan-talk.ts'
import { speechOf, spokenAgent, type ViewedAgent } from '#cards/titles/viewed-agent.ts'

/**
 * Says what came of the turn, once: the answer, its event, the end of the run and what becomes of the thread's hand-over
 * are one transaction. To what a person has taken nothing is said.
 */
export async function respond(
  services: Services,
  state: TurnState,
  config: LangGraphRunnableConfig,
): Promise<TurnUpdate> {
  const turn = turnOf(config)
  const { runId } = turn.hold
  const plan = state.planId === null ? null : await readPlanOf(services, turn, state.planId)
  const record = readTurn(services, turn)
  const unanswered = unansweredParts(record.route, plan)
  const [ofPlan] = await Promise.all([
    state.planId === null ? [] : planParts(services, turn, plan),
    plan && endEqual(services, turn, plan),
  ])
  const came = unanswered ?? [...ofPlan, ...askedAgain(record, plan)]
  const own = { parts: [...state.reply, ...came], plan: unanswered ? null : plan }
  const said = state.handOver ? own.parts : await withTalk(services, record, own, turn.signal)
  const ended = { ...own, parts: said, change: state.handOver }
  const { parts, change, isUnhelpful } = await endingOf(services, turn, ended)
  const { answerId: messageId } = turn
  const { answers } = record
  const isAnswered = parts.length > 0
  await appendToThread(services.database, turn, (tx) => {
    const handedOver = change ? changeHandOver(services, tx, turn, change) : null
    return Promise.all([
      isAnswered && appendAnswer(tx, { id: messageId, threadId: turn.threadId, runId, parts }),
      isUnhelpful && markUnhelpful(tx, runId),
      handedOver?.stored,
      finishRun(tx, turn.hold, 'done'),
      appendEvents(
        tx,
        turn.threadId,
        [
          ...(handedOver?.events ?? []),
          ...(isAnswered
            ? [
                {
                  event: { type: 'message-completed', runId, messageId, parts, answers },
                  personal: ['/parts'],
                } as const,
              ]
            : []),
          { event: { type: 'run-completed', runId }, personal: [] },
        ],
        services.context.randomBytes,
      ),
    ])
  })
  return { next: END }
}

async function planParts(services: Services, turn: Turn, plan: PlanRecord | null): Promise<readonly Part[]> {
  if (!plan) return [{ type: 'notice', code: 'plan-missing', text: goneText(readTurn(services, turn)) }]
  const { round } = plan
  const { principal } = readTurn(services, turn)
  const before =
    round === 0
      ? []
      : await services.database.batch(turn.tenantId, (tx) => readPlansBeforeRound(tx, turn.hold.runId, round))
  const parts = [...before, plan].map(async (each) => {
    const live = agentRuntime(services, each.agent)
    const spoken = spokenAgent(live, spokenIn(each, live.agent), principal)
    // Of a round that did nothing, and that another one came after which did something, one line is enough.
    const tried = each !== plan && plan.status === 'done' ? triedText(each, spoken) : null
    if (tried !== null) return [{ type: 'text', text: tried, citations: [] } as const]
    return [...partsOf(each, spoken), ...(await waitingParts(services, turn, each, spoken))]
  })
  return (await Promise.all(parts)).flat()
}

function goneText({ live, language }: TurnRecord): string {
  const { say } = speaking(live.agent, language)
  return `${say('The plan for this is gone.')} ${say('Nothing more was done')}.`
}

function partsOf(plan: PlanRecord, live: ViewedAgent): readonly Part[] {
  const { say } = speechOf(live)
  const text = outcomeText(plan, live)
  // What was done in the rounds before was done, whatever came of this one. The words of one that was done are its own.
  const told =
    plan.round === 0 || plan.status === 'done'
      ? text
      : text.replaceAll(say('Nothing was done'), say('Nothing more was done'))
  const words = plan.effects.length === 0 ? (plan.said?.text ?? null) : planTalk(plan).later
  const citations = plan.status === 'done' ? citationsOf(told, words, plan) : []
  const said: Part = { type: 'text', text: told, citations }
  return plan.effects.length === 0 ? [said] : [...aheadParts(plan, live), { type: 'plan', planId: plan.id }, said]
}
