import type { LangGraphRunnableConfig } from '@langchain/langgraph'
import { AnswerDraft } from '#answers/answer-draft.ts'
import { answerEach } from '#answers/answer-each.ts'
import { answerQuestion, type Question } from '#answers/answer-question.ts'
import { questionsIn } from '#dialogue/utterance/message-parts.ts'
import { asksForSomething, isAsking, isCommandTo } from '#dialogue/utterance/bearing.ts'
import { screenMessage } from '#guardrails/screening/screen-message.ts'
import type { Route } from '#dialogue/contract.ts'
import { storeRoute } from '#memory/runs/runs.ts'
import { listRequestersMessages } from '#memory/threads/messages.ts'
import { isAnswered, ownWords, textOfParts, type Part } from '#memory/threads/part.ts'
import { questionText } from '#routing/texts/question-text.ts'
import { personLast } from '#turn/hand-over/offered-person.ts'
import { languageOf } from '#dialogue/language-of.ts'
import { embedForRoute } from '#routing/embed-for-route.ts'
import { fallBackToPlanner } from '#routing/planner-fallback.ts'
import { askAboutValues, askWhatElse, whatCanBeDone } from '#routing/texts/talk-parts.ts'
import { whatTakesNamed } from '#routing/texts/unknown-request.ts'
import { passedOnParts } from '#routing/passed-on.ts'
import { speaking } from '#turn/speaking.ts'
import { readTurn, rememberRoute, screeningOf, type TurnRecord } from '#turn/read-turn.ts'
import { appendThreadEvents } from '#turn/feed/append-thread-events.ts'
import type { Services } from '#turn/services.ts'
import type { TurnState, TurnUpdate } from '#turn/state.ts'
import { turnOf, type Turn } from '#turn/turn.ts'
import { plainWords, type Language } from '#dialogue/language.ts'

/**
 * Answers from the documents that the requester may read, in sentences that are quoted, or says that it can't. Before it says
 * that, a planner is asked where tools may know it.
 */
export async function answer(
  services: Services,
  state: TurnState,
  config: LangGraphRunnableConfig,
): Promise<TurnUpdate> {
  const turn = turnOf(config)
  const record = readTurn(services, turn)
  const { live, principal, text, route, language, spoken, handOver } = record
  const speech = speaking(live.agent, language)
  using draft = new AnswerDraft(services, turn, record.answers)
  const isPart = route?.wishes?.own != null && pointsBack(text, languageOf(live.agent, language))
  const inFull = route?.to === 'answer' ? route.question : undefined
  const earlier = inFull === undefined ? await earlierWords(services, turn, isPart) : []
  const waitsFor = handOver?.role ?? null
  const asked = inFull ?? text
  const search = (route?.to === 'answer' ? route.search : undefined) ?? null
  const question = { live, principal, question: asked, search, earlier, waitsFor, speech, spoken, draft }
  // A model is given the whole message, and answers all of it.
  const each = services.gateway ? [] : questionsIn(asked, live.agent.languages)
  const reply = await answerEach(services, question, each, turn.signal)
  const asking = route?.to === 'answer' ? route.asking : undefined
  // Asked in the middle of something else: what was open is asked again.
  const again: readonly Part[] = asking ? [ownWords(asking.to, questionText(asking, record))] : []
  const answered = { question, reply }
  const said = asking ? [...reply, ...again] : await withOffers(services, record, answered, turn.signal)
  const parts = personLast([...said, ...passedOnParts(record, route)], live.agent, speech)
  const instead = services.gateway ? fallBackToPlanner(route, reply, parts) : null
  if (!instead) return { next: 'respond', reply: [...state.reply, ...parts] }
  handOnTo(services, turn, record, instead)
  return { next: 'plan' }
}

// The new route is written with the plan that follows from it: whoever takes over goes by the one or the other.
function handOnTo(services: Services, turn: Turn, record: TurnRecord, route: Route): void {
  const { threadId, hold } = turn
  const { language, live } = record
  turn.unwrittenRoute = (tx) =>
    Promise.all([
      storeRoute(tx, hold, { route, language, agentHash: live.agent.hash }),
      appendThreadEvents(tx, services, threadId, { type: 'node-started', runId: hold.runId, node: 'plan' }),
    ])
  rememberRoute(turn, record, route)
}

/** Fewer words than a question has: what is wanted of them wasn't said. */
const MOST_WORDS = 2

interface Answered {
  readonly question: Question
  readonly reply: readonly Part[]
}

// "My lamp from A17 came in pieces, what now?", "candles": the documents say nothing of it, and what can be done may be what
// they want. Who asked nothing isn't told that it isn't known.
async function withOffers(
  services: Services,
  record: TurnRecord,
  { question, reply }: Answered,
  signal: AbortSignal,
): Promise<readonly Part[]> {
  const { live, text } = record
  if (!isUnknown(reply)) return reply
  const named = await whatTakesNamed(record, text, embedForRoute(services, record.language, signal))
  const { languages, playbooks } = live.agent
  const isQuestion = text.includes('?')
  const isGeneral = named !== null && !services.gateway && isAsking(text, languages)
  const general = isGeneral ? await answerQuestion(services, withoutValues(question, named.values), signal) : null
  if (general && !isUnknown(general)) return general
  if (named) return [...(isQuestion ? (general ?? reply) : []), ...askAboutValues(record, named)]
  const isShort = text.split(/\s+/u).length <= MOST_WORDS && !isQuestion
  const isWish = asksForSomething(text, languages) || playbooks.some((each) => isCommandTo(text, each, languages))
  if (isShort && isWish) return askWhatElse(record)
  return [...reply, ...(isShort ? whatCanBeDone(record) : [])]
}

// Of several questions one may be answered: that stays.
function isUnknown(reply: readonly Part[]): boolean {
  return !isAnswered(reply) && !reply.some((part) => part.type === 'text' && part.certainty !== 'nearest')
}

// "How long does a refund of A12 take?": no document knows that order, and one says how long refunds take.
function withoutValues(question: Question, values: readonly string[]): Question {
  const general = values.reduce((words, value) => words.replaceAll(value, ' '), question.question)
  return { ...question, question: general.replaceAll(/\s+/gu, ' ').trim() }
}

/** Messages before this one that a question may go on from. */
const EARLIER = 3

// Of a message that wants several things, what else it says: "refund A12, and how long does it take?"
async function earlierWords(services: Services, turn: Turn, isPart: boolean): Promise<readonly string[]> {
  const messages = await services.database.batch(turn.tenantId, (tx) =>
    listRequestersMessages(tx, turn.hold.runId, EARLIER + 1),
  )
  return messages.slice(isPart ? 0 : 1).flatMap(({ parts, isOwn }) => {
    const text = textOfParts(parts)
    const { typed } = screenMessage(text, screeningOf(services, isOwn))
    return typed === '' ? [] : [typed]
  })
}

/** Whether words stand for something that was said before: "refund it". */
function pointsBack(words: string, { pronouns }: Language): boolean {
  return plainWords(words)
    .split(' ')
    .some((word) => pronouns.includes(word))
}
