import { z } from 'zod'
import { Id, limitUpTo, textUpTo } from './fields.ts'
import { AddedDocument, BelongsTo, DocumentDetail, DocumentPage, HandedInPage, NewDocument } from './document.ts'
import { endpoint, operation } from './endpoint.ts'

const WRONG_ROLE = {
  status: 403,
  code: 'wrong-role',
  when: 'you are neither an operator nor a key with the scope `ingest`',
} as const

const Source = z.string().max(500).default('').describe('What their sources begin with.')

const WRONG_AGENTS = {
  status: 422,
  code: 'document-agents',
  when: 'no agent is called so, or none is named where there are several',
} as const

/** A text of a million characters, and what JSON makes of it. */
const TEXT_BYTES = 4_194_304

/** What a parser takes, and the form around it. */
const FORM_BYTES = 52_428_800

export const addDocument = endpoint({
  method: 'POST',
  path: '/v1/documents',
  actions: ['document.add'],
  summary: 'Hand a document in, or a new version of one',
  description:
    'As JSON with its text, or as a form with its file. It is found by its words at once, and by its meaning when its vectors are made.',
  body: NewDocument,
  bodyBytes: TEXT_BYTES,
  formBytes: FORM_BYTES,
  status: 202,
  success: 'Which document it is, and which version of it.',
  result: AddedDocument,
  problems: [
    WRONG_ROLE,
    WRONG_AGENTS,
    { status: 422, code: 'document-readers', when: 'it is new and nothing says who may read it' },
    { status: 400, code: 'invalid-form', when: 'the form isn’t whole' },
    { status: 409, code: 'source-taken', when: 'the source is somebody else’s document' },
    { status: 413, code: 'document-too-long', when: 'its text has more than a million characters' },
    { status: 422, code: 'source-reserved', when: 'the source is one of an agent’s folder' },
    { status: 413, code: 'document-too-large', when: 'the file, its pages or its text are too many' },
    { status: 415, code: 'document-format-unknown', when: 'nobody here can read such a file' },
    { status: 422, code: 'document-broken', when: 'the file isn’t whole, or isn’t what it says' },
    { status: 422, code: 'document-empty', when: 'there is no text in it' },
    { status: 422, code: 'document-password', when: 'it is locked' },
    { status: 422, code: 'document-bomb', when: 'it unfolds into more than anybody reads' },
    { status: 422, code: 'document-memory', when: 'reading it takes more memory than it may' },
    { status: 422, code: 'document-too-slow', when: 'reading it takes longer than it may' },
    { status: 422, code: 'parser-died', when: 'reading it ended the process that reads' },
    {
      status: 503,
      code: 'uploads-busy',
      when: 'others are being read, as many as fit in; Retry-After says when to come back',
    },
    { status: 503, code: 'upload-not-kept', when: 'there is no room to keep a large file until it is read' },
    { status: 503, code: 'parser-start', when: 'no file can be read right now' },
  ],
})

export const listDocuments = operation({
  method: 'GET',
  path: '/v1/documents',
  actions: ['document.list'],
  summary: 'List the documents that you may read, or all you look after',
  query: z.object({
    all: z
      .enum(['true', 'false'])
      .default('false')
      .describe('Every one there is, for those who look after them: titles and findings, never texts.'),
    status: z.enum(['ready', 'embedding', 'removed']).optional(),
    noticed: z
      .enum(['true', 'false'])
      .default('false')
      .describe('Those alone that give orders to a model or hide words from their readers. With `all`.'),
    agent: textUpTo(100)
      .optional()
      .describe('Those alone that this agent answers from. Left out: those of all agents that you may talk to.'),
    source: Source,
    words: textUpTo(200).default('').describe('Words that are all in their titles or sources.'),
    after: Id.optional().describe('`next` of the page before.'),
    limit: limitUpTo(1_000, 200),
  }),
  success: 'The documents, by title.',
  result: DocumentPage,
  problems: [{ ...WRONG_ROLE, when: `you ask for all and ${WRONG_ROLE.when}` }],
})

export const readDocumentDetail = operation({
  method: 'GET',
  path: '/v1/documents/{documentId}/about',
  actions: ['document.list'],
  summary: 'Read what is known of a document: its state, its readers and its versions',
  description: 'For whoever may read it, and for those who look after the documents.',
  params: z.object({ documentId: Id }),
  success: 'The document without its text.',
  result: DocumentDetail,
})

export const listHandedIn = operation({
  method: 'GET',
  path: '/v1/documents/hashes',
  actions: ['document.list-hashes'],
  summary: 'List what was handed in, by hash: what needn’t be sent again',
  query: z.object({
    source: Source,
    after: z.string().max(500).optional().describe('`next` of the page before.'),
    limit: limitUpTo(5_000, 1_000),
  }),
  success: 'What is there now, by source.',
  result: HandedInPage,
  problems: [WRONG_ROLE],
})

export const setDocumentAgents = operation({
  method: 'POST',
  path: '/v1/documents/{documentId}/agents',
  actions: ['document.add'],
  summary: 'Say which agents answer from a document',
  params: z.object({ documentId: Id }),
  body: BelongsTo,
  status: 204,
  success: 'From now on those answer from it, and no others.',
  problems: [
    WRONG_ROLE,
    { status: 422, code: 'source-reserved', when: 'it is a file of an agent’s folder: its agent.yaml says so' },
    WRONG_AGENTS,
  ],
})

export const removeDocument = operation({
  method: 'DELETE',
  path: '/v1/documents/{documentId}',
  actions: ['document.remove'],
  summary: 'Remove a document from all that is answered from now on',
  description: 'Citations of earlier answers still lead to it, for as long as it is to be kept.',
  params: z.object({ documentId: Id }),
  status: 204,
  success: 'It isn’t found any more.',
  problems: [WRONG_ROLE, { status: 422, code: 'source-reserved', when: 'it is a file of an agent’s folder' }],
})
