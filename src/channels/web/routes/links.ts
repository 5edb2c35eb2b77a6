import * as endpoints from '#contract/link-endpoints.ts'
import { isEmbedded, sameOriginRequired } from '../same-origin.ts'
import { protectedRoute } from '../route.ts'

export const readLinkOffer = protectedRoute({
  ...endpoints.readLinkOffer,
  handle: async ({ principal, params, services }) => await services.operations.readLinkOffer(principal, params.secret),
})

export const makeLink = protectedRoute({
  ...endpoints.makeLink,
  handle: async ({ principal, headers, body, services }) => {
    // Its script may press what its reader never saw.
    if (isEmbedded(headers, services.config)) throw sameOriginRequired()
    return await services.operations.makeLink(principal, body.secret)
  },
})

export const listLinks = protectedRoute({
  ...endpoints.listLinks,
  handle: async ({ principal, services }) => ({ links: await services.operations.listLinks(principal) }),
})

export const endLink = protectedRoute({
  ...endpoints.endLink,
  handle: async ({ principal, params, services }) => await services.operations.endLink(principal, params.linkId),
})
