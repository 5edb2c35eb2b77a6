import type { KnowledgeQuestion } from '#agents/files/knowledge-evals.ts'
import type { SearchResultView } from '#contract/knowledge.ts'
import type { MessageView } from '#contract/message.ts'
import type { PersonClient } from '../../test/helpers/parley-client.ts'
import type { Hits } from '../retrieval/measures.ts'
import { documentsCalled, type KnownDocument } from './known-documents.ts'

/** What came of one question, as who asked it sees it through the API. */
export interface Asked {
  readonly question: KnowledgeQuestion
  /** Of the first ten that search gives, best first: whether each holds an expected passage that none before it did. */
  readonly hits: Hits
  /** Of the expected passages: whether each is among these. */
  readonly reached: readonly boolean[]
  /** Of what the answer quotes: whether each is in an expected passage. */
  readonly cited: readonly boolean[]
  /** Of the expected passages: whether each is quoted from. */
  readonly quoted: readonly boolean[]
  /** Facts that the answer doesn't say. */
  readonly missing: readonly string[]
  /** That it said that it doesn't know. */
  readonly isRefused: boolean
  /** What was shown of documents that this person may not read, a line each. */
  readonly leaks: readonly string[]
  readonly text: string
}

/** Words of a document that somebody was shown. */
interface Shown {
  /** The document's. */
  readonly id: string
  readonly text: string
}

/** Asks in a thread of its own, and searches with the same words. */
export async function askDocuments(
  client: PersonClient,
  agent: string,
  { question, documents }: { readonly question: KnowledgeQuestion; readonly documents: readonly KnownDocument[] },
): Promise<Asked> {
  const { body: thread } = await client.request<{ id: string }>('POST', '/v1/threads', { agent })
  const { run } = await client.ask(question.ask, thread.id)
  if (run.failure) throw new Error(`the run failed: ${run.failure.text}`)
  const parts = (await client.messages(thread.id)).filter(isAnswer).flatMap(({ parts: said }) => said)
  const quotes = parts.flatMap((part) => (part.type === 'text' ? part.citations : []))
  const found = await search(client, question.ask)
  const { passages, facts, hidden } = question
  const isIn = ({ id }: Pick<Shown, 'id'>, name: string) =>
    documentsCalled(name, documents).some((document) => document.id === id)
  const expectedIn = (shown: Shown) =>
    passages.filter(({ document, holds: words }) => isIn(shown, document) && flat(shown.text).includes(flat(words)))
  const reached = new Set<(typeof passages)[number]>()
  const hits = found.map((shown) => {
    const before = reached.size
    for (const expected of expectedIn(shown)) reached.add(expected)
    return reached.size > before
  })
  const passagesCited = new Map(found.map((shown) => [shown.passageId, shown]))
  const citedFrom = quotes.map(({ passageId, quote, document: { id } }) => ({
    id,
    text: passagesCited.get(passageId)?.text ?? quote,
  }))
  const text = parts.flatMap((part) => ('text' in part ? [part.text] : [])).join('\n')
  return {
    question,
    hits,
    reached: passages.map((expected) => reached.has(expected)),
    cited: citedFrom.map((shown) => expectedIn(shown).length > 0),
    quoted: passages.map((expected) => citedFrom.some((shown) => expectedIn(shown).includes(expected))),
    missing: facts.filter((fact) => !flat(text).includes(flat(fact))),
    isRefused: parts.some((part) => part.type === 'notice' && part.code === 'not-in-documents'),
    leaks: hidden.flatMap((name) => leaksOf(name, documents, { found, citedFrom, text })),
    text,
  }
}

/** How the answer shows that a document is there which this person may not read. */
function leaksOf(
  name: string,
  documents: readonly KnownDocument[],
  { found, citedFrom, text }: { readonly found: Found; readonly citedFrom: readonly Shown[]; readonly text: string },
): readonly string[] {
  const called = documentsCalled(name, documents)
  const isIt = ({ id }: Pick<Shown, 'id'>) => called.some((document) => document.id === id)
  const isNamed = [name, ...called.map(({ title }) => title)].some((each) => flat(text).includes(flat(each)))
  return [
    ...found
      .flatMap(({ id, alsoIn }) => [{ id }, ...alsoIn])
      .filter(isIt)
      .map(() => `${name} is found by search`),
    ...citedFrom.filter(isIt).map(() => `${name} is quoted`),
    ...(isNamed ? [`${name} is named`] : []),
  ]
}

type Found = Awaited<ReturnType<typeof search>>

function isAnswer({ role }: MessageView): boolean {
  return role === 'assistant'
}

async function search(client: PersonClient, words: string) {
  const path = `/v1/search?q=${encodeURIComponent(words)}&k=10`
  const { body } = await client.request<{ results: readonly SearchResultView[] }>('GET', path)
  return body.results.map(({ passageId, document: { id }, text, alsoIn }) => ({
    passageId,
    id,
    text,
    /** The documents of those that say the same. */
    alsoIn: alsoIn.map(({ document }) => ({ id: document.id })),
  }))
}

function flat(text: string): string {
  return text.replaceAll(/\s+/g, ' ').toLowerCase()
}
