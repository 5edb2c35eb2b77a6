import type { LangGraphRunnableConfig } from '@langchain/langgraph'
import { AnswerDraft } from '../answering/answer-draft.ts'
import { answerQuestion } from '../answering/answer-question.ts'
import { screenMessage } from '#guardrails/screen-message.ts'
import { listRequestersMessages } from '#memory/messages.ts'
import type { Part } from '#memory/part.ts'
import { questionText } from '../routing/dialogue/question-text.ts'
import { languageOf } from '../routing/language/language-of.ts'
import { whatCanBeDone } from '../routing/talk/talk-parts.ts'
import { pointsBack } from '../routing/wishes/points-back.ts'
import { speaking } from '../messages/speaking.ts'
import { readTurn, type TurnRecord } from '../read-turn.ts'
import type { Services } from '../services.ts'
import type { TurnState, TurnUpdate } from '../state.ts'
import { turnOf, type Turn } from '../turn.ts'

/** Answers from the documents that the requester may read, in sentences that are quoted, or says that it can't. */
export async function answer(
  services: Services,
  state: TurnState,
  config: LangGraphRunnableConfig,
): Promise<TurnUpdate> {
  const turn = turnOf(config)
  const record = readTurn(services, turn)
  const { live, principal, text, route, language, handOver } = record
  const speech = speaking(live.agent, language)
  using draft = new AnswerDraft(services, turn, turn.answerId)
  const isPart = route?.wishes?.own != null && pointsBack(text, languageOf(live.agent, language))
  const earlier = await earlierWords(services, turn, isPart)
  const waitsFor = handOver?.role ?? null
  const asked = (route?.to === 'answer' ? route.question : undefined) ?? text
  const question = { live, principal, question: asked, earlier, waitsFor, speech, draft }
  const reply = await answerQuestion(services, question, turn.signal)
  const asking = route?.to === 'answer' ? route.asking : undefined
  // Asked in the middle of something else: what was open is asked again.
  const again: readonly Part[] = asking ? [{ type: 'text', text: questionText(asking, record), citations: [] }] : []
  return { next: 'respond', reply: [...state.reply, ...reply, ...(asking ? again : offersBeside(reply, record))] }
}

/** Fewer words than a question has: what is wanted of them wasn't said. */
const MOST_WORDS = 2

// "Candles", of which the documents say nothing: what can be done may be what they want.
function offersBeside(reply: readonly Part[], record: TurnRecord): readonly Part[] {
  const isUnknown = reply.some((part) => part.type === 'notice' && part.code === 'not-in-documents')
  const isShort = record.text.split(/\s+/u).length <= MOST_WORDS && !record.text.includes('?')
  return isUnknown && isShort ? whatCanBeDone(record) : []
}

/** Messages before this one that a question may go on from. */
const EARLIER = 3

// Of a message that wants several things, what else it says: "refund A12, and how long does it take?"
async function earlierWords(services: Services, turn: Turn, isPart: boolean): Promise<readonly string[]> {
  const messages = await services.database.atOnce(turn.tenantId, (tx) =>
    listRequestersMessages(tx, turn.hold.runId, EARLIER + 1),
  )
  return messages.slice(isPart ? 0 : 1).flatMap(({ parts }) => {
    const text = parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n')
    const { typed } = screenMessage(text)
    return typed === '' ? [] : [typed]
  })
}
