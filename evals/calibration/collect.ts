import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { weighedStory, questionFocus } from '#answers/question/question-focus.ts'
import { saidBy } from '#answers/place/ranked-sentences.ts'
import type { CitedSentence } from '#answers/place/cited-text.ts'
import { rankFound } from '#answers/ranking/ranked-find.ts'
import { stems } from '#text/content-words.ts'
import type { Signals } from '#answers/answerability/signals.ts'
import { saidOf } from '#answers/place/answering-place.ts'
import { type WeighedSentence, weighedSentences } from '#answers/ranking/features/features.ts'
import { stretchesOf } from '#answers/place/stretch.ts'
import { heldToSubject } from '#answers/question/subject.ts'
import { ingestFolder, retrieve, type Found } from '#knowledge/knowledge.ts'
import { MAYA, openKnowledge, TENANT } from '../../test/helpers/shop-knowledge.ts'
import type { Scope } from '../../test/helpers/database.ts'
import { type Corpus, readCorpora } from '../answers/corpora.ts'
import { heldOutOf } from '../answers/held-out.ts'
import type { KeyQuestion } from '../answers/key.ts'
import type { Choice } from './learn-ranking.ts'
import { readUnseen } from './unseen-documents.ts'
import { FRESH_QUESTIONS, SHOP_QUESTIONS } from '../../test/fixtures/shop-questions.ts'
import { WORDED_ALIKE, WORDED_UNLIKE } from '../../test/fixtures/handbook-questions.ts'
import { ANSWERABLE, MORE_NEAR_MISSES, NEAR_MISS, OFF_TOPIC } from '../../test/fixtures/questions.ts'

/** A question with what came of it. */
export interface Case extends Choice {
  readonly question: string
  /** The question without its story. */
  readonly key: string
  readonly signals: Signals
  /** The question as it is looked for, and the sentences that were found, in the order of `sentences`. */
  readonly said: string
  readonly weighed: readonly WeighedSentence[]
  /** Whether what is quoted of a sentence's place answers it. */
  readonly isAnsweredBy: (sentence: WeighedSentence) => boolean
  /** Whether what was found does. */
  readonly isThere: boolean
  readonly set: string
  /** Whether what answers it was taken from what was found. */
  readonly isTakenAway: boolean
}

interface Wanted {
  readonly question: string
  readonly key?: string
  /** What answers it; null where nothing does. */
  readonly fact: ((text: string, titles: readonly string[]) => boolean) | null
  readonly set: string
  readonly isTakenAway?: boolean
}

const ROOT = join(import.meta.dirname, '../..')
const PASSAGES = 12
/** The key's questions count for more where a ranking is learned: who asks them doesn't know the documents' words. */
export const KEY = 'key: '
const OF_KEY = 5
/** Stretches that an answer is looked for in. */
const PLACES = 6

/** A question with what search found for it. */
interface Searched {
  readonly wanted: Wanted
  readonly found: Found
}

/**
 * Asks each corpus its questions, also with what answers them taken away, and within a story; and the half of the key for
 * answers that is for tuning.
 */
export async function collect(scope: Scope, signal: AbortSignal): Promise<readonly Case[]> {
  const found = await searched(await wantedOf(scope), scope, signal)
  return found.flatMap((each) => judged(each.wanted, each.found))
}

/** Asks the documents that nothing is learned from. */
export async function collectUnseen(scope: Scope, signal: AbortSignal): Promise<readonly Case[]> {
  const asked: Asked[] = []
  for (const corpus of await readUnseen())
    asked.push([await folderOf(corpus, scope), wantedBy(corpus.questions, corpus.name)])
  return (await searched(asked, scope, signal)).map(({ wanted, found }) => caseOf(wanted, found))
}

/** A folder of documents, and what is asked of it. */
type Asked = readonly [path: string, questions: readonly Wanted[]]

/** The folders of documents, and what is asked of each. */
async function wantedOf(scope: Scope): Promise<readonly Asked[]> {
  const shop = [
    ...ANSWERABLE.map(([question, evidence]) => ({ question, fact: holds(evidence), set: 'shop' })),
    ...[...SHOP_QUESTIONS, ...FRESH_QUESTIONS].map(([question, fact]) => ({
      question,
      fact: (text: string) => fact.test(text),
      set: 'shop',
    })),
    ...[...NEAR_MISS, ...OFF_TOPIC, ...MORE_NEAR_MISSES].map((question) => ({ question, fact: null, set: 'absent' })),
    ...WORDED_ALIKE.slice(0, 30).map(([question]) => ({ question, fact: null, set: 'elsewhere' })),
  ]
  const handbook = [
    ...[...WORDED_ALIKE, ...WORDED_UNLIKE].map(([question, evidence]) => ({
      question,
      fact: holds(evidence),
      set: 'handbook',
    })),
    ...[...OFF_TOPIC, ...NEAR_MISS].map((question) => ({ question, fact: null, set: 'elsewhere' })),
  ]
  const sets: Asked[] = [
    [join(ROOT, 'agents/support/knowledge'), inStories(shop)],
    [join(ROOT, 'test/fixtures/handbook'), inStories(handbook)],
  ]
  for (const corpus of await readCorpora()) sets.push([await folderOf(corpus, scope), forTuning(corpus)])
  return sets
}

