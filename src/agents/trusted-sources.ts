import { fieldNames, fieldPath } from '#core/field-path.ts'
import { SEARCHED } from '#core/lookups.ts'
import type { KnowledgeSource, ToolDeclaration } from './contract.ts'

/**
 * The sources of trusted fields: `tool:shop/orders.get.total`, and `tool:shop/orders.get` where the shape is trusted. Which
 * passages a search finds is trusted where all that it looks through is.
 */
export function trustedSources(
  tools: readonly ToolDeclaration[],
  knowledge: readonly KnowledgeSource[] = [],
): ReadonlySet<string> {
  const isVouched = knowledge.length > 0 && knowledge.every(({ trusted }) => trusted === true)
  return new Set([
    ...(isVouched ? [SEARCHED] : []),
    ...tools.flatMap(({ tool, trust }) =>
      trust.trusted.map((path) => {
        const names = path === 'shape' ? [] : fieldNames(path)
        return `tool:${tool}${fieldPath(names)}`
      }),
    ),
  ])
}
