import type { Problem } from '#contract/problem.ts'
import { RESOURCE_METADATA } from './routes/resource-metadata.ts'
import type { WebServices } from './services.ts'
import { publicAddress } from './public-address.ts'

/**
 * What an MCP client without the right token is told besides, to get one from the identity provider (RFC 9728, 5.1; RFC
 * 6750, 3.1); null where there is nothing to tell.
 */
export function mcpChallenge(
  { status, code, scopes }: Problem,
  { config, url }: Pick<WebServices, 'config' | 'url'>,
): string | null {
  if (config.OIDC_ISSUER === undefined) return null
  const metadata = `resource_metadata="${publicAddress(config, url)}${RESOURCE_METADATA}"`
  if (status === 401) return `Bearer realm="parley", ${metadata}`
  if (status !== 403 || !['scope-missing', 'person-required'].includes(code)) return null
  const wanted = Array.isArray(scopes) ? `, scope="${scopes.join(' ')}"` : ''
  return `Bearer realm="parley", error="insufficient_scope"${wanted}, ${metadata}`
}
