import { enforce, isAllowed } from '#auth/authorize.ts'
import type { DataClass } from '#core/data-class.ts'
import { AppError, notFound } from '#core/errors.ts'
import {
  findBySource,
  listDocuments,
  type ListedDocument,
  listHandedIn as listHandedInRows,
} from '#memory/documents/document-lists.ts'
import { listVersions } from '#memory/documents/document-versions.ts'
import { viewFor } from '#memory/database/reader.ts'
import { removeDocument } from '#memory/documents/documents.ts'
import type { Tx } from '#memory/database/database.ts'
import type { PreparedDocument } from '#memory/documents/prepare-document.ts'
import type { Principal } from '#core/principal.ts'
import type { Operations } from '#contract/operations.ts'
import type {
  DocumentDetail,
  DocumentFilter,
  HandedInDocument,
  DocumentPage,
  DocumentView,
  FindingView,
} from '#contract/document.ts'
import { INSTRUCTION_LIKE } from '#knowledge/documents/inspect-document.ts'
import { leftOutOf, QUESTION_LEFT_OUT, readyForSearch } from '#knowledge/search/ready-for-search.ts'
import { FOLDER_PREFIX, RESOURCE_PREFIX } from '#knowledge/sources/reserved-sources.ts'
import { storeForSearch } from '#knowledge/search/store-for-search.ts'
import { titleOfName } from '#knowledge/sources/title-of-file.ts'
import { setAgents } from '#memory/documents/document-agents.ts'
import { servingEmbedder } from '#knowledge/search/serving-embedder.ts'
import type { Services } from '#turn/services.ts'
import { agentsAsked, agentsToAsk, agentsToBelongTo, shownAgents } from './agents-to-ask.ts'

const DAY_MS = 86_400_000
/** The sources that only an agent's folder or its tool servers may update. */
const RESERVED: readonly string[] = [FOLDER_PREFIX, RESOURCE_PREFIX]

/** Handing documents in and looking after them. */
export function documentOperations(
  services: Services,
): Pick<
  Operations,
  'addDocument' | 'listDocuments' | 'readDocumentDetail' | 'setDocumentAgents' | 'removeDocument' | 'listHandedIn'
> {
  const { database, context } = services
  return {
    addDocument: async (principal, handedIn, signal) => {
      enforce(principal, 'document.add', 'tenant')
      const document = await prepared(services, principal, handedIn, signal)
      const stored = await storeForSearch(services, principal.tenantId, document)
      const { documentId, version, change } = stored
      context.log.info({ event: 'document-handed-in', documentId, version, change, by: principal.id })
      return {
        ...stored,
        passages: document.pieces.length,
        findings: document.findings.length,
        givesOrders: countOrders(document),
        questionsLeftOut: leftOutOf(document),
      }
    },
    listDocuments: (principal, { status = null, agent = null, after = null, all, noticed, ...narrowed }) => {
      const isAll = all === 'true'
      // What was noticed is for those who look after the documents.
      const filter = { ...narrowed, status, agent, after, all: isAll, noticed: isAll && noticed === 'true' }
      return listed(services, principal, filter)
    },
    readDocumentDetail: (principal, { documentId }) => detailOf(services, principal, documentId),
    removeDocument: async (principal, { documentId }) => {
      enforce(principal, 'document.remove', 'tenant')
      await changeHandedIn(services, principal, (tx) => removeDocument(tx, documentId), comesBack)
      context.log.info({ event: 'document-removed', documentId, by: principal.id })
    },
    setDocumentAgents: async (principal, { documentId, agents: named }) => {
      enforce(principal, 'document.add', 'tenant')
      const agents = agentsToBelongTo(services, named, null)
      await changeHandedIn(services, principal, (tx) => setAgents(tx, documentId, agents), saidInFolder)
      context.log.info({ event: 'document-given', documentId, agents, by: principal.id })
    },
    listHandedIn: async (principal, { after = null, ...page }) => {
      enforce(principal, 'document.list-hashes', 'tenant')
      const documents = await database.batch(principal.tenantId, (tx) => listHandedInRows(tx, { ...page, after }))
      return { documents, next: documents.length < page.limit ? null : (documents.at(-1)?.source ?? null) }
    },
  }
}

/** `change` gives the document's source. One that the next start would bring back as it was stays as it is. */
async function changeHandedIn(
  { database }: Services,
  principal: Principal,
  change: (tx: Tx) => Promise<string | null>,
  refusal: (source: string) => AppError,
): Promise<void> {
  await database.tenant(principal.tenantId, async (tx) => {
    const source = await change(tx)
    if (source === null) throw notFound('document')
    if (isReserved(source)) throw refusal(source)
  })
}

async function listed(
  services: Services,
  viewer: Principal,
  { all, agent, ...filter }: DocumentFilter,
): Promise<DocumentPage> {
  if (all) enforce(viewer, 'document.list-all', 'tenant')
  const open = agentsToAsk(services)
  // Whoever looks after the documents also sees those of an agent that isn't there any more.
  const agents = !all ? agentsAsked(services, agent) : agent === null ? 'any' : [agent]
  const { sendsTexts } = await servingEmbedder(services, viewer.tenantId)
  const rows = await services.database.batch(viewer.tenantId, (tx) =>
    listDocuments(tx, { ...filter, all, agents, sendsTexts, viewer }),
  )
  return {
    documents: rows.map(({ agents: belongsTo, ...document }) =>
      documentView({ ...document, agents: all ? belongsTo : shownAgents(belongsTo, open) }, { isKeeper: all }),
    ),
    next: rows.length < filter.limit ? null : (rows.at(-1)?.id ?? null),
    agents: open,
  }
}

