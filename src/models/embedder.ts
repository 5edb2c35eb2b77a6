import type { Embedder } from './contract.ts'
import { openEmbeddedEmbedder } from './embedded-embedder.ts'
import { type EmbeddingEndpoint, openEndpointEmbedder } from './endpoint-embedder.ts'

/** The configured endpoint's embedding model, or the embedded one, which needs no network, where none is configured. */
export function openEmbedder({ endpoint }: { readonly endpoint: EmbeddingEndpoint | null }): Embedder {
  return endpoint ? openEndpointEmbedder(endpoint) : openEmbeddedEmbedder()
}
