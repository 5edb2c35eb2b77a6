import { judgeAnswerability } from '#guardrails/answerability.ts'
import { bestSentences } from '#guardrails/best-sentences.ts'
import { staysInside } from '#core/data-class.ts'
import { citedText, type CitedSentence } from '#guardrails/cited-text.ts'
import { type Contradiction, contradictingSentences, groundContradiction } from '#guardrails/contradiction.ts'
import { groundSentence, groundSentences } from '#guardrails/grounding.ts'
import { stretchText } from '#guardrails/stretch.ts'
import type { NamedDocument, Part } from '#memory/part.ts'
import type { FoundPassage } from '#memory/search.ts'
import { AnswerSentence, answerPrompt } from '#models/prompts.ts'
import { withFallback } from '#turn/with-fallback.ts'
import type { Found } from '#knowledge/knowledge.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import type { Speech } from '#turn/speaking.ts'
import type { Services } from '#turn/services.ts'
import type { AnswerDraft } from './answer-draft.ts'
import { contradictionPart } from './contradiction-part.ts'
import { withPlaces } from './quote-places.ts'
import { understand, type Asked, type Understood } from './understand.ts'

export interface Question extends Asked {
  readonly live: AgentRuntime
  /** For which role the conversation waits or is with a person already; null where it isn't. */
  readonly waitsFor: string | null
  /** How the asker is spoken to. What documents say stays in their own language. */
  readonly speech: Speech
  /** Told of each sentence as soon as it is verified. */
  readonly draft: AnswerDraft
}

/**
 * An answer whose every sentence is quoted from a passage that the asker may read; what can't be supported isn't said.
 * With a model its sentences, without one the documents' own. Where documents contradict each other, both are shown.
 */
export async function answerQuestion(
  services: Services,
  asked: Question,
  signal: AbortSignal,
): Promise<readonly Part[]> {
  const understood = await understand(services, asked, signal)
  const { sentences, contradiction } = await supported(services, asked, understood, signal)
  const parts: Part[] = sentences.length === 0 ? [] : [citedText(sentences)]
  if (contradiction) parts.push(await contradictionPart(services, asked, contradiction))
  if (parts.length === 0) return [notInDocuments(understood.found, asked)]
  return withPlaces(services, asked.principal, { parts, found: understood.found.passages })
}

interface Supported {
  readonly sentences: readonly CitedSentence[]
  readonly contradiction: Contradiction | null
}

const NOTHING: Supported = { sentences: [], contradiction: null }

async function supported(
  services: Services,
  asked: Question,
  understood: Understood,
  signal: AbortSignal,
): Promise<Supported> {
  if (understood.verdict === 'not-in-documents') return NOTHING
  const kept = understood.found.passages.filter(staysInside)
  // Quotes need no model, so what no model is given answers by them: where it answers best, and where the rest doesn't.
  const quotes = quoted(understood)
  if (restsOn(kept, quotes)) return quotes
  const written = await writtenByModel(services, asked, understood, signal)
  if (!written) return quotes
  const isNothing = written.sentences.length === 0 && written.contradiction === null
  const answer = isNothing && kept.length > 0 ? quoted(among(kept, understood)) : written
  // What a model overlooks, and takes one side of, is shown beside what it says.
  return { ...answer, contradiction: answer.contradiction ?? quotes.contradiction }
}

/** Whether all hangs on one of these passages: the best quote, or a side of a contradiction. */
function restsOn(passages: readonly FoundPassage[], { sentences, contradiction }: Supported): boolean {
  const first = (contradiction?.sides ?? sentences.slice(0, 1)).flatMap(({ evidence }) => evidence)
  return first.some(({ passageId }) => passages.some((passage) => passage.passageId === passageId))
}

/** What was understood, as if these passages alone had been found. */
function among(passages: readonly FoundPassage[], { question, found, stretches }: Understood): Understood {
  const { verdict } = judgeAnswerability(question, passages, found)
  return { question, found: { ...found, passages }, stretches, verdict }
}

// The documents' own words: one of two that contradict each other is no answer.
function quoted({ question, found, verdict }: Understood): Supported {
  if (verdict !== 'answerable') return NOTHING
  const contradiction = contradictingSentences(question, found.passages, found.rarityOf)
  return contradiction
    ? { sentences: [], contradiction }
    : { sentences: bestSentences(question, found.passages, found.rarityOf), contradiction: null }
}

// Null where no model wrote anything: none is configured, it may be given nothing of what was found, or it is down, and
// the documents speak for themselves.
async function writtenByModel(
  services: Services,
  { live, question: typed, earlier, draft }: Question,
  { question, ...understood }: Understood,
  signal: AbortSignal,
): Promise<Supported | null> {
  const { gateway } = services
  // A stretch is of one document.
  const stretches = understood.stretches.filter(([first]) => !staysInside(first))
  if (!gateway || stretches.length === 0) return null
  const passages = stretches.map((stretch) => ({ ...stretch[0], text: stretchText(stretch) }))
  const { request, schema } = answerPrompt({ instructions: live.agent.instructions, passages, question })
  // Names that an answer may repeat are the person's own, whatever a model made of their words.
  const ground = { stretches, question: [typed, ...earlier].join('\n') }
  const whileWriting = {
    list: 'sentences',
    onBegin: () => draft.begin(),
    onItem: (item: unknown) => {
      const sentence = AnswerSentence.safeParse(item)
      const cited = sentence.success ? groundSentence(sentence.data, ground) : null
      if (cited) draft.add(cited.text)
    },
  }
  const reply = await withFallback(services, { event: 'model-unavailable', during: 'answer', signal }, () =>
    gateway.askFor(request, schema, { signal, whileWriting }),
  )
  if (!reply) return null
  const { sentences, contradictions } = reply.value
  const named = contradictions.map(({ quotes }) => groundContradiction(quotes, ground))
  return { sentences: groundSentences(sentences, ground), contradiction: named.find((each) => each !== null) ?? null }
}

function notInDocuments({ passages }: Found, { live: { agent }, speech, waitsFor }: Question): Part {
  const { say, list, quote } = speech
  const titles = [...new Set(passages.map(({ document }) => document.title))].slice(0, 3)
  const nearest = titles.length === 0 ? '' : ` ${say('The closest are {titles}.', { titles: list(titles.map(quote)) })}`
  const person = personText(speech, agent, waitsFor)
  const text = `${say('I don’t know. It’s not in our documents.')}${nearest}${person}`
  return { type: 'notice', code: 'not-in-documents', text, named: titlesIn(text, titles.map(quote), passages) }
}

// What is promised is that it is passed on: who is there is known only then.
function personText({ say, role }: Speech, { handOver }: AgentRuntime['agent'], waitsFor: string | null): string {
  if (waitsFor !== null) return ` ${say('What you write here waits for a {role}, too.', { role: role(waitsFor) })}`
  if (!handOver) return ''
  return ` ${say('If you’d rather ask a person, say so, and I pass it on to a {role}.', { role: role(handOver.role) })}`
}

/** Where a text says titles, one after the other, each with the best passage of its document. */
function titlesIn(
  text: string,
  quotedTitles: readonly string[],
  passages: readonly { readonly passageId: string; readonly document: { readonly title: string } }[],
): readonly NamedDocument[] {
  let from = 0
  return quotedTitles.flatMap((quoted) => {
    const start = text.indexOf(quoted, from)
    const best = passages.find(({ document }) => document.title === quoted.slice(1, -1))
    if (start === -1 || !best) return []
    from = start + quoted.length
    return [{ start, end: from, passageId: best.passageId }]
  })
}
