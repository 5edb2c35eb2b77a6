import { join } from 'node:path'
import { weighedStory, whatIsAsked } from '#guardrails/asked.ts'
import { bestSentences } from '#guardrails/best-sentences.ts'
import { stems } from '#guardrails/language/content-words.ts'
import { signalsOf, type Signals } from '#guardrails/knowing/signals.ts'
import { heldToSubject } from '#guardrails/subject.ts'
import { ingestFolder, retrieve, type Found } from '#knowledge/knowledge.ts'
import { MAYA, openKnowledge, TENANT } from '../../test/helpers/shop-knowledge.ts'
import type { Scope } from '../../test/helpers/database.ts'
import { FRESH_QUESTIONS, SHOP_QUESTIONS } from '../../test/fixtures/shop-questions.ts'
import { WORDED_ALIKE, WORDED_UNLIKE } from '../../test/fixtures/handbook-questions.ts'
import { ANSWERABLE, MORE_NEAR_MISSES, NEAR_MISS, OFF_TOPIC } from '../../test/fixtures/questions.ts'

/** A question with what came of it. */
export interface Case {
  readonly question: string
  /** The question without its story. */
  readonly key: string
  readonly signals: Signals
  /** Whether the best sentences answer it. */
  readonly isRight: boolean
  /** Whether what was found does. */
  readonly isThere: boolean
  readonly quotes: string
  readonly set: string
  /** Whether what answers it was taken from what was found. */
  readonly isTakenAway: boolean
}

interface Wanted {
  readonly question: string
  readonly key?: string
  /** What answers it; null where nothing does. */
  readonly fact: ((text: string) => boolean) | null
  readonly set: string
  readonly isTakenAway?: boolean
}

const ROOT = join(import.meta.dirname, '../..')
const PASSAGES = 12

/** Asks each corpus its questions, also with what answers them taken away, and within a story. */
export async function collect(scope: Scope, signal: AbortSignal): Promise<readonly Case[]> {
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
  const cases: Case[] = []
  for (const [path, questions] of [
    ['agents/support/knowledge', shop],
    ['test/fixtures/handbook', handbook],
  ] as const) {
    const services = await openKnowledge(scope)
    const knowledge = [{ path: join(ROOT, path), acl: ['public'], class: 'public' as const }]
    const agent = { languages: ['en'], name: 'support', knowledge }
    await ingestFolder(services, TENANT, agent, { signal, onProgress: () => undefined })
    for (const [index, wanted] of questions.entries()) {
      for (const one of withStory(wanted, index)) {
        const { asked, told } = whatIsAsked(one.question)
        const question = told === '' ? asked : `${asked} ${told}`
        const found = await retrieve({ ...services, reranker: null }, MAYA, { question, k: PASSAGES }, signal)
        cases.push(...judged(one, found))
      }
    }
  }
  return cases
}

const STORIES = [
  [
    'Hello,',
    'I bought something from you last month and my sister was very happy with it.',
    'Yesterday we talked about it again.',
  ],
  ['Hi there.', 'My neighbour and I had a long discussion on Sunday.', 'He says one thing and I say another.'],
]

// Every third one within a story of its own, as people write who explain themselves.
function withStory(wanted: Wanted, index: number): readonly Wanted[] {
  const story = STORIES[index % STORIES.length] ?? []
  return index % 3 > 0
    ? [wanted]
    : [wanted, { ...wanted, key: wanted.question, question: [...story, wanted.question, 'Thanks!'].join(' ') }]
}

function judged(wanted: Wanted, found: Found): readonly Case[] {
  const full = caseOf(wanted, found)
  const { fact } = wanted
  if (!fact) return [full]
  const rest = found.passages.filter(({ text }) => !fact(text))
  const best = Math.max(0.01, ...rest.map(({ score }) => score))
  const passages = rest.map((passage) => ({ ...passage, score: passage.score / best }))
  const similarity = found.similarity === null ? null : Math.max(...passages.map((passage) => passage.similarity ?? 0))
  return [full, caseOf({ ...wanted, fact: null, isTakenAway: true }, { ...found, passages, similarity })]
}

function caseOf({ question, key = question, fact, set, isTakenAway = false }: Wanted, found: Found): Case {
  const asked = whatIsAsked(question)
  const said = `${asked.asked} ${asked.told}`.trim()
  const passages = heldToSubject(asked.asked, found.passages)
  const sets = passages.map(({ document, heading, text }) => stems(`${document.title} ${heading} ${text}`))
  const rarityOf = weighedStory(asked, found.rarityOf, sets)
  const quotes = bestSentences(said, passages, rarityOf).map(({ evidence: [first] }) => flat(first?.quote ?? ''))
  return {
    question,
    key,
    set,
    isTakenAway,
    signals: signalsOf(said, passages, { ...found, rarityOf }),
    quotes: quotes.join(' | '),
    isRight: fact !== null && quotes.some(fact),
    isThere: fact !== null && passages.some(({ text }) => fact(flat(text))),
  }
}

function holds(evidence: string): (text: string) => boolean {
  return (text) => flat(text).includes(flat(evidence))
}

function flat(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}
