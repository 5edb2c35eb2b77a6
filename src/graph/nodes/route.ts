import type { LangGraphRunnableConfig } from '@langchain/langgraph'
import { screenMessage } from '#guardrails/screen-message.ts'
import { changeThread } from '#memory/change-thread.ts'
import { storeRoute } from '#memory/runs.ts'
import type { Part } from '#memory/part.ts'
import { chooseRoute } from '../routing/choose-route.ts'
import type { Route } from '../routing/contract.ts'
import { cancelledText, questionText } from '../routing/dialogue/question-text.ts'
import { readTurn, rememberRoute, type TurnRecord } from '../read-turn.ts'
import type { Services } from '../services.ts'
import type { Next, TurnState, TurnUpdate } from '../state.ts'
import { tell } from '../tell.ts'
import { turnOf } from '../turn.ts'

/** Decides what a message is for, once: the decision stands on the run's row. */
export async function route(
  services: Services,
  _state: TurnState,
  config: LangGraphRunnableConfig,
): Promise<TurnUpdate> {
  const turn = turnOf(config)
  const record = readTurn(services, turn)
  if (record.route) return onward(record.route, record)
  // Only the requester's own typed words route a message and fill slots; what they quote or paste is a reference.
  const { typed } = screenMessage(record.text)
  const chosen = await chooseRoute(services, record, typed, turn.signal)
  const update = onward(chosen, record)
  const { runId } = turn.hold
  await changeThread(services.database, turn, (tx) =>
    Promise.all([
      storeRoute(tx, turn.hold, chosen, record.live.agent.hash),
      tell(
        tx,
        services,
        turn.threadId,
        { type: 'run-started', runId },
        { type: 'node-started', runId, node: update.next },
      ),
    ]),
  )
  rememberRoute(turn, record, chosen)
  return update
}

function onward(chosen: Route, record: TurnRecord) {
  const nexts: Record<Route['to'], Next> = {
    answer: 'answer',
    playbook: 'plan',
    plan: 'plan',
    'ask-slot': 'respond',
    confirm: 'respond',
    'offer-person': 'respond',
    cancelled: 'respond',
    'ask-which': 'respond',
    'hand-over': 'hand-over',
  }
  return { next: nexts[chosen.to], reply: question(chosen, record) }
}

function question(chosen: Route, { live: { agent } }: TurnRecord): readonly Part[] {
  const say = (text: string): readonly Part[] => [{ type: 'text', text, citations: [] }]
  switch (chosen.to) {
    case 'ask-slot':
    case 'confirm':
    case 'offer-person':
      return say(questionText(chosen, agent))
    case 'cancelled':
      return say(cancelledText(chosen.because, agent))
    case 'playbook':
    case 'plan':
      return chosen.note ? say(chosen.note) : []
    case 'ask-which': {
      const titleOf = (name: string) => agent.playbooks.find((candidate) => candidate.name === name)?.title ?? name
      const titles = chosen.playbooks.map((name) => `- ${titleOf(name)}`)
      return say(`I can do several things like that. Which one?\n${titles.join('\n')}`)
    }
    case 'answer':
    case 'hand-over':
      return []
  }
}
