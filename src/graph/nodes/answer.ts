import type { LangGraphRunnableConfig } from '@langchain/langgraph'
import { answerQuestion } from '../answering/answer-question.ts'
import { readTurn } from '../read-turn.ts'
import type { Services } from '../services.ts'
import type { TurnState, TurnUpdate } from '../state.ts'
import { turnOf } from '../turn.ts'

/** Answers from the documents that the requester may read, in sentences that are quoted, or says that it can't. */
export async function answer(
  services: Services,
  _state: TurnState,
  config: LangGraphRunnableConfig,
): Promise<TurnUpdate> {
  const turn = turnOf(config)
  const { live, principal, text } = readTurn(services, turn)
  return { next: 'respond', reply: await answerQuestion(services, { live, principal, question: text }, turn.signal) }
}
