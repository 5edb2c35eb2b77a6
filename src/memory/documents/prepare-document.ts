import { createHash } from 'node:crypto'
import { AccessEntry } from './access-list.ts'
import { DocumentAgents } from '#core/document-agents.ts'
import { textOfWords } from '#text/compared-text.ts'
import type { DataClass } from '#core/data-class.ts'
import { AppError } from '#core/errors.ts'
import { yieldingToEventLoop } from './yield-to-event-loop.ts'
import { type Location, locationOf, type TextLocation } from './text-location.ts'
import { type Chunk, chunkMarkdown } from './chunk-markdown.ts'
import { chunkingMarkdown } from './chunk-markdown.ts'

/** A document as it is handed in. `source` says which one it is: the same source again is a new version of it. */
export interface NewDocument {
  readonly source: string
  readonly title: string
  /** Markdown or plain text. */
  readonly text: string
  /** The principal whose it is; null for the operator's own. Only they may bring a new version. */
  readonly owner: string | null
  /** Who may read it: `public`, `role:<role>`, `group:<group>`, `user:<id>`. Empty: nobody. */
  readonly acl: readonly string[]
  /** The agents that answer from it, by name, or `shared`, which is all. */
  readonly agents: readonly string[]
  readonly class: DataClass
  /** How it came. Left out: from an agent's folder. */
  readonly origin?: DocumentOrigin
  /** SHA-256 of what was handed in, in hex; left out where nobody will ask for it. */
  readonly fileHash?: string
  /** How long it stays after its removal, for evidence. Left out: for good. */
  readonly keepMs?: number
  /** What it was, where `text` was read out of something else. */
  readonly parsed?: ParsedFrom
  /** By which inspection its words were looked at for what gives orders; left out: by none, and it will be. */
  readonly inspection?: number
  /** As ISO 639-1 has it. Left out: the one that its words show. */
  readonly language?: string
  /** What its language is taken for where its words don't show it. Left out: `und`, and words are compared as written. */
  readonly likelyLanguage?: string
  /** What it is handed in with, for search to narrow by. Left out: as it was. */
  readonly handedInWith?: Readonly<Record<string, string>>
}

export type DocumentOrigin = 'agent' | 'upload' | 'url' | 'mcp'

/** What reading a file gave besides its text. */
export interface ParsedFrom {
  readonly format: string
  readonly metadata: Readonly<Record<string, string>>
  /** What was noticed about it: hidden text, words that read like orders to a model. */
  readonly findings: readonly Finding[]
  /** Where spans of the text stand in the original. */
  readonly places: readonly TextLocation[]
  /** Questions that it lists as answered by it, each with the heading that it names for it. Left out: none. */
  readonly answers?: readonly { readonly question: string; readonly under: string | null }[]
}

/** A question that a document lists as answered by it. It is looked for, and never quoted or shown. */
export interface PreparedQuestion {
  readonly question: string
  readonly under: string | null
  /** The ordinals of the passages below the heading that it names, none where there is no such heading; null: any. */
  readonly within: readonly number[] | null
}

interface Finding {
  readonly kind: string
  readonly text: string
  readonly start: number | null
  readonly end: number | null
}

/** With where it stands: in the original, and below which headings. Null where it was left out of the text. */
export interface PlacedFinding extends Finding {
  readonly place: Location | null
  readonly heading: string | null
}

/** A piece with where it stands in the original, and what was noticed about its words. */
export interface PreparedChunk extends Chunk {
  readonly place: Location | null
  readonly flags: readonly string[]
}

/** A document split into its passages, with what is compared to see what changed. */
export interface PreparedDocument extends Omit<NewDocument, Defaulted>, Omit<ParsedFrom, 'findings' | 'answers'> {
  readonly findings: readonly PlacedFinding[]
  readonly inspection: number
  readonly origin: DocumentOrigin
  readonly fileHash: string | null
  readonly keepMs: number | null
  readonly language: string | null
  readonly likelyLanguage: string
  readonly handedInWith: Readonly<Record<string, string>> | null
  readonly contentHash: string
  readonly pieces: readonly PreparedChunk[]
  readonly questions: readonly PreparedQuestion[]
}

/** Characters of a finding that are kept to be shown. */
const QUOTE_CHARACTERS = 200

type Defaulted =
  | 'origin'
  | 'fileHash'
  | 'keepMs'
  | 'parsed'
  | 'inspection'
  | 'language'
  | 'likelyLanguage'
  | 'handedInWith'

/** About 200 pages. Longer texts are books: hand them in by chapter, which answers better too. */
const MAX_CHARACTERS = 1_000_000

/** What a text is that wasn't read out of something else. */
export const MARKDOWN: ParsedFrom = { format: 'markdown', metadata: {}, findings: [], places: [] }

/** Brings a text into the shape in which it is stored, and splits it. Throws `document-too-long`, `document-acl` or `document-agents`. */
export function prepareDocument(document: NewDocument): PreparedDocument {
  const text = acceptedText(document)
  return prepared(document, text, chunkMarkdown(text))
}

