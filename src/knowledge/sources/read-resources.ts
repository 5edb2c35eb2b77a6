import type { KnowledgeServices } from '../services.ts'
import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Agent, ResourceSource } from '#agents/contract.ts'
import type { DocumentParser } from '#documents/contract.ts'
import { AppError } from '#core/errors.ts'
import type { ListedResource, ResourceServer } from '#mcp/resources.ts'
import { storedFiles, type StoredFile } from '#memory/documents/document-lists.ts'
import { removeMissing } from '#memory/documents/documents.ts'
import type { TenantId } from '#core/principal.ts'
import { matchesUri } from './match-uri.ts'
import { RESOURCE_PREFIX } from './reserved-sources.ts'
import { readyForSearch } from '../search/ready-for-search.ts'
import { storeForSearch } from '../search/store-for-search.ts'
import { titleOfName } from './title-of-file.ts'
import { agentsOf } from './agents-of.ts'

export interface ResourceServices extends KnowledgeServices {
  readonly parser: DocumentParser
}

/** The longest resource that is asked for, in bytes: in base64 it still fits into one answer of a tool server's. */
const MOST_BYTES = 3_000_000
/** The longest URI that can be a document's source, beside what stands before it; a longer one is no document. */
const MOST_URI = 400

/**
 * Brings search to what a tool server's resources are now: those that changed are read, those that are gone leave it.
 * What can't be read stays as it is stored, and the log says why. Throws what listing them throws.
 */
export async function ingestResources(
  services: ResourceServices,
  tenantId: TenantId,
  { agent, name, server }: { readonly agent: Agent; readonly name: string; readonly server: ResourceServer },
  signal: AbortSignal,
): Promise<void> {
  const prefix = `${prefixOf(agent)}${name}/`
  const listed = await server.list(signal)
  const stored = await services.database.tenant(tenantId, (tx) => storedFiles(tx, prefix))
  const keep: string[] = []
  for (const resource of listed) {
    const place = placeOf(agent, name, resource.uri)
    if (place === null) continue
    const source = prefix + resource.uri
    const before = stored.get(source)
    const agents = agentsOf(place, agent.name)
    const about = { source, place, agents, before: before && mayStay(before, place, agents) ? before : null }
    if (await ingestResource(services, tenantId, { ...about, resource, server }, signal)) keep.push(source)
  }
  const removed = await services.database.tenant(tenantId, (tx) => removeMissing(tx, { prefix, keep }))
  if (removed.length > 0) services.context.log.info({ event: 'documents-retired', sources: removed })
}

/** Takes out of search what the agent's folder names no more, or names for other readers: whether or not it can be read. */
export async function dropResources(services: KnowledgeServices, tenantId: TenantId, agent: Agent): Promise<void> {
  const prefix = prefixOf(agent)
  await services.database.tenant(tenantId, async (tx) => {
    const stored = await storedFiles(tx, prefix)
    const keep = [...stored].flatMap(([source, file]) => {
      const [, name = '', uri = ''] = /^([^/]*)\/(.*)$/su.exec(source.slice(prefix.length)) ?? []
      const place = placeOf(agent, name, uri)
      return place !== null && mayStay(file, place, agentsOf(place, agent.name)) ? [source] : []
    })
    const removed = await removeMissing(tx, { prefix, keep })
    if (removed.length > 0) services.context.log.info({ event: 'documents-retired', sources: removed })
  })
}

function prefixOf({ name }: Agent): string {
  return `${RESOURCE_PREFIX}${name}/`
}

function placeOf({ resources }: Agent, server: string, uri: string): ResourceSource | null {
  if (uri.length > MOST_URI) return null
  return resources.find((one) => one.mcp === server && matchesUri(uri, one.uri)) ?? null
}

// Rights that have changed are no longer those of what is stored.
function mayStay(before: StoredFile, { acl, class: dataClass }: ResourceSource, agents: readonly string[]): boolean {
  return isDeepStrictEqual([before.acl, before.agents, before.class], [acl, agents, dataClass])
}

interface Resource {
  readonly source: string
  readonly place: ResourceSource
  /** Whom it belongs to. */
  readonly agents: readonly string[]
  /** What is stored of it for the same readers. */
  readonly before: StoredFile | null
  readonly resource: ListedResource
  readonly server: ResourceServer
}

// True where something of it is in search then.
async function ingestResource(
  services: ResourceServices,
  tenantId: TenantId,
  { source, place, agents, before, resource, server }: Resource,
  signal: AbortSignal,
): Promise<boolean> {
  const { uri, title, name, mediaType, size } = resource
  try {
    if ((size ?? 0) > MOST_BYTES) throw tooLarge()
    const read = await server.read(uri, signal)
    const keepMs = place.keepMs ?? null
    const fileHash = createHash('sha256').update(read.bytes).digest('hex')
    if (before?.hash === fileHash && before.keepMs === keepMs) return true
    const hint = read.mediaType ?? mediaType
    const file = { name: fileName(uri, name), bytes: read.bytes, ...(hint !== null && { mediaType: hint }) }
    const { text, title: ownTitle, ...parsed } = await services.parser.parse(file, signal)
    const { acl, class: dataClass } = place
    const document = await readyForSearch(
      {
        ...{ source, text, owner: null, acl, agents, class: dataClass, origin: 'mcp', fileHash, parsed },
        title: title ?? ownTitle ?? titleOfName(file.name),
        ...(keepMs !== null && { keepMs }),
      },
      signal,
    )
    const { change, version } = await storeForSearch(services, tenantId, document)
    if (change === 'stored') services.context.log.debug({ event: 'document-stored', source, version })
    return true
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof AppError) || error.code === 'resources-unreachable') throw error
    services.context.log.warn({ event: 'document-skipped', code: error.code, source, reason: error.message })
    return before !== null
  }
}

function fileName(uri: string, name: string): string {
  const last = /([^/]+)\/?$/u.exec(URL.parse(uri)?.pathname ?? '')?.[1]
  return last ?? name
}

function tooLarge(): AppError {
  return new AppError(`A resource may have ${MOST_BYTES} bytes at most. Offer it in parts.`, {
    code: 'document-too-large',
    status: 413,
  })
}