async function detailOf(services: Services, viewer: Principal, documentId: string): Promise<DocumentDetail> {
  const isKeeper = isAllowed(viewer, 'document.list-all', 'tenant')
  const open = agentsToAsk(services)
  const view = isKeeper ? null : viewFor(viewer, open)
  const { sendsTexts } = await servingEmbedder(services, viewer.tenantId)
  const filter = { ...ONE, all: isKeeper, agents: isKeeper ? ('any' as const) : open, sendsTexts, viewer, documentId }
  const [listedOne, versions] = await services.database.tenant(viewer.tenantId, async (tx) => {
    const [document] = await listDocuments(tx, filter)
    return [document, document ? await listVersions(tx, documentId, view) : []] as const
  })
  if (!listedOne) throw notFound('document')
  const agents = isKeeper ? listedOne.agents : shownAgents(listedOne.agents, open)
  return {
    document: documentView({ ...listedOne, agents }, { isKeeper }),
    isReadable: listedOne.isReadable && listedOne.removedAt === null,
    versions: versions.map(({ createdAt, ...version }) => ({ ...version, createdAt: createdAt.toISOString() })),
  }
}

const ONE = { status: null, noticed: false, source: '', after: null, limit: 1 } as const

function countOrders({ findings }: PreparedDocument): number {
  return findings.filter(({ kind }) => kind === INSTRUCTION_LIKE).length
}

async function prepared(
  services: Services,
  principal: Principal,
  { file, title, source, acl, agents: named, origin, keepDays, metadata, language, ...handedIn }: HandedInDocument,
  signal: AbortSignal,
): Promise<PreparedDocument> {
  const { parser, database, context } = services
  if (source !== null && isReserved(source)) throw reserved(source)
  const before = source === null ? null : await database.tenant(principal.tenantId, (tx) => findBySource(tx, source))
  const readers = acl ?? before?.acl
  if (readers === undefined) throw noReaders()
  const agents = agentsToBelongTo(services, named, before?.agents ?? null)
  const { text, title: ownTitle, ...parsed } = await parser.parse({ ...file, sharesWith: principal.tenantId }, signal)
  const keepMs = keepDays === null ? before?.keepMs : keepDays * DAY_MS
  const dataClass: DataClass = handedIn.class ?? before?.class ?? 'internal'
  const document = {
    source: source ?? `${origin}:${context.newId()}`,
    title: title ?? ownTitle ?? titleOfName(file.name),
    text,
    owner: null,
    acl: readers,
    agents,
    class: dataClass,
    origin,
    fileHash: file.hash,
    ...(typeof keepMs === 'number' && { keepMs }),
    ...(metadata !== null && { handedInWith: metadata }),
    ...(language !== null && { language }),
    parsed,
  }
  return await readyForSearch(document, signal)
}

/** A document as a list shows it; what was noticed about it, for those who look after the documents. */
export function documentView(document: ListedDocument, { isKeeper }: { readonly isKeeper: boolean }): DocumentView {
  const { acl, unembedded, createdAt, updatedAt, removedAt, keepUntil, givesOrders, isReadable, ...rest } = document
  const { findings, ...shown } = rest
  const ended = { removedAt: removedAt?.toISOString() ?? null, keepUntil: keepUntil?.toISOString() ?? null }
  return {
    ...shown,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    status: removedAt ? 'removed' : unembedded > 0 ? 'embedding' : 'ready',
    kept: isKeeper
      ? { acl, ...ended, givesOrders, findings: findings.map((finding) => findingView(finding, isReadable)) }
      : null,
  }
}

// Words of the text, and questions that it lists, are for those who may read it; that there is something, and where, for whoever keeps it.
function findingView(finding: FindingView, isReadable: boolean): FindingView {
  const isOfText = finding.start !== null || finding.kind === QUESTION_LEFT_OUT
  return isReadable || !isOfText ? finding : { ...finding, text: '', heading: null }
}

function isReserved(source: string): boolean {
  return RESERVED.some((prefix) => source.startsWith(prefix))
}

function comesBack(source: string): AppError {
  const message = source.startsWith(FOLDER_PREFIX)
    ? `This document is a file of an agent's folder. Remove ${source.slice(FOLDER_PREFIX.length)} there, and start again.`
    : "This document is a resource of a tool server. Remove it there, or from knowledge: in the agent's agent.yaml."
  return new AppError(message, { code: 'source-reserved', status: 422 })
}

function saidInFolder(source: string): AppError {
  const [, agent = ''] = /^[^:]*:([^/]*)/u.exec(source) ?? []
  return new AppError(
    `Which agents answer from this document says agents: under knowledge: in the agent.yaml of ${agent}.`,
    { code: 'source-reserved', status: 422 },
  )
}

function noReaders(): AppError {
  return new AppError(
    'Say who may read this document, in acl: public, role:<role>, group:<group> or user:<id>. Nothing says so by itself.',
    { code: 'document-readers', status: 422 },
  )
}

function reserved(source: string): AppError {
  return new AppError(
    `The source "${source}" belongs to an agent. Choose one that doesn't begin with ${RESERVED.join(' or ')}`,
    { code: 'source-reserved', status: 422 },
  )
}
