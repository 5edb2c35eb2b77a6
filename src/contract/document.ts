import { z } from 'zod'
import { AccessEntry } from '#memory/documents/access-list.ts'
import { DataClass } from '#core/data-class.ts'
import { DocumentAgents } from '#core/document-agents.ts'
import { Location } from '#memory/documents/text-location.ts'
import { UploadedFile, type HandedInFile } from './uploaded-file.ts'
import { Id, Metadata, Moment } from './fields.ts'

const storable = (text: string) => !text.includes('\0') && text.isWellFormed()
const Line = z
  .string()
  .min(1)
  .max(500)
  .refine((text) => storable(text) && !/[\r\n]/.test(text), 'must be one line of characters that a text has')

/** A form has one value, several, or several with commas between; JSON a list. */
const list = <Entries extends z.ZodType>(entries: Entries) =>
  z.preprocess((value) => (typeof value === 'string' ? value.split(',').map((entry) => entry.trim()) : value), entries)

/** Which agents answer from it. */
export const BelongsTo = z
  .strictObject({
    agents: DocumentAgents.describe('Which agents answer from it, by name; `["shared"]` alone is all of them.'),
  })
  .meta({ id: 'DocumentAgents' })

/** A document as JSON with its `text`, or as a form with its `file`. */
export const NewDocument = z
  .strictObject({
    title: Line.optional().describe('Left out with a file: as the file says, or its name.'),
    text: z.string().max(1_000_000).optional().describe('Markdown or plain text.'),
    file: z
      .instanceof(UploadedFile)
      .meta({ description: 'The file itself, in a form.', type: 'string', format: 'binary' })
      .optional(),
    source: Line.optional().describe('Which document it is: the same source again is a new version of it.'),
    acl: list(z.array(AccessEntry).max(100))
      .optional()
      .describe(
        'Who may read it: `public`, `role:<role>`, `group:<group>`, `user:<id>`. Left out: as it was. A new one needs it.',
      ),
    agents: list(DocumentAgents)
      .optional()
      .describe(
        'Which agents answer from it, by name; `shared` alone is all of them, also those that come later. Left out: as it was; of a new one, the only agent that there is. With several agents it has to be there.',
      ),
    class: DataClass.optional().describe('Left out: as it was; of a new one, `internal`.'),
    origin: z.enum(['upload', 'url']).default('upload'),
    metadata: Metadata.optional().describe(
      'What search can be narrowed by, such as `{"team": "returns"}`; in a form as JSON. Left out: as it was.',
    ),
    language: z
      .string()
      .regex(/^[a-z]{2,3}$/, 'must be a language code such as de')
      .optional()
      .describe('By which its words are found in other forms. Left out: the one that they show.'),
    keepDays: z.coerce
      .number()
      .int()
      .min(0)
      .max(36_500)
      .optional()
      .describe('How many days it stays for evidence once it is removed. Left out: as it was; of a new one, for good.'),
  })
  .superRefine(({ text, file, title }, context) => {
    if ((text === undefined) === (file === undefined)) {
      context.addIssue({ code: 'custom', path: ['text'], message: 'must be there, or else a file' })
    } else if (text !== undefined && title === undefined) {
      context.addIssue({ code: 'custom', path: ['title'], message: 'must be there with a text' })
    }
  })
  .meta({ id: 'NewDocument' })

export const AddedDocument = z
  .object({
    documentId: Id,
    version: z.int(),
    change: z
      .enum(['stored', 'unchanged'])
      .describe('With `unchanged` the text was there already, whatever else was updated.'),
    passages: z.int(),
    findings: z.int().describe('How many things about it somebody should look at.'),
    givesOrders: z.int().describe('How many of them read like orders to a model.'),
    questionsLeftOut: z
      .array(z.string())
      .readonly()
      .describe('Questions under `answers:` that are not searched, each with the reason.'),
  })
  .meta({ id: 'AddedDocument' })
export type AddedDocument = z.infer<typeof AddedDocument>

export const FindingView = z.object({
  kind: z.string().describe('`instruction-like`, `hidden-text`, `invisible-characters`, `comment` and others.'),
  text: z.string().describe('A short quote. Empty for words of a text that you may not read.'),
  start: z.int().nullable().describe('Its span in the text; null where it was left out of the text.'),
  end: z.int().nullable(),
  place: Location.nullable().describe('Its page, slide or row in the original.'),
  heading: z.string().nullable().describe('The headings above it, outermost first.'),
})
export type FindingView = z.infer<typeof FindingView>

