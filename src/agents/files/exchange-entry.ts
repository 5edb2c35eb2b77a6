import type { ReadingFile } from './reading-file.ts'
import { z } from 'zod'
import type { TokenExchange } from '../contract.ts'
import { referenceName } from '../yaml/references.ts'
import type { YamlPath } from '../yaml/yaml-file.ts'

const Uri = z.url({ protocol: /^https?$/ })

/** `auth: { exchange: … }` of a server that acts `as: requester`, by the names of RFC 8693 and RFC 6749. */
export const ExchangeYaml = z
  .strictObject({
    token_endpoint: Uri.optional(),
    audience: z.string().min(1).optional(),
    resource: Uri.optional(),
    client_id: z.string().min(1),
    client_secret: z.string().min(1),
  })
  .refine(({ audience, resource }) => audience !== undefined || resource !== undefined, {
    error: 'must name what the token is for: audience, resource, or both',
  })
type ExchangeYaml = z.infer<typeof ExchangeYaml>

/** What the exchange needs, with its variables looked at. Null where there is a problem. */
export function readExchange(
  entry: ExchangeYaml,
  scopes: readonly string[],
  { yaml, problems, reference, path }: ReadingFile & { readonly path: YamlPath },
): TokenExchange | null {
  const at = [...path, 'auth', 'exchange']
  const variable = referenceName(entry.client_secret)
  const fail = (key: string, message: string, hint: string) => {
    problems.push(yaml.problem([...at, key], message, hint))
    return null
  }
  if (variable === null)
    return fail(
      'client_secret',
      '"client_secret" must name a variable, never hold a secret.',
      'Such as "${CRM_SECRET}".',
    )
  if (reference(variable) === undefined)
    return fail('client_secret', `${variable} isn’t set.`, 'Set this environment variable.')
  for (const [name, why] of NEEDED) {
    if (reference(name) !== undefined) continue
    problems.push(
      yaml.keyProblem([...path, 'as'], `as: requester needs ${name}: ${why}.`, 'Set this environment variable.'),
    )
    return null
  }
  const { token_endpoint: tokenEndpoint = null, audience = null, resource = null, client_id: clientId } = entry
  if (tokenEndpoint !== null && !isSafe(tokenEndpoint))
    return fail(
      'token_endpoint',
      '"token_endpoint" must be https, except on this machine.',
      'Such as https://id.example/token.',
    )
  return { tokenEndpoint, audience, resource, clientId, clientSecret: { variable }, scopes }
}

const NEEDED = [
  ['OIDC_ISSUER', 'whose tokens are exchanged'],
  ['SIGN_IN_KEY', 'with which they are sealed until they are needed'],
] as const

function isSafe(text: string): boolean {
  const { protocol, hostname } = new URL(text)
  return (
    protocol === 'https:' || hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)
  )
}
