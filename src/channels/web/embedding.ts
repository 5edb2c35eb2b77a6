import type { Config } from '#core/config.ts'

/** What a request says of itself, as far as it decides whether another site's page may send it. */
interface EmbeddedRequest {
  readonly origin: string | undefined
  readonly path: string
}

/**
 * The origin of a page that the operator lets use the API (`EMBED_ORIGINS`); null for every other request. Such a page
 * acts with a bearer token that it was given: cookies of ours don't count for it, and nothing but the API is open to it.
 */
export function embedOrigin({ origin, path }: EmbeddedRequest, config: Config): string | null {
  if (origin === undefined || !OPEN.test(path)) return null
  return config.EMBED_ORIGINS?.includes(origin) === true ? origin : null
}

/** The API, and the chat's script with what it loads later. */
const OPEN = /^\/(?:v1\/|widget\.js$|widget-more\/)/

const OURS = ['authorization', 'content-type', 'idempotency-key', 'last-event-id']

// What the clients of the protocols that pages speak say of themselves (OpenAI's): it counts for nothing here.
const OF_CLIENTS = /^x-stainless-[a-z-]{1,40}$/

/** What a browser asks before it sends such a page's request, which would have these headers. */
export function preflightAnswer(asked: string | undefined): Response {
  const theirs = (asked ?? '').split(',').map((name) => name.trim().toLowerCase())
  const allowed = [...OURS, ...theirs.filter((name) => OF_CLIENTS.test(name)).slice(0, 20)]
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': allowed.join(', '),
      'access-control-max-age': '600',
    },
  })
}

/** Lets the page read the answer. Without credentials, so that no cookie ever travels with it. */
export function allowEmbedding(headers: Headers, origin: string): void {
  headers.set('access-control-allow-origin', origin)
  headers.set('access-control-expose-headers', 'retry-after, x-request-id')
}