/** The same where others wait meanwhile: a long text is split in turns with them. */
export async function prepareInTurns(document: NewDocument, signal: AbortSignal): Promise<PreparedDocument> {
  const text = acceptedText(document)
  return prepared(document, text, await yieldingToEventLoop(chunkingMarkdown(text), signal))
}

function acceptedText(document: NewDocument): string {
  if (document.text.length > MAX_CHARACTERS) {
    throw new AppError(
      `The document has ${document.text.length} characters; ${MAX_CHARACTERS} is the most. Hand it in by chapter.`,
      { code: 'document-too-long', status: 413 },
    )
  }
  const wrong = document.acl.find((entry) => !AccessEntry.safeParse(entry).success)
  if (wrong !== undefined) {
    throw new AppError(
      `"${wrong}" can't stand in an access list. Use public, role:<role>, group:<group> or user:<id>.`,
      {
        code: 'document-acl',
        status: 400,
      },
    )
  }
  const agents = DocumentAgents.safeParse(document.agents)
  if (!agents.success) throw notAgents(agents.error.issues.map(({ message }) => message).join('; '))
  return storable(document.text)
}

function notAgents(why: string): AppError {
  return new AppError(`The agents that a document belongs to ${why}. Name them, or say shared for all.`, {
    code: 'document-agents',
    status: 422,
  })
}

function prepared(document: NewDocument, text: string, pieces: readonly Chunk[]): PreparedDocument {
  const title = storable(document.title).trim() || document.source
  const { source, owner, acl, agents, origin = 'agent', fileHash = null, keepMs = null, parsed = MARKDOWN } = document
  const { inspection = 0, language = null, likelyLanguage = 'und', handedInWith = null } = document
  const about = { source, title, owner, acl, agents, class: document.class, origin, fileHash, keepMs }
  const search = { language, likelyLanguage, handedInWith }
  const { findings, places, answers = [], ...known } = parsed
  return {
    ...about,
    ...search,
    ...known,
    places,
    text,
    inspection,
    contentHash: sha256(text),
    pieces: pieces.map((piece, index) => {
      const noticed = { findings, title: document.title }
      return {
        ...piece,
        place: locationOf(places, piece.start),
        flags: flagsOf(piece, noticed, pieces[index - 1]?.end),
      }
    }),
    findings: findings.map((finding) => placed(finding, pieces, places)),
    questions: answers.map(({ question, under }) => ({
      ...{ question: storable(question), under },
      within: under === null ? null : passagesBelow(under, { title, pieces }),
    })),
  }
}

/** What is embedded of a passage: its headings say what "it" is. Equal texts have equal vectors. */
export function embeddedText(piece: { readonly heading: string; readonly text: string }): string {
  return `${piece.heading}\n${piece.text}`
}

// The title stands above all of it.
function passagesBelow(
  under: string,
  { title, pieces }: { readonly title: string; readonly pieces: readonly Chunk[] },
): readonly number[] {
  const named = asHeading(under)
  const isNamed = ({ heading }: Chunk) => [title, ...heading.split(' › ')].some((above) => asHeading(above) === named)
  return pieces.filter(isNamed).map(({ ordinal }) => ordinal)
}

// As people copy it: with its marks or without, in any case.
function asHeading(text: string): string {
  return textOfWords(text)
    .replace(/^#+\s*/u, '')
    .replaceAll(/[*_`]/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .toLowerCase()
}

// What is noticed about a heading counts for the first passage below it, which is read with it; about the title, for all.
function flagsOf(
  { end }: Chunk,
  { findings, title }: { readonly findings: readonly Finding[]; readonly title: string },
  from = 0,
): readonly string[] {
  const noticed = findings.filter((found) =>
    found.start === null || found.end === null ? found.text === title : found.start < end && found.end > from,
  )
  return [...new Set(noticed.map(({ kind }) => kind))].sort()
}

function placed(finding: Finding, pieces: readonly Chunk[], places: readonly TextLocation[]): PlacedFinding {
  const { kind, text, start, end } = finding
  const piece = start === null ? undefined : pieces.find((candidate) => candidate.end > start)
  const quote = text.length > QUOTE_CHARACTERS ? `${text.slice(0, QUOTE_CHARACTERS).toWellFormed()}…` : text
  const heading = piece?.heading ?? null
  return { kind, text: quote, start, end, place: start === null ? null : locationOf(places, start), heading }
}

/**
 * A text as it is stored, which spans count in: PostgreSQL stores neither NUL nor half a surrogate pair, and one kind of
 * line end keeps spans the same everywhere.
 */
export function storable(text: string): string {
  return text
    .replace(/^\uFEFF/u, '')
    .replaceAll(/\r\n?/gu, '\n')
    .replaceAll('\0', '')
    .toWellFormed()
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
