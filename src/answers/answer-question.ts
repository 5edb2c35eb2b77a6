import { meaningsOf } from './place/which-one.ts'
import { judgeAnswerability } from './answerability.ts'
import { answeringPlace } from './place/answering-place.ts'
import { rankFound } from './ranking/ranked-find.ts'
import { languageName } from '#dialogue/utterance/other-language.ts'
import { staysInside } from '#core/data-class.ts'
import { citedText, type CitedSentence, type CitedText } from './place/cited-text.ts'
import { type Contradiction, contradictingSentences, groundContradiction } from './contradiction.ts'
import { stretchText } from './place/stretch.ts'
import { ownWords, type Part } from '#memory/threads/part.ts'
import type { FoundPassage } from '#memory/documents/search.ts'
import { AnswerSentence, answerPrompt } from '#models/prompts.ts'
import { withFallback } from '#turn/with-fallback.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import type { Speech } from '#turn/speaking.ts'
import type { Services } from '#turn/services.ts'
import type { AnswerDraft } from './answer-draft.ts'
import { AnswerChecks, type CheckedAnswer, type Dropped, quotesOf } from './compose/checked-answer.ts'
import { contradictionPart } from './contradiction-part.ts'
import { judgedByEntailment } from './sentence/entailed.ts'
import { wasAskedFor } from './compose/left-out.ts'
import { otherLanguageOf } from './sentence/other-language.ts'
import { inAgentWording } from './agent-wording.ts'
import { lowConfidenceAnswer } from './low-confidence.ts'
import { withPlaces } from './compose/quote-places.ts'
import { WordStems } from './sentence/word-stems.ts'
import { understand, type Asked, type Understood } from './understand.ts'

export interface Question extends Asked {
  readonly live: AgentRuntime
  /** For which role the conversation waits or is with a person already; null where it isn't. */
  readonly waitsFor: string | null
  /** How the asker is spoken to. What documents say stays in their own language. */
  readonly speech: Speech
  /** The code of the language that they asked in, where rules know no words of it; null where they do. */
  readonly spoken: string | null
  /** Told of each sentence as soon as it is verified. */
  readonly draft: AnswerDraft
}

/**
 * An answer whose every sentence is carried by quotes from passages that the asker may read; what can't be supported isn't
 * said. With a model its sentences, without one the documents' own. Where documents contradict each other, both are shown.
 */
export async function answerQuestion(
  services: Services,
  asked: Question,
  signal: AbortSignal,
): Promise<readonly Part[]> {
  const understood = await understand(services, asked, signal)
  const { sentences, contradiction, written } = await supported(services, asked, understood, signal)
  const text: Part[] = sentences.length === 0 ? [] : [marked(citedText(sentences), written)]
  const lead = leadOf(written, sentences, asked)
  const parts: Part[] = [...(lead && text.length > 0 ? [lead] : []), ...text]
  if (contradiction) parts.push(await contradictionPart(services, asked, contradiction))
  if (parts.length === 0) return await lowConfidenceAnswer(services, asked, understood, written)
  if (written && isMissed(written, understood.question)) parts.push(leftOutPart(asked))
  const placed = await withPlaces(services, asked, { parts, found: understood.found.passages })
  const citations = placed.flatMap((part) => (part.type === 'text' ? part.citations : []))
  const { speech, live, waitsFor } = asked
  const agent = waitsFor === null ? live.agent : null
  return written ? inAgentWording(placed, written, { speech, agent, citations }) : placed
}

interface Supported {
  readonly sentences: readonly CitedSentence[]
  readonly contradiction: Contradiction | null
  /** What came of a model's reply; left out where the documents speak for themselves. */
  readonly written?: Written
}

