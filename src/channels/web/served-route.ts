import { SERVED } from '#contract/served.ts'
import { SentFrom } from '#contract/same-origin.ts'
import type { ServedEndpoint } from '#contract/endpoint.ts'
import type { Principal } from '#core/principal.ts'
import { protectedRoute, type Route } from './route.ts'
import { isEmbedded, sameOriginRequired } from './same-origin.ts'

type AnyOperation = (principal: Principal, input: object, signal: AbortSignal) => Promise<unknown>

type Name = keyof typeof SERVED

/** The route of every endpoint that its operation serves. */
export const SERVED_ROUTES: readonly Route[] = Object.keys(SERVED).map((name) => servedRoute(name as Name))

/**
 * The route of an endpoint that its operation serves as it is. One that takes `SentFrom` is for our own pages: the script of
 * another site may press what its reader never saw.
 */
function servedRoute(name: Name): Route {
  const endpoint: ServedEndpoint = SERVED[name]
  const isOwnPageOnly = endpoint.headers === SentFrom
  return protectedRoute({
    ...endpoint,
    handle: async ({ principal, params, query, headers, body, signal, services }) => {
      if (isOwnPageOnly && isEmbedded(headers, services.config)) throw sameOriginRequired()
      // Its type says that it takes what this endpoint's schemas give, and gives what its result takes.
      const operation = services.operations[name] as AnyOperation
      // A path says what it is about, whatever else comes along.
      return operation(principal, Object.assign({}, body, query, params), signal)
    },
  })
}
