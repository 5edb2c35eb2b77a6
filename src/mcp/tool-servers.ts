import { createHash } from 'node:crypto'
import type { TokenExchange, ToolServer } from '#agents/contract.ts'
import { AppError } from '#core/errors.ts'
import type { JsonObject } from '#core/json.ts'
import type { Logger } from '#core/log.ts'
import { RequesterConnection } from './authority/requester-connection.ts'
import { failed } from './catalogue/read-result.ts'
import type { Reference } from './connection/open-transport.ts'
import { ToolConnection } from './connection/tool-connection.ts'
import type {
  KeepFault,
  SubjectToken,
  ToolCallOptions,
  ToolDefinition,
  ToolOutcome,
  ToolServerAddress,
  ToolServers,
} from './contract.ts'

export interface ToolServersOptions {
  readonly servers: readonly ToolServer[]
  /** The full names of the tools that the agent's folder names; nothing else can be called. */
  readonly declared: ReadonlySet<string>
  /** The value of a variable that holds a token, at the time of connecting: `config.reference`. */
  readonly reference: Reference
  readonly log: Logger
  /** For servers that act as the requester; without it nobody is signed in. */
  readonly subjectToken?: SubjectToken
  /** Where it is kept what of a tool can't be used; the log says it in any case. */
  readonly keepFault?: KeepFault
  /** Ends all connections and what is under way on them. */
  readonly signal: AbortSignal
}

/**
 * The tool servers of an agent. Nothing is connected before something is asked of it, and one that can't be reached
 * takes no other with it. Throws `tool-server-duplicate`.
 */
export async function openToolServers(options: ToolServersOptions): Promise<ToolServers> {
  options.signal.throwIfAborted()
  const servers = new Map(options.servers.map((server) => [server.name, server]))
  if (servers.size < options.servers.length) {
    throw new AppError('Two tool servers have the same name. Rename one in tools.yaml.', {
      code: 'tool-server-duplicate',
    })
  }
  const connections = new Map(options.servers.map((server) => [server.name, wayTo(server, options)]))
  const close = async (): Promise<void> => {
    await Promise.all([...connections.values()].map(async (connection) => await connection[Symbol.asyncDispose]()))
  }
  options.signal.addEventListener('abort', () => void close(), { once: true })
  return {
    definitions: async (signal) => await definitionsOf(connections, options.declared, signal),
    definition: async (tool, signal) => {
      const connection = options.declared.has(tool) ? connections.get(serverOf(tool)) : undefined
      const catalogue = await connection?.catalogue(signal)
      return catalogue?.get(tool)?.definition ?? null
    },
    lastOffered: (tool) => connections.get(serverOf(tool))?.lastCatalogue.get(tool)?.definition ?? null,
    address: (name) => {
      const server = servers.get(name)
      if (server === undefined) {
        throw new AppError(`No tool server is called "${name}".`, { code: 'tool-server-unknown', details: { name } })
      }
      return addressOf(server)
    },
    call: async (tool: string, args: JsonObject, callOptions: ToolCallOptions): Promise<ToolOutcome> => {
      const connection = options.declared.has(tool) ? connections.get(serverOf(tool)) : undefined
      if (connection === undefined) return failed('tool-unknown', true, `${tool} isn't a tool of this agent.`)
      return await connection.call(tool, args, callOptions)
    },
    reportFault: async (tool, fault, requester) => {
      options.log.info({ event: 'tool-fault', tool, ...fault })
      try {
        await options.keepFault?.(tool, fault, requester)
      } catch (error) {
        options.log.warn({ event: 'tool-fault-not-kept', tool, code: fault.code, err: error })
      }
    },
    health: () => [...connections].map(([server, { state }]) => ({ server, ...state })),
    [Symbol.asyncDispose]: close,
  }
}

type ServerWay = Pick<ToolConnection, 'catalogue' | 'lastCatalogue' | 'state' | 'call'> & AsyncDisposable

function wayTo(server: ToolServer, { declared, reference, log, subjectToken }: ToolServersOptions): ServerWay {
  const shared = { declared, reference, log }
  if (server.transport === 'stdio' || server.exchange === undefined) return new ToolConnection({ ...shared, server })
  return new RequesterConnection({ ...shared, server, exchange: server.exchange, subjectToken })
}

async function definitionsOf(
  connections: ReadonlyMap<string, ServerWay>,
  declared: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<readonly ToolDefinition[]> {
  const needed = new Set([...declared].map(serverOf))
  const asked = [...connections].filter(([server]) => needed.has(server))
  const catalogues = await Promise.all(asked.map(async ([, connection]) => await connection.catalogue(signal)))
  return catalogues.flatMap((catalogue) => [...catalogue.values()].map(({ definition }) => definition))
}

function serverOf(tool: string): string {
  return tool.slice(0, tool.indexOf('/'))
}

/** A query may hold a key, so it stands as its hash: enough to tell one address from another. */
function addressOf(server: ToolServer): ToolServerAddress {
  if (server.transport === 'stdio') {
    const variables = Object.keys(server.env).sort().join(',')
    return { server: server.name, address: server.command.join(' '), credentialId: variables || 'none' }
  }
  const url = new URL(server.url)
  const query = url.search === '' ? '' : `?sha256=${createHash('sha256').update(url.search).digest('hex').slice(0, 32)}`
  return {
    server: server.name,
    address: url.origin + url.pathname + query,
    credentialId:
      [...(server.bearer ? [server.bearer.variable] : []), ...exchangeId(server.exchange)].join(' ') || 'none',
  }
}

/** Names what is asked for in an exchange, and by whom: other rights are another credential. */
function exchangeId(exchange: TokenExchange | undefined): readonly string[] {
  if (!exchange) return []
  const { tokenEndpoint, clientId, audience, resource, scopes } = exchange
  return [`exchange ${JSON.stringify([tokenEndpoint, clientId, audience, resource, scopes])}`]
}