async function searched(asked: readonly Asked[], scope: Scope, signal: AbortSignal): Promise<readonly Searched[]> {
  const all: Searched[] = []
  for (const [path, questions] of asked) {
    const services = await openKnowledge(scope)
    const knowledge = [{ path, acl: ['public'], class: 'public' as const }]
    const agent = { languages: ['en', 'de'], name: 'support', knowledge }
    await ingestFolder(services, TENANT, agent, { signal, onProgress: () => undefined })
    for (const wanted of questions) {
      const message = questionFocus(wanted.question)
      const question = `${message.asked} ${message.told}`.trim()
      const found = await retrieve(
        { ...services, reranker: null },
        MAYA,
        { agents: ['support'], question, k: PASSAGES },
        signal,
      )
      all.push({ wanted, found })
    }
  }
  return all
}

// The half that is held out is no part of what is learned from.
function forTuning({ name, questions }: Corpus): readonly Wanted[] {
  const heldOut = heldOutOf(questions)
  return wantedBy(
    questions.filter((question) => !heldOut.has(question)),
    `${KEY}${name}`,
  )
}

function wantedBy(questions: readonly KeyQuestion[], set: string): readonly Wanted[] {
  return questions.map(({ ask, must, wrong, from }) => ({
    question: ask,
    set,
    fact:
      must.length === 0
        ? null
        : (text: string, titles: readonly string[]) =>
            must.every((pattern) => pattern.test(text)) &&
            !wrong.some((pattern) => pattern.test(text)) &&
            (from.length === 0 || from.some((page) => titles.some((title) => title.includes(page)))),
  }))
}

async function folderOf({ agent, pages }: Corpus, scope: Scope): Promise<string> {
  if (agent !== null) return join(ROOT, 'agents', agent, 'knowledge')
  const folder = await mkdtemp(join(tmpdir(), 'parley-calibration-'))
  scope.after(() => rm(folder, { recursive: true, force: true }))
  for (const { file, text } of pages) await writeFile(join(folder, file), text)
  return folder
}

const STORIES = [
  [
    'Hello,',
    'I bought something from you last month and my sister was very happy with it.',
    'Yesterday we talked about it again.',
  ],
  ['Hi there.', 'My neighbour and I had a long discussion on Sunday.', 'He says one thing and I say another.'],
]

function inStories(questions: readonly Wanted[]): readonly Wanted[] {
  return questions.flatMap(withStory)
}

// Every third one within a story of its own, as people write who explain themselves.
function withStory(wanted: Wanted, index: number): readonly Wanted[] {
  const story = STORIES[index % STORIES.length] ?? []
  return index % 3 > 0
    ? [wanted]
    : [wanted, { ...wanted, key: wanted.question, question: [...story, wanted.question, 'Thanks!'].join(' ') }]
}

/** What came of a question, and what would without the passages that answer it. */
function judged(wanted: Wanted, found: Found): readonly Case[] {
  const full = caseOf(wanted, found)
  const { fact } = wanted
  if (!fact) return [full]
  const rest = found.passages.filter(({ text, document }) => !fact(flat(text), [document.title]))
  if (rest.length === found.passages.length) return [full]
  const best = Math.max(0.01, ...rest.map(({ score }) => score))
  const passages = rest.map((passage) => ({ ...passage, score: passage.score / best }))
  const similarity = found.similarity === null ? null : Math.max(...passages.map((passage) => passage.similarity ?? 0))
  return [full, caseOf({ ...wanted, fact: null, isTakenAway: true }, { ...found, passages, similarity })]
}

function caseOf({ question, key = question, fact, set, isTakenAway = false }: Wanted, found: Found): Case {
  const asked = questionFocus(question)
  const said = `${asked.asked} ${asked.told}`.trim()
  const about = heldToSubject(asked.asked, found.passages)
  const pieces = new Set(stretchesOf(about, PLACES).flat())
  const passages = about.filter((passage) => pieces.has(passage))
  const sets = passages.map(({ document, heading, text }) => stems(`${document.title} ${heading} ${text}`))
  const rarityOf = weighedStory(asked, found.rarityOf, sets)
  const ranked = rankFound(said, passages, { ...found, rarityOf })
  const answers = (some: readonly CitedSentence[]) => fact !== null && fact(quotesOf(some), titlesOf(some))
  const weighed = weighedSentences(said, passages, rarityOf)
  return {
    said,
    weighed,
    isAnsweredBy: (sentence) => answers(saidOf(sentence, said)),
    question,
    key,
    set,
    isTakenAway,
    signals: ranked.signals(),
    share: set.startsWith(KEY) ? OF_KEY : 1,
    sentences: weighed.map((each) => ({
      features: each.features,
      answers: answers(saidBy(each)),
    })),
    isThere: fact !== null && passages.some(({ text, document }) => fact(flat(text), [document.title])),
  }
}

function quotesOf(sentences: readonly CitedSentence[]): string {
  const quotes = sentences.map(({ text, evidence }) =>
    [text, ...evidence.map(({ quote }) => quote)].map(flat).join(' '),
  )
  return quotes.join(' | ')
}

function titlesOf(sentences: readonly CitedSentence[]): readonly string[] {
  return sentences.flatMap(({ evidence }) => evidence.map(({ document }) => document.title))
}

function holds(evidence: string): (text: string) => boolean {
  return (text) => flat(text).includes(flat(evidence))
}

function flat(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}
