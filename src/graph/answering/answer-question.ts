import { judgeAnswerability } from '#guardrails/answerability.ts'
import { bestSentences } from '#guardrails/best-sentences.ts'
import { citedText, type CitedSentence } from '#guardrails/cited-text.ts'
import { groundSentences } from '#guardrails/grounding.ts'
import type { Part } from '#memory/part.ts'
import { answerPrompt } from '#models/prompts.ts'
import type { Principal } from '#principal.ts'
import { ifAvailable } from '../if-available.ts'
import { retrieve, type Found } from '../knowledge.ts'
import type { LiveAgent } from '../live-agent.ts'
import type { Services } from '../services.ts'
import { listText } from '../view/words.ts'

export interface Question {
  readonly live: LiveAgent
  readonly principal: Principal
  readonly question: string
}

/** How many passages an answer is looked for in. */
const PASSAGES = 6

/**
 * An answer whose every sentence is quoted from a passage that the asker may read; what can't be supported isn't said.
 * With a model its sentences, without one the documents' own.
 */
export async function answerQuestion(
  services: Services,
  asked: Question,
  signal: AbortSignal,
): Promise<readonly Part[]> {
  const found = await retrieve(services, asked.principal, asked.question, PASSAGES, signal)
  const { verdict } = judgeAnswerability(asked.question, found.passages, found)
  const sentences = await supportedSentences(services, asked, found, verdict, signal)
  return sentences.length === 0 ? [notInDocuments(found)] : [citedText(sentences)]
}

async function supportedSentences(
  services: Services,
  { live, question }: Question,
  found: Found,
  verdict: 'answerable' | 'uncertain' | 'not-in-documents',
  signal: AbortSignal,
): Promise<readonly CitedSentence[]> {
  if (verdict === 'not-in-documents') return []
  const written = await writtenByModel(services, live, question, found, signal)
  if (written) return written
  return verdict === 'answerable' ? bestSentences(question, found.passages, found.rarityOf) : []
}

// Null where no model wrote anything: none is configured, or it is down and the documents speak for themselves.
async function writtenByModel(
  services: Services,
  live: LiveAgent,
  question: string,
  { passages }: Found,
  signal: AbortSignal,
): Promise<readonly CitedSentence[] | null> {
  const { gateway } = services
  if (!gateway) return null
  const { request, schema } = answerPrompt({ instructions: live.agent.instructions, passages, question })
  const reply = await ifAvailable(services, { event: 'model-unavailable', during: 'answer', signal }, () =>
    gateway.askFor(request, schema, { signal }),
  )
  return reply && groundSentences(reply.value.sentences, passages, question)
}

function notInDocuments({ passages }: Found): Part {
  const titles = [...new Set(passages.map(({ document }) => document.title))].slice(0, 3)
  const nearest = titles.length === 0 ? '' : ` The closest are ${listText(titles.map((title) => `“${title}”`))}.`
  return { type: 'notice', code: 'not-in-documents', text: `I don’t know. It’s not in our documents.${nearest}` }
}