interface Written extends CheckedAnswer {
  readonly opening: string | null
  readonly closing: string | null
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

// What was lost is counted in the message, where there is one, and what is in another language than its quotes is marked.
function marked(part: CitedText, written: Written | undefined): Part {
  const translatedFrom = written && translatedIn(written.sentences)
  return {
    ...part,
    ...(written && written.dropped.length > 0 && { leftOut: written.dropped.length }),
    ...(translatedFrom && { translatedFrom }),
  }
}

function isMissed({ sentences, dropped }: Written, question: string): boolean {
  return sentences.length > 0 && dropped.length > 0 && wasAskedFor(question, sentences, dropped)
}

function leftOutPart({ speech: { say } }: Question): Part {
  return ownWords(
    'left-out',
    say('I left out what I couldn’t find in our documents, and it may be what you asked for.'),
  )
}

// What is translated is said to be. Where none of its sentences is carried, what they quote is shown as it stands there; so is
// what is in another language.
function leadOf(written: Written | undefined, sentences: readonly CitedSentence[], asked: Question): Part | null {
  const { question, spoken, speech } = asked
  const { say } = speech
  const name = (code: string) => languageName(code, speech.language)
  if (written && written.sentences.length > 0) {
    const from = translatedIn(written.sentences)
    const text =
      from && say('Translated from {language}. The quotes are our documents’ own words.', { language: name(from) })
    return text ? ownWords('translated', text) : null
  }
  const quotes = sentences.map(({ text }) => text).join(' ')
  const from = written ? translatedIn(written.dropped) : otherLanguageOf(question, quotes, spoken)
  if (from === null) return written ? ownWords('their-own-words', say('In the words of our documents:')) : null
  const text = say('Our documents say this in {language}. It stands there like this:', { language: name(from) })
  return ownWords('other-language', text)
}

/** Whether all hangs on one of these passages: the best quote, or a side of a contradiction. */
function restsOn(passages: readonly FoundPassage[], { sentences, contradiction }: Supported): boolean {
  const first = (contradiction?.sides ?? sentences.slice(0, 1)).flatMap(({ evidence }) => evidence)
  return first.some(({ passageId }) => passages.some((passage) => passage.passageId === passageId))
}

/** What was understood, as if these passages alone had been found. */
function among(passages: readonly FoundPassage[], understood: Understood): Understood {
  const { found } = understood
  const ranked = rankFound(understood.ranked.question, passages, found)
  return { ...understood, found: { ...found, passages }, ranked, verdict: judgeAnswerability(ranked).verdict }
}

// The documents' own words: one of two that contradict each other is no answer.
function quoted(understood: Understood): Supported {
  const { ranked, verdict, foundIn } = understood
  // Where two things may be meant, what differs between them is no contradiction.
  if (verdict === 'not-in-documents' || foundIn !== null || meaningsOf(ranked)) return NOTHING
  const contradiction = contradictingSentences(ranked)
  if (contradiction && isAnsweredByOneSide(contradiction, understood)) return { sentences: [], contradiction }
  const place = answeringPlace(ranked)
  return place?.isSure ? { sentences: place.sentences, contradiction: null } : NOTHING
}

// That two places say nearly the same leaves a doubt which of them answers, and none that they are asked about.
function isAnsweredByOneSide({ sides }: Contradiction, { ranked, found, verdict }: Understood): boolean {
  if (verdict === 'answerable') return true
  const others = new Set(sides.slice(1).flatMap(({ evidence }) => evidence.map(({ passageId }) => passageId)))
  const passages = found.passages.filter(({ passageId }) => !others.has(passageId))
  return judgeAnswerability(rankFound(ranked.question, passages, found)).verdict === 'answerable'
}

// Null where no model wrote anything: none is configured, it may be given nothing of what was found, or it is down, and
// the documents speak for themselves.
async function writtenByModel(
  services: Services,
  asked: Question,
  { question, ...understood }: Understood,
  signal: AbortSignal,
): Promise<Supported | null> {
  const { gateway } = services
  const { live, question: typed, earlier, draft, spoken } = asked
  // A stretch is of one document.
  const stretches = understood.stretches.filter(([first]) => !staysInside(first))
  if (!gateway || stretches.length === 0) return null
  const passages = stretches.map((stretch) => ({ ...stretch[0], text: stretchText(stretch) }))
  const { request, schema } = answerPrompt({
    instructions: live.agent.instructions,
    passages,
    question,
    language: spoken && languageName(spoken, 'en'),
  })
  // Names that an answer may repeat are the person's own, whatever a model made of their words.
  const ground = { stretches, question: [typed, ...earlier].join('\n'), spoken }
  const documentIds = stretches.map(([{ document }]) => document.id)
  const checks = new AnswerChecks(
    ground,
    { stems: new WordStems(services, asked, documentIds), follows: judgedByEntailment(services, signal) },
    draft,
  )
  const whileWriting = {
    list: 'sentences',
    onBegin: () => checks.begin(),
    onItem: (item: unknown) => {
      const sentence = AnswerSentence.safeParse(item)
      if (sentence.success) checks.add(sentence.data)
    },
  }
  const reply = await withFallback(services, { event: 'model-unavailable', during: 'answer', signal }, () =>
    gateway.askFor(request, schema, { signal, whileWriting }),
  )
  const checked = await checks.finish(reply?.value.sentences ?? [])
  if (!reply) return null
  const { opening, closing, contradictions } = reply.value
  const named = contradictions.map(({ quotes }) => groundContradiction(quotes, ground))
  tellDropped(services, checked.dropped)
  return {
    sentences: checked.sentences.length > 0 ? checked.sentences : quotesOf(checked.dropped, MOST_QUOTES),
    contradiction: named.find((each) => each !== null) ?? null,
    written: { ...checked, opening, closing },
  }
}

/** Quotes that are shown where no sentence is: more is a page. */
const MOST_QUOTES = 3

function translatedIn(sentences: readonly { readonly translatedFrom: string | null }[]): string | null {
  return sentences.find(({ translatedFrom }) => translatedFrom !== null)?.translatedFrom ?? null
}

// Which checks they failed at, and no word of them: what a model made up stands in no log.
function tellDropped({ context }: Services, dropped: readonly Dropped[]): void {
  if (dropped.length === 0) return
  context.log.info({
    event: 'sentences-dropped',
    count: dropped.length,
    checks: dropped.map(({ code }) => code).join(),
  })
}
