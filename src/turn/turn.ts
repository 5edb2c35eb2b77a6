import type { LangGraphRunnableConfig } from '@langchain/langgraph'
import { AppError } from '#core/errors.ts'
import type { Tx } from '#memory/database/database.ts'
import type { CheckpointSave } from '#memory/runs/checkpoints.ts'
import type { CachedPlan, PlanAhead } from './plan-context.ts'
import type { RecordedTurn } from './read-turn.ts'
import type { TurnClaim } from './lease/turn-claim.ts'

/** A turn: a claim, and what its nodes hand to each other. Travels beside the graph's state, never stored. */
export interface Turn extends RecordedTurn {
  /** The plan that the node before has stored, for the next one (`cachePlan`). */
  cachedPlan: CachedPlan | null
  /** The plan that its run was woken to begin, for the node that waited for it (`readPlanWithContext`). */
  planAhead: PlanAhead | null
  /** The plan that was done while nothing equal to it waited (`endEqual`). */
  doneAlone: string | null
  /** Where it was routed to, until that is written with the plan that follows: neither stands without the other. */
  unwrittenRoute: ((tx: Tx) => Promise<unknown>) | null
  /** The model call that began last, or is about to: they begin one after the other. */
  lastModelCall: Promise<unknown>
  /** What keeps LangGraph's state of it, sent with what lets its run wait; of one that ends or rests it is never sent. */
  readonly checkpointSaves: CheckpointSave[]
}

/** A turn at its beginning. */
export function turnOver(claim: TurnClaim): Turn {
  return {
    ...claim,
    record: null,
    cachedPlan: null,
    planAhead: null,
    doneAlone: null,
    unwrittenRoute: null,
    lastModelCall: Promise.resolve(),
    checkpointSaves: [],
  }
}

/** More nodes than any turn passes through: going round and round is a fault. */
const MAX_NODES = 50

/**
 * The configuration to invoke the graph with. `thread_id` is LangGraph's word for what we call a run; `checkpoint` is the
 * run's as it was when it was claimed, or null.
 */
export function turnConfig(turn: Turn, checkpoint: unknown) {
  const { hold, tenantId, checkpointSaves: saves } = turn
  const claimed = { checkpoint }
  return {
    configurable: { thread_id: hold.runId, tenantId, fence: hold.fence, turn, claimed, saves },
    // No signal: LangGraph would leave a node that is under way and go on without it, and a call that is half made with
    // it. Nodes watch the turn's own.
    // Our rows are the record, so a checkpoint is only worth its statements where a run pauses.
    durability: 'exit' as const,
    recursionLimit: MAX_NODES,
  }
}

/** The claim that a node works under. */
export function turnOf(config: LangGraphRunnableConfig): Turn {
  const turn: unknown = config.configurable?.['turn']
  if (!isTurn(turn)) throw new AppError('A node ran without a claim on its run.', { code: 'turn-missing' })
  return turn
}

function isTurn(value: unknown): value is Turn {
  return typeof value === 'object' && value !== null && 'hold' in value && 'tenantId' in value && 'signal' in value
}
