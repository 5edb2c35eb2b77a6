import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import { publicRoute } from '../route.ts'
import { publicAddress } from '../public-address.ts'

/** Where a client without a token learns who gives it one (RFC 9728, 3.1: the path of what is protected behind it). */
export const RESOURCE_METADATA = '/.well-known/oauth-protected-resource/mcp'

export const resourceMetadata = publicRoute({
  method: 'GET',
  path: RESOURCE_METADATA,
  summary: 'Who gives tokens for the MCP server',
  success: 'Protected-resource metadata (RFC 9728).',
  result: z.object({
    resource: z.string(),
    resource_name: z.string(),
    authorization_servers: z.array(z.string()),
    scopes_supported: z.array(z.string()),
    bearer_methods_supported: z.array(z.string()),
  }),
  problems: [
    { status: 404, code: 'no-identity-provider', when: 'the server has no identity provider, and takes its own keys' },
  ],
  handle: async ({ services: { config, url } }) => {
    if (config.OIDC_ISSUER === undefined)
      throw new AppError('This server has no identity provider. Use a key of its own.', {
        code: 'no-identity-provider',
        status: 404,
      })
    return {
      resource: `${publicAddress(config, url)}/mcp`,
      resource_name: 'Parley',
      authorization_servers: [config.OIDC_ISSUER],
      scopes_supported: ['read', 'chat', 'decide'],
      bearer_methods_supported: ['header'],
    }
  },
})
