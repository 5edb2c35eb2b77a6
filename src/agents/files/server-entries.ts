import type { ReadingFile } from './reading-file.ts'
import { z } from 'zod'
import type { ToolServer } from '../contract.ts'
import { Duration, Rate } from '../yaml/amounts.ts'
import { ExchangeYaml, readExchange } from './exchange-entry.ts'
import { referenceName, resolveReferences } from '../yaml/references.ts'
import type { YamlPath } from '../yaml/yaml-file.ts'

const ServerYaml = z.strictObject({
  title: z.string().trim().min(1).optional(),
  url: z.string().min(1).optional(),
  command: z.array(z.string().min(1)).min(1).optional(),
  env: z.array(z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'must be a variable’s name such as SHOP_TOKEN')).optional(),
  as: z.enum(['service', 'requester']),
  auth: z.strictObject({ bearer: z.string().min(1).optional(), exchange: ExchangeYaml.optional() }).optional(),
  scopes: z.array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, 'must be a scope without spaces')).optional(),
  timeout: Duration.optional(),
  rate: Rate.optional(),
})
type ServerYaml = z.infer<typeof ServerYaml>

const DEFAULT_TIMEOUT_MS = 10_000

/** Reads `servers:` of tools.yaml. One that has a problem isn't among them. */
export function readServers(names: readonly string[], reading: ReadingFile): readonly ToolServer[] {
  return names.flatMap((name) => readServer(name, reading) ?? [])
}

function readServer(name: string, reading: ReadingFile): ToolServer | null {
  const { yaml, problems } = reading
  const path = ['servers', name]
  if (!/^[a-z][a-z0-9]*$/.test(name)) {
    problems.push(
      yaml.keyProblem(
        path,
        `A server can’t be called "${name}".`,
        'Use lower-case letters a-z and digits, such as shop.',
      ),
    )
    return null
  }
  if (name === 'model') {
    problems.push(
      yaml.keyProblem(path, 'A server can’t be called "model".', 'extract, classify and summarise are there.'),
    )
    return null
  }
  const entry = yaml.parse(ServerYaml, problems, path)
  if (!entry) return null
  if (!isWhole(entry, { ...reading, path })) return null
  const { title = `our ${name}`, as, timeout: timeoutMs = DEFAULT_TIMEOUT_MS, rate: ratePerSecond = null } = entry
  const shared = { name, title, as, timeoutMs, ratePerSecond }
  if ((entry.url === undefined) === (entry.command === undefined)) {
    problems.push(yaml.keyProblem(path, `"${name}" must have either "url" or "command".`))
    return null
  }
  if (entry.command) return stdioServer(entry, shared, { ...reading, path })
  if (entry.env) problems.push(yaml.keyProblem([...path, 'env'], '"env" is for a server that is a command.'))
  const url = readUrl(entry.url ?? '', reading, [...path, 'url'])
  if (!url) return null
  const at = { ...reading, path }
  const server = { ...shared, transport: 'http', url, bearer: readBearer(entry, url, at) } as const
  if (!entry.auth?.exchange) return server
  const exchange = readExchange(entry.auth.exchange, entry.scopes ?? [], at)
  return exchange && { ...server, exchange }
}

// Whose rights a server sees is said in two places, and they must say the same.
function isWhole(entry: ServerYaml, { yaml, problems, path }: ReadingFile & { readonly path: YamlPath }): boolean {
  const exchanges = entry.auth?.exchange !== undefined
  const fail = (key: string, message: string, hint: string): false => {
    problems.push(yaml.keyProblem([...path, key], message, hint))
    return false
  }
  if (entry.as === 'requester' && entry.command)
    return fail('as', 'A command can’t act as the requester: it takes no token.', 'Use as: service.')
  if (entry.as === 'requester' && !exchanges)
    return fail(
      'as',
      'as: requester needs auth: { exchange: … }: how their token becomes one for this server.',
      EXCHANGE,
    )
  if (entry.as === 'service' && exchanges)
    return fail('auth', '"exchange" is for a server that acts as the requester.', 'Use as: requester, or a bearer.')
  if (entry.scopes && !exchanges)
    return fail('scopes', '"scopes" is for tokens that we ask for; a bearer has those it was made with.', EXCHANGE)
  return true
}

const EXCHANGE = 'Such as exchange: { audience: …, client_id: …, client_secret: "${…}" }.'

type Shared = Pick<ToolServer, 'name' | 'title' | 'as' | 'timeoutMs' | 'ratePerSecond'>

// A local program sees nothing of our environment but the variables named here.
function stdioServer(entry: ServerYaml, shared: Shared, at: ReadingFile & { readonly path: YamlPath }): ToolServer {
  const { yaml, problems, path } = at
  if (entry.auth)
    problems.push(
      yaml.keyProblem([...path, 'auth'], '"auth" is for a server with a "url".', 'Name variables under "env".'),
    )
  const env: Record<string, string> = {}
  for (const [index, name] of (entry.env ?? []).entries()) {
    const value = at.reference(name)
    if (value !== undefined) env[name] = value
    else problems.push(yaml.problem([...path, 'env', index], `${name} isn’t set.`, 'Set this environment variable.'))
  }
  const command = (entry.command ?? []).map(
    (part, index) => resolveReferences(part, { yaml, problems, path: [...path, 'command', index] }, at.reference) ?? '',
  )
  return { ...shared, transport: 'stdio', command, env }
}

function readUrl(text: string, { yaml, problems, reference }: ReadingFile, path: YamlPath): string | null {
  const resolved = resolveReferences(text, { yaml, path, problems }, reference)
  if (resolved === null) return null
  const url = URL.canParse(resolved) ? new URL(resolved) : null
  const fail = (message: string, hint: string) => {
    problems.push(yaml.problem(path, message, hint))
    return null
  }
  // What the text came to isn't said: a variable's value is nobody's business.
  if (!url || !/^https?:$/.test(url.protocol))
    return fail('"url" must be an http or https address.', 'Such as https://shop.example/mcp.')
  if (url.username || url.password)
    return fail('"url" must not hold a password.', 'Name its variable under auth: { bearer: "${…}" }.')
  if (url.protocol === 'http:' && !isLoopback(url))
    return fail('"url" must be https, except on this machine.', 'Such as https://shop.example/mcp.')
  return resolved
}

function readBearer(entry: ServerYaml, url: string, at: ReadingFile & { readonly path: YamlPath }) {
  if (!entry.auth?.bearer) return null
  const variable = referenceName(entry.auth.bearer)
  const place = [...at.path, 'auth', 'bearer']
  if (variable === null) {
    at.problems.push(
      at.yaml.problem(place, '"bearer" must name a variable, never hold a token.', 'Such as "${SHOP_MCP_TOKEN}".'),
    )
    return null
  }
  if (at.reference(variable) !== undefined) return { variable }
  // A server on this machine may do without, as the example shop does.
  if (!isLoopback(new URL(url)))
    at.problems.push(at.yaml.problem(place, `${variable} isn’t set.`, 'Set this environment variable.'))
  return null
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}
