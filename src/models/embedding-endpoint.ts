import type { Config } from '#core/config.ts'
import type { EmbeddingEndpoint } from './embedding/endpoint-embedder.ts'

/** The embedding endpoint that is configured; null where none is, and the embedded model serves. */
export function embeddingEndpoint(config: Config): EmbeddingEndpoint | null {
  const { EMBEDDINGS_BASE_URL: baseUrl, EMBEDDINGS_MODEL: model, EMBEDDINGS_DIMENSIONS: dimensions } = config
  return baseUrl && model ? { baseUrl, model, dimensions, apiKey: config.OPENAI_API_KEY ?? null } : null
}
