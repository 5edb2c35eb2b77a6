import type { ToolDeclaration } from '#agents/contract.ts'
import { isJsonObject, type Json, type JsonPointer } from '#core/json.ts'
import { pointerToken } from '#core/json-pointer.ts'
import { labelOf, type Label, type Labels, type Source } from '#core/label.ts'

/**
 * The labels of a tool's result. The whole and everything in it that has fields or elements carry the tool itself
 * (that it is there, how long it is); every leaf carries its field, `tool:shop/orders.search.items.sku`, with list
 * positions left out. Which of these sources are trusted is `agent.trustedSources`' to say: a field that nobody
 * declared carries its own path, which isn't among them.
 */
export function labelResult(declaration: ToolDeclaration, value: Json): Labels {
  const tool: Source = `tool:${declaration.tool}`
  const labels: Record<JsonPointer, Label> = {}
  const shape = labelOf(tool)
  const walk = (at: Json, pointer: JsonPointer, path: string): void => {
    if (Array.isArray(at)) {
      labels[pointer] = shape
      for (const [index, item] of at.entries()) walk(item, `${pointer}/${index}`, path)
    } else if (isJsonObject(at)) {
      labels[pointer] = shape
      for (const [key, item] of Object.entries(at))
        walk(item, `${pointer}/${pointerToken(key)}`, `${path}.${name(key)}`)
    } else {
      labels[pointer] = path === '' ? shape : labelOf(`${tool}${declaredAs(declaration, path)}`)
    }
  }
  walk(value, '', '')
  return labels
}

/**
 * A key that could be read as a path is quoted: a server that answers `{"items.sku": …}` must not have it taken for
 * the trusted `items[].sku`.
 */
function name(key: string): string {
  return /^[\p{L}\p{N}_$-]+$/u.test(key) ? key : JSON.stringify(key)
}

/**
 * A field's path, or the pattern that trusts it: where `customer.*` is trusted, `customer.email` carries the source
 * `….customer.*`, so that the set of trusted sources needs no patterns. `*` stands for the fields of one level, and
 * gives way to whatever names the field.
 */
function declaredAs(declaration: ToolDeclaration, path: string): string {
  const { trusted, untrusted } = declaration.trust
  const isNamed = trusted.some((declared) => fieldPath(declared) === path)
  if (isNamed || untrusted.some((declared) => covers(fieldPath(declared), path))) return path
  return trusted.map(fieldPath).find((declared) => covers(declared, path)) ?? path
}

/** `items[].sku` as `.items.sku`, `[].id` as `.id`: as a source names it, after its tool. */
export function fieldPath(declared: string): string {
  return `.${declared.replaceAll('[]', '')}`.replaceAll(/\.+/g, '.')
}

function covers(declared: string, path: string): boolean {
  if (declared === path) return true
  return (
    declared.endsWith('.*') && path.lastIndexOf('.') === declared.length - 2 && path.startsWith(declared.slice(0, -1))
  )
}
