import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { Database } from '#memory/database/database.ts'
import { storeDocument, textsToEmbed } from '#memory/documents/documents.ts'
import {
  embeddedText,
  MARKDOWN,
  type ParsedFrom,
  prepareDocument,
  type PreparedDocument,
} from '#memory/documents/prepare-document.ts'
import type { Embedder } from '#models/contract.ts'
import { TenantId } from '#core/principal.ts'

const ROOT = join(import.meta.dirname, '../..')
// Our documentation as it was in November 2026: a corpus that changed with every page would make figures of nothing else.
const FOLDERS = ['agents/support/knowledge', 'test/fixtures/handbook']
export const TENANT = TenantId.parse('default')

export type Embed = (texts: readonly string[]) => Promise<readonly (readonly number[])[]>

export interface Corpus {
  readonly documents: number
  /** `words`: with its headings, as full text reads them. */
  readonly passages: readonly {
    readonly source: string
    readonly text: string
    readonly words: string
    readonly vector: readonly number[]
  }[]
}

interface Storing {
  readonly embedder: Embedder
  readonly embed: Embed
  /** The questions that documents list, by source. Left out: none. */
  readonly listed?: ReadonlyMap<string, Required<ParsedFrom>['answers']>
}

/** Reads the documents and stores them as the service would. Their ids are the same each time: by them ties are decided. */
export async function storeCorpus(database: Database, { embedder, embed, listed }: Storing): Promise<Corpus> {
  const documents = await readDocuments(listed ?? new Map())
  const passages: Corpus['passages'][number][] = []
  let ids = 0
  const newId = () => `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}`
  for (const document of documents) {
    const texts = await database.tenant(TENANT, (tx) => textsToEmbed(tx, document, 'none'))
    const made = await embed(texts)
    const vectors = new Map(texts.map((text, index) => [text, made[index] ?? []]))
    const embeddings = { embedder: embedder.name, vectors }
    await database.tenant(TENANT, (tx) => storeDocument(tx, document, { newId, embeddings }))
    for (const piece of document.pieces) {
      const { heading, text } = piece
      const words = `${heading.startsWith(document.title) ? '' : `${document.title} `}${heading} ${text}`
      passages.push({ source: document.source, text, words, vector: vectors.get(embeddedText(piece)) ?? [] })
    }
  }
  return { documents: documents.length, passages }
}

async function readDocuments(listed: NonNullable<Storing['listed']>): Promise<readonly PreparedDocument[]> {
  const documents: PreparedDocument[] = []
  for (const folder of FOLDERS) {
    const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true })
    for (const entry of entries.filter(({ name }) => name.endsWith('.md'))) {
      const path = join(entry.parentPath, entry.name)
      const text = await readFile(path, 'utf8')
      const title = /^# (.+)$/m.exec(text)?.[1] ?? entry.name
      const source = relative(ROOT, path)
      const parsed = { ...MARKDOWN, answers: listed.get(source) ?? [] }
      documents.push(
        prepareDocument({
          agents: ['shared'],
          source,
          title,
          text,
          owner: null,
          acl: ['public'],
          class: 'public',
          parsed,
        }),
      )
    }
  }
  return documents.toSorted((left, right) => (left.source < right.source ? -1 : 1))
}

/** Whether a passage has the words that answer. Lines are wrapped in some of the documents. */
export function holderOf(evidence: string): (text: string) => boolean {
  const words = evidence.replaceAll(/\s+/g, ' ')
  return (text) => text.replaceAll(/\s+/g, ' ').includes(words)
}
