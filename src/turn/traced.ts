import { Command, type LangGraphRunnableConfig } from '@langchain/langgraph'
import { withSpan } from '#core/telemetry.ts'
import type { ProgressStage } from '#contract/plan-progress.ts'
import type { Services } from './services.ts'
import type { TurnState, TurnUpdate } from './state.ts'
import { turnOf } from './turn.ts'
import { withTurnModel } from './turn-model.ts'

/** A node: reads its row, does its part, says where the turn goes next. */
export type Node = (services: Services, state: TurnState, config: LangGraphRunnableConfig) => Promise<TurnUpdate>

/** What a node is to whoever waits; of the others their events tell enough. */
const STAGE_OF: Readonly<Record<string, ProgressStage>> = {
  route: 'routing',
  answer: 'answering',
  plan: 'trying',
  judge: 'checking',
}

/**
 * A node under a span of its own, with the model as its turn may use it. LangGraph's interrupt is thrown, but it is a pause
 * and no error. Where the turn goes is part of what a node gives back: an edge with a condition would have the state read
 * again, by a step of its own.
 */
export function traced(name: string, services: Services, node: Node) {
  return async (state: TurnState, config: LangGraphRunnableConfig): Promise<Command> => {
    const turn = turnOf(config)
    turn.signal.throwIfAborted()
    turn.lease.sign()
    const stage = STAGE_OF[name]
    if (stage) turn.progress.enter(stage)
    else turn.progress.end()
    const attributes = { 'parley.node': name, 'parley.run.id': state.runId }
    const { next, ...update } = await withSpan(`node ${name}`, attributes, () =>
      node(withTurnModel(services, turn), state, config),
    )
    return new Command({ update, goto: next })
  }
}
