import { Annotation, type END } from '@langchain/langgraph'
import type { Part } from '#memory/threads/part.ts'

/** Where a turn goes next. */
export type Next = 'change-plan' | 'answer' | 'plan' | 'judge' | 'approve' | 'apply' | 'hand-over' | 'respond'

/** What becomes of the thread's hand-over with the turn's answer, in one transaction. */
export type HandOverChange =
  | { readonly to: 'open'; readonly because: 'asked' | 'unhelpful'; readonly isHeld: boolean }
  | { readonly to: 'close' }

/**
 * What travels through the graph: a few ids, and the parts that the answer is put together from. Everything else is
 * read from its row by the node that needs it, so that a checkpoint stays small and a node may run twice.
 */
export const TurnState = Annotation.Root({
  runId: Annotation<string>,
  round: Annotation<number>({ reducer: (_before, after) => after, default: () => 0 }),
  planId: Annotation<string | null>({ reducer: (_before, after) => after, default: () => null }),
  handOver: Annotation<HandOverChange | null>({ reducer: (_before, after) => after, default: () => null }),
  reply: Annotation<readonly Part[]>({ reducer: (_before, after) => after, default: () => [] }),
})
export type TurnState = typeof TurnState.State

/** What a node changes of it, and where the turn goes next. */
export type TurnUpdate = Partial<TurnState> & { readonly next: Next | typeof END }
