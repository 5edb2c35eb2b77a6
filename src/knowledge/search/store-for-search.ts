import type { KnowledgeServices } from '../services.ts'
import { storeDocument, type StoredDocument } from '#memory/documents/documents.ts'
import { ensureEmbedder } from '#memory/documents/embedders.ts'
import type { PreparedDocument } from '#memory/documents/prepare-document.ts'
import type { TenantId } from '#core/principal.ts'

/** Tells workers that a tenant has passages to embed. The payload is the tenant. */
export const DOCUMENTS_CHANNEL = 'documents'

/**
 * Stores a document to be found by its words at once, and by its meaning when a worker has made the vectors that aren't
 * among `vectors`, by the words they are of.
 */
export async function storeForSearch(
  { database, embedder, context }: KnowledgeServices,
  tenantId: TenantId,
  document: PreparedDocument,
  vectors: ReadonlyMap<string, readonly number[]> = new Map(),
): Promise<StoredDocument> {
  return await database.tenant(tenantId, async (tx) => {
    await ensureEmbedder(tx, embedder)
    const embeddings = { embedder: embedder.name, vectors }
    const stored = await storeDocument(tx, document, { newId: context.newId, embeddings })
    await tx.notify(DOCUMENTS_CHANNEL, tenantId)
    return stored
  })
}