export const DocumentView = z
  .object({
    id: Id,
    title: z.string(),
    version: z.int(),
    source: z.string(),
    class: z.string(),
    agents: z
      .array(z.string())
      .readonly()
      .describe('Which agents answer from it, of those that you may talk to; `shared` is all. Every one with `all`.'),
    passages: z.int(),
    createdAt: Moment,
    updatedAt: Moment,
    origin: z.enum(['agent', 'upload', 'url', 'mcp']),
    format: z.string(),
    status: z
      .enum(['ready', 'embedding', 'removed'])
      .describe('While `embedding` it is found by its words alone, until its vectors are made.'),
    kept: z
      .object({
        acl: z.array(z.string()).readonly(),
        removedAt: Moment.nullable(),
        keepUntil: Moment.nullable(),
        givesOrders: z.int().describe('How many places of it read like orders to a model.'),
        findings: z
          .array(FindingView)
          .readonly()
          .describe('The first 20, those that read like orders before the others.'),
      })
      .nullable()
      .describe('What only those see who look after the documents; null for everybody else.'),
  })
  .meta({ id: 'Document' })
export type DocumentView = z.infer<typeof DocumentView>

export const DocumentDetail = z
  .object({
    document: DocumentView,
    isReadable: z.boolean().describe('Whether you may read its text, and not only look after it.'),
    versions: z
      .array(z.object({ version: z.int(), createdAt: Moment, passages: z.int() }))
      .readonly()
      .describe('The newest first, 50 at most.'),
  })
  .meta({ id: 'DocumentDetail' })
export type DocumentDetail = z.infer<typeof DocumentDetail>

export const HandedIn = z
  .object({
    id: Id,
    source: z.string(),
    hash: z.string().nullable().describe('SHA-256 of what was handed in, in hex.'),
    acl: z.array(z.string()).readonly(),
    agents: z.array(z.string()).readonly(),
    class: z.string(),
    keepDays: z.int().nullable(),
    metadata: z.record(z.string(), z.string()),
    language: z.string().describe('`und` where nobody knows.'),
  })
  .meta({ id: 'HandedIn' })
export type HandedIn = z.infer<typeof HandedIn>

export const DocumentPage = z.object({
  documents: z.array(DocumentView).readonly(),
  next: Id.nullable(),
  agents: z.array(z.string()).readonly().describe('The agents that you may talk to: whom documents can belong to.'),
})
export type DocumentPage = z.infer<typeof DocumentPage>

export const HandedInPage = z.object({ documents: z.array(HandedIn).readonly(), next: z.string().nullable() })
export type HandedInPage = z.infer<typeof HandedInPage>

export type DocumentStatus = DocumentView['status']
export type KeptView = NonNullable<DocumentView['kept']>

export interface DocumentFilter {
  readonly all: boolean
  /** Those alone that this agent answers from, or that `shared` names; null for those of every one. */
  readonly agent: string | null
  readonly status: DocumentStatus | null
  /** Those alone that give orders to a model or hide words from their readers. */
  readonly noticed: boolean
  /** What their sources begin with; empty for every source. */
  readonly source: string
  readonly words: string
  readonly after: string | null
  readonly limit: number
}

export interface HandedInDocument {
  /** Null: as the file itself says, or its name. */
  readonly title: string | null
  readonly file: HandedInFile
  /** Which one it is: the same again is a new version. Null: a new document. */
  readonly source: string | null
  /** Null: as it was; a new one needs it. */
  readonly acl: readonly string[] | null
  /** Null: as it was; for a new one, the only agent that there is. */
  readonly agents: readonly string[] | null
  /** Null: as it was; for a new one `internal`. */
  readonly class: DataClass | null
  readonly origin: 'upload' | 'url' | 'mcp'
  /** Null: as it was; for a new one, for good. */
  readonly keepDays: number | null
  /** What search is narrowed by. Null: as it was; for a new one, nothing. */
  readonly metadata: Readonly<Record<string, string>> | null
  /** As ISO 639-1 has it. Null: as its words show. */
  readonly language: string | null
}
