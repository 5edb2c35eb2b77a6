import type { LangGraphRunnableConfig } from '@langchain/langgraph'
import { answerQuestion } from '../answering/answer-question.ts'
import type { Part } from '#memory/part.ts'
import { questionText } from '../routing/dialogue/question-text.ts'
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
  const { live, principal, text, route } = readTurn(services, turn)
  const reply = await answerQuestion(services, { live, principal, question: text }, turn.signal)
  const asking = route?.to === 'answer' ? route.asking : undefined
  // Asked in the middle of something else: what was open is asked again.
  const again: readonly Part[] = asking ? [{ type: 'text', text: questionText(asking, live.agent), citations: [] }] : []
  return { next: 'respond', reply: [...reply, ...again] }
}
