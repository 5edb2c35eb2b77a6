/**
 * Whether a tool's field is declared trusted. A declared `*` is every field below it: `tool:shop/orders.get.*` covers
 * `tool:shop/orders.get.items.sku`, and not the shape `tool:shop/orders.get` itself.
 */
export function isTrustedSource(source: string, trustedSources: ReadonlySet<string>): boolean {
  if (trustedSources.has(source)) return true
  for (let end = source.lastIndexOf('.'); end > 0; end = source.lastIndexOf('.', end - 1)) {
    if (trustedSources.has(`${source.slice(0, end)}.*`)) return true
  }
  return false
}

/** Whether a path into a result is among declared ones, such as `id`, `items[].sku` or `*`. */
export function isTrustedPath(path: readonly string[], declared: readonly string[]): boolean {
  const fields = path.filter((token) => !/^\d+$/.test(token))
  if (fields.length === 0) return false
  const trusted = new Set(declared.filter((one) => one !== 'shape').map((one) => `result.${fieldPath(one)}`))
  return isTrustedSource(`result.${fields.join('.')}`, trusted)
}

/** A declared path without list positions, as sources have it: `items[].sku` is `items.sku`, `[].id` is `id`. */
export function fieldPath(declared: string): string {
  return declared.replaceAll('[]', '').replace(/^\./, '')
}
