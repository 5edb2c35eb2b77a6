import { resolve } from 'node:path'
import { systemContext } from '#core/context.ts'
import { openDocumentParser } from '#documents/parser.ts'
import { ingestFolder, type FolderServices, type IngestReport } from '#knowledge/knowledge.ts'
import { createLogger } from '#core/log.ts'
import { type Principal, PrincipalId, TenantId } from '#core/principal.ts'
import { testDatabase, type Scope } from './database.ts'
import { openKeptEmbedder } from './kept-embedder.ts'
import './built.ts'

export const TENANT = TenantId.parse('default')

/** A customer, as the example people have one. */
export const MAYA: Principal = {
  tenantId: TENANT,
  id: PrincipalId.parse('customer'),
  name: 'Maya Lindqvist',
  email: null,
  roles: ['customer'],
  groups: [],
  authenticatedBy: 'session',
  scopes: [],
}

/** What documents are read, stored and searched with: a database of its own, the real parser and the embedded model. */
export async function openKnowledge(scope: Scope): Promise<FolderServices> {
  const log = createLogger('silent')
  const parser = openDocumentParser({ log, signal: AbortSignal.timeout(120_000) })
  scope.after(async () => await parser[Symbol.asyncDispose]())
  const embedder = openKeptEmbedder()
  scope.after(async () => await embedder[Symbol.asyncDispose]())
  return { database: await testDatabase(scope), embedder, parser, context: systemContext(log) }
}

/** Reads the example shop's documents; what it tells of it goes to `told`. */
export function readShop(services: FolderServices, told: string[] = []): Promise<IngestReport> {
  const path = resolve(import.meta.dirname, '../../agents/support/knowledge')
  const agent = { languages: ['en'], name: 'support', knowledge: [{ path, acl: ['public'], class: 'public' as const }] }
  const signal = AbortSignal.timeout(60_000)
  return ingestFolder(services, TENANT, agent, { signal, onProgress: (text) => void told.push(text) })
}
