import { composed } from '#text/compared-text.ts'
import type { Embedder } from './contract.ts'
import { EMBEDDED_NAME, openEmbeddedEmbedder } from './embedding/embedded-embedder.ts'
import { type EmbeddingEndpoint, openEndpointEmbedder, readEndpointName } from './embedding/endpoint-embedder.ts'

export interface EmbedderOptions {
  readonly endpoint: EmbeddingEndpoint | null
  /** The directory of the agents, whose texts may have come with the embedded model's vectors; null where there are none. */
  readonly agentsDir?: string | null
}

/** The configured endpoint's embedding model, or the embedded one, which needs no network, where none is configured. */
export function openEmbedder({ endpoint, agentsDir = null }: EmbedderOptions): Embedder {
  const others = new Map<string, Omit<Embedder, 'other'>>()
  const open = (name: string) => {
    if (name === EMBEDDED_NAME) return openEmbeddedEmbedder(agentsDir)
    const model = endpoint && readEndpointName(name)
    return model ? openEndpointEmbedder({ ...endpoint, ...model }) : null
  }
  // What reads the same means the same: models know few letters that stand apart from their accents.
  const withOthers = (embedder: Omit<Embedder, 'other'>): Embedder => ({
    ...embedder,
    other,
    embed: (texts, options) => embedder.embed(texts.map(composed), options),
  })
  const other = (name: string): Embedder | null => {
    const opened = name === wanted.name ? wanted : (others.get(name) ?? open(name))
    if (opened) others.set(name, opened)
    return opened && withOthers(opened)
  }
  const wanted = endpoint ? openEndpointEmbedder(endpoint) : openEmbeddedEmbedder(agentsDir)
  return {
    ...withOthers(wanted),
    [Symbol.asyncDispose]: async () => {
      for (const embedder of new Set([wanted, ...others.values()])) await embedder[Symbol.asyncDispose]()
    },
  }
}
