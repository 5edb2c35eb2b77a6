import { personLast } from '#turn/hand-over/offered-person.ts'
import { isAnswered, ownWords, type Part } from '#memory/threads/part.ts'
import type { Services } from '#turn/services.ts'
import { answerQuestion, type Question } from './answer-question.ts'

/**
 * What the documents say to each of several questions of one message, under its own words, or to the one that it has beside
 * what else it says. Where none of them is answered by itself, the message as a whole may be. Each goes on from those before
 * it: "How long does shipping take, and what does it cost?"
 */
export async function answerEach(
  services: Services,
  asked: Question,
  questions: readonly string[],
  signal: AbortSignal,
): Promise<readonly Part[]> {
  const asWhole = () => answerQuestion(services, asked, signal)
  if (questions.length === 0) return asWhole()
  const around = questions.length === 1 ? [asked.question] : []
  const replies: Reply[] = []
  for (const [at, question] of questions.entries()) {
    const earlier = [...questions.slice(0, at).toReversed(), ...around, ...asked.earlier]
    const parts = await answerQuestion(services, { ...asked, question, earlier }, signal)
    if (!isSaidBy(parts, replies)) replies.push({ question, parts })
  }
  const [first, ...more] = replies
  if (first && more.length === 0 && isAnswered(first.parts)) return first.parts
  if (replies.some(({ parts }) => isAnswered(parts))) return eachUnderItsWords(asked, replies)
  const whole = await asWhole()
  const isNear = more.length > 0 && replies.every(({ parts }) => quotesOf(parts).length > 0)
  return isNear && !isAnswered(whole) ? eachUnderItsWords(asked, replies) : whole
}

interface Reply {
  readonly question: string
  readonly parts: readonly Part[]
}

// Who may be asked instead is said once, behind all of them.
function eachUnderItsWords({ live, speech }: Question, replies: readonly Reply[]): readonly Part[] {
  const parts = replies.flatMap((reply) => [ownWords('asked', `“${reply.question}?”`), ...reply.parts])
  const isOffer = (part: Part) => part.type === 'own-words' && part.template === 'offer-person'
  const offered = parts.findLast(isOffer)
  return personLast([...parts.filter((part) => !isOffer(part)), ...(offered ? [offered] : [])], live.agent, speech)
}

// One place may answer two questions, and isn't shown twice; as an answer it is, where it was only near before.
function isSaidBy(parts: readonly Part[], earlier: readonly Reply[]): boolean {
  const quotes = quotesOf(parts)
  const asSure = earlier.filter((reply) => isAnswered(reply.parts) || !isAnswered(parts))
  const said = new Set(asSure.flatMap((reply) => quotesOf(reply.parts)))
  return quotes.length > 0 && quotes.every((quote) => said.has(quote))
}

function quotesOf(parts: readonly Part[]): readonly string[] {
  return parts.flatMap((part) =>
    part.type === 'text' ? part.citations.map(({ passageId, quote }) => `${passageId} ${quote}`) : [],
  )
}
