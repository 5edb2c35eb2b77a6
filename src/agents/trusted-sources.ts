import { fieldNames, fieldPath } from '#core/field-path.ts'
import type { ToolDeclaration } from './contract.ts'

/** The sources of trusted fields: `tool:shop/orders.get.total`, and `tool:shop/orders.get` where the shape is trusted. */
export function trustedSources(tools: readonly ToolDeclaration[]): ReadonlySet<string> {
  return new Set(
    tools.flatMap(({ tool, trust }) =>
      trust.trusted.map((path) => {
        const names = path === 'shape' ? [] : fieldNames(path)
        return `tool:${tool}${fieldPath(names)}`
      }),
    ),
  )
}
