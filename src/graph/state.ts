import { Annotation } from '@langchain/langgraph'
import type { Part } from '#memory/part.ts'

/** Where a turn goes next. */
export type Next = 'change-plan' | 'answer' | 'plan' | 'judge' | 'approve' | 'apply' | 'hand-over' | 'respond'

/**
 * What travels through the graph: a few ids, and the parts that the answer is put together from. Everything else is
 * read from its row by the node that needs it, so that a checkpoint stays small and a node may run twice.
 */
export const TurnState = Annotation.Root({
  runId: Annotation<string>,
  round: Annotation<number>({ reducer: (_before, after) => after, default: () => 0 }),
  planId: Annotation<string | null>({ reducer: (_before, after) => after, default: () => null }),
  next: Annotation<Next>({ reducer: (_before, after) => after, default: () => 'respond' }),
  reply: Annotation<readonly Part[]>({ reducer: (_before, after) => after, default: () => [] }),
})
export type TurnState = typeof TurnState.State
export type TurnUpdate = Partial<TurnState>
