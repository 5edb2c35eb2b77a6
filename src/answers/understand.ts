import type { Agent } from '#agents/contract.ts'
import { judgeAnswerability, type Answerability } from './answerability.ts'
import { leaning } from './question/elliptic.ts'
import { composed } from '#text/compared-text.ts'
import { composedPassage } from './place/cited-text.ts'
import { weighedStory, questionFocus } from './question/question-focus.ts'
import { weighedFor } from '#text/rarity.ts'
import { stems } from './grounding.ts'
import { rankFound, type RankedFind } from './ranking/ranked-find.ts'
import { heldToSubject } from './question/subject.ts'
import { type Stretch, stretchesOf } from './place/stretch.ts'
import type { Principal } from '#core/principal.ts'
import { type View, viewFor } from '#memory/database/reader.ts'
import type { FoundPassage } from '#memory/documents/search.ts'
import { rewordedFor } from './sentence/other-language.ts'
import { retrieve, type Found } from '#knowledge/knowledge.ts'
import type { Services } from '#turn/services.ts'

export interface Asked {
  readonly principal: Principal
  readonly question: string
  /** The same in the documents' language, as a model put it; null where nobody did. */
  readonly search: string | null
  /** What the same person typed before in the thread, newest first. */
  readonly earlier: readonly string[]
  readonly live: { readonly agent: Pick<Agent, 'name' | 'synonyms' | 'subjects'> }
}

/** A question as it was understood, and what was found for it. */
export interface Understood {
  readonly question: string
  readonly found: Found & { readonly subjects: readonly string[] }
  /** What was found, as a model is given it. */
  readonly stretches: readonly Stretch<FoundPassage>[]
  readonly ranked: RankedFind
  readonly verdict: Answerability['verdict']
  /** The documents' language, where it is another than the question's and they were looked through in theirs. */
  readonly foundIn: string | null
}

/** What is looked through for a message: what its sender may read of its agent's documents. */
export function viewOfAsked({ principal, live }: Asked): View {
  return viewFor(principal, [live.agent.name])
}

/** How many places an answer is looked for in. Passages that belong together are one. */
const PLACES = 6
/** As many are found, so that the other half of a section is among them. */
const PASSAGES = 2 * PLACES

/**
 * Looks for what answers a message. To one that goes on from an earlier message ("and for sale items?") the earlier
 * question's words are added, if everything that the message names is found with them. What may be a whole question is
 * first looked for by itself.
 */
export async function understand(services: Services, asked: Asked, signal: AbortSignal): Promise<Understood> {
  const { question, search } = asked
  if (search !== null) return lookUpInTheirs(services, asked, search, signal)
  const before = asked.earlier.find((text) => leaning(text) !== 'goes-on') ?? asked.earlier[0]
  const leans = leaning(question)
  if (before === undefined || leans === 'stands-alone') return lookUp(services, asked, question, signal)
  const alone = await lookUp(services, asked, question, signal)
  if (leans === 'may' && alone.verdict === 'answerable') return alone
  // What is asked is the last question of a message: the earlier one is its story.
  const together = await lookUp(services, asked, `${before} ${question}`, signal)
  const { missing } = judgeAnswerability(rankFound(question, together.found.passages, together.found))
  if (together.verdict !== 'answerable' || missing.length > 0) return alone
  const found = { ...together.found, rarityOf: weighedFor(question, together.found.rarityOf) }
  return { ...together, found, ranked: rankFound(together.question, found.passages, found) }
}

// As it was asked, and where that isn't answered, as it reads in the documents' language.
async function lookUpInTheirs(
  services: Services,
  asked: Asked,
  search: string,
  signal: AbortSignal,
): Promise<Understood> {
  const said = await lookUpAsSaid(services, asked, asked.question, signal)
  if (said.verdict === 'answerable') return said
  const there = await lookUpAsSaid(services, asked, search, signal)
  return there.verdict === 'not-in-documents' ? said : { ...there, question: said.question }
}

/** What is found for a message; where documents speak another language, what is found for its words in theirs. */
async function lookUp(services: Services, asked: Asked, message: string, signal: AbortSignal): Promise<Understood> {
  const understood = await lookUpAsSaid(services, asked, message, signal)
  if (understood.verdict === 'answerable') return understood
  const reworded = rewordedFor(message, understood.found.passages, asked.live.agent.synonyms)
  if (!reworded) return understood
  const there = await lookUpAsSaid(services, asked, reworded.question, signal)
  // A word-by-word gloss finds, and nobody has checked it: what it finds is no more than near.
  const verdict = there.verdict === 'answerable' ? 'uncertain' : there.verdict
  return { ...there, question: understood.question, verdict, foundIn: reworded.language }
}

async function lookUpAsSaid(
  services: Services,
  { principal, live }: Asked,
  message: string,
  signal: AbortSignal,
): Promise<Understood> {
  const { synonyms, subjects = [] } = live.agent
  const said = questionFocus(composed(message))
  const question = `${said.asked} ${said.told}`.trim()
  const wanted = { question, k: PASSAGES, agents: [live.agent.name], synonyms }
  const retrieved = await retrieve(services, principal, wanted, signal)
  const all = { ...retrieved, passages: retrieved.passages.map(composedPassage) }
  const about = heldToSubject(said.asked, all.passages, subjects)
  const stretches = stretchesOf(about, PLACES)
  const pieces = new Set(stretches.flat())
  const passages = about.filter((passage) => pieces.has(passage))
  const words = passages.map(({ document, heading, text }) => stems(`${document.title} ${heading} ${text}`))
  const found = { ...all, passages, rarityOf: weighedStory(said, all.rarityOf, words), subjects }
  const ranked = rankFound(question, passages, found)
  return { question, found, stretches, ranked, verdict: judgeAnswerability(ranked).verdict, foundIn: null }
}
