import type { DeclaredTool } from '#models/tool-declarations.ts'
import type { Services } from '#turn/services.ts'
import { withFallback } from '#turn/with-fallback.ts'

export interface RankedTools {
  /** In the order to go by where nothing is known of the texts: an operator lists what matters first. */
  readonly ranked: readonly DeclaredTool[]
  /** For each text the tools, the nearest to it first; empty where there are no vectors. */
  readonly near: readonly (readonly DeclaredTool[])[]
}

/** Orders tools by how near they are to each of these texts. */
export async function rankTools(
  services: Services,
  { tools, texts }: { readonly tools: readonly DeclaredTool[]; readonly texts: readonly string[] },
  signal: AbortSignal,
): Promise<RankedTools> {
  if (texts.length === 0) return { ranked: tools, near: [] }
  const abouts = tools.map(({ tool, description }) => `${tool.replaceAll(/[^\p{L}\p{N}]+/gu, ' ')}: ${description}`)
  const embedded = await withFallback(services, { event: 'embedding-unavailable', during: 'plan', signal }, () =>
    services.embedder.embed([...texts, ...abouts], { signal }),
  )
  if (!embedded) return { ranked: tools, near: [] }
  const vectors = embedded.slice(texts.length)
  const near = texts.map((_, at) => {
    const likeness = new Map(tools.map((tool, index) => [tool, likenessOf(embedded[at] ?? [], vectors[index] ?? [])]))
    return tools.toSorted((left, right) => (likeness.get(right) ?? 0) - (likeness.get(left) ?? 0))
  })
  return { ranked: tools, near }
}

/** The cosine of two vectors of length 1, as embedders give them. */
function likenessOf(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0)
}
