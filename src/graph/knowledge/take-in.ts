import { storeDocument, type StoredDocument } from '#memory/documents.ts'
import { ensureEmbedder } from '#memory/embedders.ts'
import type { PreparedDocument } from '#memory/prepare-document.ts'
import type { TenantId } from '#principal.ts'
import type { KnowledgeServices } from '../knowledge.ts'

/** Tells workers that a tenant has passages to embed. The payload is the tenant. */
export const DOCUMENTS_CHANNEL = 'documents'

/** Stores a document to be found by its words at once, and by its meaning when a worker has made its vectors. */
export async function takeIn(
  { database, embedder, context }: KnowledgeServices,
  tenantId: TenantId,
  document: PreparedDocument,
): Promise<StoredDocument> {
  return await database.tenant(tenantId, async (tx) => {
    await ensureEmbedder(tx, embedder)
    const embeddings = { embedder: embedder.name, vectors: new Map<string, readonly number[]>() }
    const stored = await storeDocument(tx, document, { newId: context.newId, embeddings })
    await tx.notify(DOCUMENTS_CHANNEL, tenantId)
    return stored
  })
}
