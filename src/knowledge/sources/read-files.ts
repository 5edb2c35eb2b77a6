import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Agent, KnowledgeSource } from '#agents/contract.ts'
import type { DocumentParser } from '#documents/contract.ts'
import { readPlainFile } from '#documents/plain-file.ts'
import { AppError } from '#core/errors.ts'
import type { Logger } from '#core/log.ts'
import type { StoredFile } from '#memory/documents/document-lists.ts'
import type { NewDocument } from '#memory/documents/prepare-document.ts'
import { plainKind, type PlainKind } from '#memory/documents/plain-kind.ts'
import { headingOf, titleOfName } from './title-of-file.ts'
import { agentsOf } from './agents-of.ts'

export interface FolderReader {
  /** Whose files they are: see `DocumentFile`. */
  readonly sharesWith: string
  readonly parser: DocumentParser
  readonly log: Logger
  readonly signal: AbortSignal
  /** What is stored, by source: a file that is still the same, for the same people, isn't read again. */
  readonly stored: ReadonlyMap<string, StoredFile>
}

export interface FolderFiles {
  /** In the order of their sources: `agent:support/knowledge/returns.md`. */
  readonly documents: readonly NewDocument[]
  /** Sources that stay as they are stored: their files are the same, or can't be read any more, which is in the log. */
  readonly kept: readonly string[]
}

/** Reads the documents in an agent's knowledge folders. Throws `knowledge-duplicate`. */
export async function readKnowledgeFiles(
  { name: agent, knowledge }: Pick<Agent, 'name' | 'knowledge'>,
  prefix: string,
  reader: FolderReader,
): Promise<FolderFiles> {
  const documents: NewDocument[] = []
  const kept: string[] = []
  for (const source of knowledge) {
    const place = { ...source, agents: agentsOf(source, agent) }
    for (const path of await filesIn(place.path)) {
      const name = [basename(place.path), ...relative(place.path, path).split(/[/\\]/u)].filter((part) => part !== '')
      const file = prefix + name.join('/')
      const document = await readDocument(path, { source: file, place }, reader)
      if (document === 'kept') kept.push(file)
      else if (document) documents.push(document)
    }
  }
  const all = [...documents.map(({ source }) => source), ...kept].toSorted()
  const twice = all.find((source, index) => all[index + 1] === source)
  if (twice !== undefined) {
    throw new AppError(`Two knowledge folders both have ${twice}. Give the folders different names.`, {
      code: 'knowledge-duplicate',
    })
  }
  return { documents: documents.toSorted((left, right) => (left.source < right.source ? -1 : 1)), kept }
}

/** With the agents that its documents belong to: what they are stored with. */
type OwnedSource = KnowledgeSource & { readonly agents: readonly string[] }

// Null where it can't be read, and nothing that may stay is stored. Rights that have changed are no longer those of what is.
async function readDocument(
  path: string,
  { source, place }: { readonly source: string; readonly place: OwnedSource },
  { sharesWith, parser, log, signal, stored }: FolderReader,
): Promise<NewDocument | 'kept' | null> {
  const { acl, agents, class: dataClass, keepMs } = place
  const about = { source, owner: null, acl, agents, class: dataClass, ...(keepMs !== undefined && { keepMs }) }
  const bytes = await readFile(path)
  const fileHash = createHash('sha256').update(bytes).digest('hex')
  const before = stored.get(source)
  const mayStay =
    before !== undefined && isDeepStrictEqual([before.acl, before.agents, before.class], [acl, agents, dataClass])
  if (mayStay && before.hash === fileHash && before.keepMs === (keepMs ?? null)) return 'kept'
  try {
    // Read here, but for what its reader doesn't see. Everything else is parsed, in a process of its own.
    const plain = plainKind(path)
    if (plain && isUtf8(bytes)) return { ...about, ...plainDocument(path, bytes, plain), fileHash }
    const { title, text, ...parsed } = await parser.parse({ name: basename(path), bytes, sharesWith }, signal)
    return { ...about, title: title ?? titleOfName(path), text, fileHash, parsed }
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof AppError)) throw error
    log.warn({ event: 'document-skipped', code: error.code, source, reason: error.message })
    return mayStay ? 'kept' : null
  }
}

/** A file of the operator's own, as it is read in this process. Throws `document-bomb`. */
export function plainDocument(path: string, bytes: Buffer, kind: PlainKind) {
  const { title, text, findings, metadata, answers } = readPlainFile(bytes.toString('utf8'), kind)
  const parsed = { format: 'markdown', metadata, places: [], findings, answers }
  return { title: title ?? headingOf(text) ?? titleOfName(path), text, parsed }
}

/** The files below a path, or the one that it names. Files alone: a symbolic link could lead out of the folder. */
export async function filesIn(path: string): Promise<readonly string[]> {
  if ((await stat(path)).isFile()) return [path]
  const entries = await readdir(path, { withFileTypes: true, recursive: true })
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
}
