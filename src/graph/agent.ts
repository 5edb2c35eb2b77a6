import { END, START, StateGraph, type BaseCheckpointSaver } from '@langchain/langgraph'
import { answer } from './nodes/answer.ts'
import { apply } from './nodes/apply.ts'
import { approve } from './nodes/approve.ts'
import { changePlan } from './nodes/change-plan.ts'
import { handOver } from './nodes/hand-over.ts'
import { judge } from './nodes/judge.ts'
import { plan } from './nodes/plan.ts'
import { respond } from './nodes/respond.ts'
import { route } from './nodes/route.ts'
import type { Services } from '#turn/services.ts'
import { TurnState } from '#turn/state.ts'
import { traced } from '#turn/traced.ts'

/**
 * The agent's graph, whole:
 *
 *     route ─┬→ change plan ─→ (any of those below)
 *            ├→ answer ─┬─────────────────────────────────→ respond
 *            │          └→ (nothing sure: plan)              │
 *            ├→ plan ─┬→ judge ─┬→ approve ─→ apply ─────→    │
 *            │        │         ├→ apply                      │
 *            │        │         └→ (refused) ────────────→    │
 *            │        └→ (failed, or nothing to do) ─────→    │
 *            ├→ hand over ───────────────────────────────→    │
 *            └→ (a question of ours, cancelled) ─────────→    │
 *
 * From `apply` it goes back to `judge` where the world changed, to `approve` where the outcome of a step is unknown, and
 * on to `plan` where the program asked for another round. Each node reads its row, does its part and says where the turn
 * goes next; only `approve` pauses (interrupt). Stopping a turn ends its row, not its node: the next write finds it gone.
 */
export function agentGraph(services: Services, checkpointer: BaseCheckpointSaver) {
  return new StateGraph(TurnState)
    .addNode('route', traced('route', services, route), {
      ends: ['change-plan', 'answer', 'plan', 'hand-over', 'respond'],
    })
    .addNode('change-plan', traced('change-plan', services, changePlan), {
      ends: ['answer', 'plan', 'hand-over', 'respond'],
    })
    .addNode('answer', traced('answer', services, answer), { ends: ['plan', 'respond'] })
    .addNode('plan', traced('plan', services, plan), { ends: ['plan', 'judge', 'respond'] })
    .addNode('judge', traced('judge', services, judge), { ends: ['approve', 'apply', 'respond'] })
    .addNode('approve', traced('approve', services, approve), { ends: ['plan', 'apply', 'respond'] })
    .addNode('apply', traced('apply', services, apply), { ends: ['plan', 'judge', 'approve', 'respond'] })
    .addNode('hand-over', traced('hand-over', services, handOver), { ends: ['respond'] })
    .addNode('respond', traced('respond', services, respond), { ends: [END] })
    .addEdge(START, 'route')
    .compile({ checkpointer })
}

export type AgentGraph = ReturnType<typeof agentGraph>
