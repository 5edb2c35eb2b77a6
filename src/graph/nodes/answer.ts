import type { LangGraphRunnableConfig } from '@langchain/langgraph'
import { AnswerDraft } from '../answering/answer-draft.ts'
import { answerQuestion } from '../answering/answer-question.ts'
import { screenMessage } from '#guardrails/screen-message.ts'
import { listRequestersMessages } from '#memory/messages.ts'
import type { Part } from '#memory/part.ts'
import { questionText } from '../routing/dialogue/question-text.ts'
import { speaking } from '../messages/speaking.ts'
import { readTurn } from '../read-turn.ts'
import type { Services } from '../services.ts'
import type { TurnState, TurnUpdate } from '../state.ts'
import { turnOf, type Turn } from '../turn.ts'

/** Answers from the documents that the requester may read, in sentences that are quoted, or says that it can't. */
export async function answer(
  services: Services,
  _state: TurnState,
  config: LangGraphRunnableConfig,
): Promise<TurnUpdate> {
  const turn = turnOf(config)
  const record = readTurn(services, turn)
  const { live, principal, text, route, language, handOver } = record
  const speech = speaking(live.agent, language)
  using draft = new AnswerDraft(services, turn, turn.answerId)
  const earlier = await earlierWords(services, turn)
  const waitsFor = handOver?.role ?? null
  const question = { live, principal, question: text, earlier, waitsFor, speech, draft }
  const reply = await answerQuestion(services, question, turn.signal)
  const asking = route?.to === 'answer' ? route.asking : undefined
  // Asked in the middle of something else: what was open is asked again.
  const again: readonly Part[] = asking ? [{ type: 'text', text: questionText(asking, record), citations: [] }] : []
  return { next: 'respond', reply: [...reply, ...again] }
}

/** Messages before this one that a question may go on from. */
const EARLIER = 3

async function earlierWords(services: Services, turn: Turn): Promise<readonly string[]> {
  const messages = await services.database.atOnce(turn.tenantId, (tx) =>
    listRequestersMessages(tx, turn.hold.runId, EARLIER + 1),
  )
  return messages.slice(1).flatMap(({ parts }) => {
    const text = parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n')
    const { typed } = screenMessage(text)
    return typed === '' ? [] : [typed]
  })
}
