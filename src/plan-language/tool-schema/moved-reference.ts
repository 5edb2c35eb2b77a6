import { isJsonObject, type Json, type JsonObject } from '#core/json.ts'
import { pointerToken, pointerTokens } from '#core/json-pointer.ts'

/** A `$ref` to a place within a schema, as that place is called once lists of `items` are `prefixItems`. */
export function movedReference(reference: string, root: JsonObject): string {
  if (!reference.startsWith('#/')) return reference
  let at: Json | undefined = root
  const tokens = pointerTokens(decoded(reference.slice(1))).map((token) => {
    const within: Json | undefined = at
    at = childOf(within, token)
    const isTuple = isJsonObject(within) && Array.isArray(within['items'])
    return isTuple ? (MOVED.get(token) ?? token) : token
  })
  return `#${tokens.map((token) => `/${encodeURIComponent(pointerToken(token))}`).join('')}`
}

const MOVED: ReadonlyMap<string, string> = new Map([
  ['items', 'prefixItems'],
  ['additionalItems', 'items'],
])

function childOf(within: Json | undefined, token: string): Json | undefined {
  if (Array.isArray(within)) return within[Number(token)]
  return isJsonObject(within) && Object.hasOwn(within, token) ? within[token] : undefined
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}
