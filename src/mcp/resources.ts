import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import {
  ErrorCode,
  McpError,
  ResourceListChangedNotificationSchema,
  ResourceUpdatedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js'
import type { ToolServer } from '#agents/contract.ts'
import { AppError } from '#core/errors.ts'
import type { Logger } from '#core/log.ts'
import { checkSessionHealth, HEALTH_CHECK_MS } from './connection/session-health.ts'
import { openTransport, type Reference } from './connection/open-transport.ts'

/** A resource as its server lists it. All of it is a stranger's words. */
export interface ListedResource {
  readonly uri: string
  readonly title: string | null
  readonly name: string
  readonly mediaType: string | null
  /** In bytes, as the server says; null where it doesn't. */
  readonly size: number | null
}

export interface ReadResource {
  readonly bytes: Uint8Array
  readonly mediaType: string | null
}

/** The resources of one server, over a session of their own: connected when something is asked, and again when it broke. */
export interface ResourceServer extends AsyncDisposable {
  /** All there are, page by page. Throws `resources-unreachable`, `resources-too-many`. */
  list(signal: AbortSignal): Promise<readonly ListedResource[]>
  /** Throws `resource-unreadable`, `resources-unreachable`. */
  read(uri: string, signal: AbortSignal): Promise<ReadResource>
}

export interface ResourceServerOptions {
  readonly server: ToolServer
  readonly reference: Reference
  readonly log: Logger
  /** The server says that its list, or one of them, is another now, or we can't hear it say so any more. */
  onChanged(): void
}

/** More is no knowledge that somebody looks after, and a list that never ends looks the same. */
const MOST_RESOURCES = 5_000
const MOST_PAGES = 500
/** Resources whose changes are asked to be told; of the others the next look finds out. */
const MOST_SUBSCRIBED = 500
const SUBSCRIBING_AT_ONCE = 8

/** Nothing is connected before something is asked of it. */
export function openResourceServer(options: ResourceServerOptions): ResourceServer {
  const { server } = options
  let current: Promise<Client> | null = null
  const subscribed = new Set<string>()
  let isClosed = false
  type Work<T> = (client: Client) => Promise<T>
  const request = async <T>(signal: AbortSignal, work: Work<T>, isSecondTry = false): Promise<T> => {
    const before = current
    try {
      current ??= connect(options, leave)
      return await work(await current)
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof AppError) throw error
      if (before !== null && !isSecondTry && !isClosed && !(await lives(before, server))) {
        if (current === before) await leave()
        return await request(signal, work, true)
      }
      if (error instanceof McpError && !GONE.has(error.code)) throw unreadable(server, error)
      await leave()
      throw unreachable(server, error)
    }
  }
  async function leave(): Promise<void> {
    const left = current
    current = null
    subscribed.clear()
    await left?.then(
      async (client) => await client.transport?.close(),
      () => {},
    )
  }
  return {
    list: async (signal) =>
      await request(signal, async (client) => {
        const listed = await listAll(client, server, signal)
        await subscribe(client, options, { uris: listed.map(({ uri }) => uri), subscribed, signal })
        return listed
      }),
    read: async (uri, signal) =>
      await request(signal, async (client) => {
        return await readOne(client, server, { uri, signal })
      }),
    [Symbol.asyncDispose]: async () => {
      isClosed = true
      await leave()
    },
  }
}

// One that worked may be over, whatever its server answers: reading changes nothing, so it is read in a new one.
async function lives(connecting: Promise<Client>, { timeoutMs }: ToolServer): Promise<boolean> {
  const client = await connecting.catch(() => null)
  return client !== null && (await checkSessionHealth(client, Math.min(HEALTH_CHECK_MS, timeoutMs))) === 'alive'
}

async function readOne(
  client: Client,
  server: ToolServer,
  { uri, signal }: { readonly uri: string; readonly signal: AbortSignal },
): Promise<ReadResource> {
  const { contents } = await client.readResource({ uri }, { signal, timeout: server.timeoutMs })
  // A folder may be read as all that is in it: the one that was asked for is meant.
  const content = contents.find((one) => one.uri === uri) ?? contents[0]
  if (content === undefined) throw unreadable(server, 'no content')
  const bytes = 'text' in content ? new TextEncoder().encode(content.text) : Buffer.from(content.blob, 'base64')
  return { bytes, mediaType: content.mimeType ?? null }
}

/** What the library says of a connection that is gone, or of an answer that didn't come in time. */
const GONE: ReadonlySet<number> = new Set([ErrorCode.ConnectionClosed, ErrorCode.RequestTimeout])

async function connect(
  { server, reference, log, onChanged }: ResourceServerOptions,
  leave: () => Promise<void>,
): Promise<Client> {
  const transport = openTransport(server, { reference, onListeningEnded: onChanged })
  const client = new Client({ name: 'parley', version: '1' }, { capabilities: {} })
  client.fallbackRequestHandler = async ({ method }) => {
    log.warn({ event: 'tool-server-asked-back', server: server.name, method })
    throw new McpError(ErrorCode.MethodNotFound, 'Method not found')
  }
  client.setNotificationHandler(ResourceListChangedNotificationSchema, onChanged)
  client.setNotificationHandler(ResourceUpdatedNotificationSchema, onChanged)
  client.onclose = () => void leave()
  try {
    await client.connect(transport, { timeout: server.timeoutMs })
  } catch (error) {
    await transport.close()
    throw error
  }
  if (client.getServerCapabilities()?.resources !== undefined) return client
  await transport.close()
  throw new AppError(`The server "${server.name}" offers no resources. Take it out of knowledge: in agent.yaml.`, {
    code: 'resources-unreachable',
  })
}

async function listAll(client: Client, server: ToolServer, signal: AbortSignal): Promise<readonly ListedResource[]> {
  const found = new Map<string, ListedResource>()
  let cursor: string | undefined
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const params = cursor === undefined ? {} : { cursor }
    const { resources, nextCursor } = await client.listResources(params, { signal, timeout: server.timeoutMs })
    for (const { uri, name, title, mimeType, size } of resources) {
      found.set(uri, { uri, name, title: title ?? null, mediaType: mimeType ?? null, size: size ?? null })
    }
    if (found.size > MOST_RESOURCES) break
    cursor = nextCursor
    if (cursor === undefined) return [...found.values()]
  }
  throw new AppError(
    `The server "${server.name}" lists more than ${MOST_RESOURCES} resources, or has no end of pages.`,
    {
      code: 'resources-too-many',
    },
  )
}

/** As far as the server lets us: of what it refuses, or is slow to take, the next look finds out. */
async function subscribe(
  client: Client,
  { server, log }: ResourceServerOptions,
  { uris, subscribed, signal }: { uris: readonly string[]; subscribed: Set<string>; signal: AbortSignal },
): Promise<void> {
  if (client.getServerCapabilities()?.resources?.subscribe !== true) return
  const wanted = uris.filter((uri) => !subscribed.has(uri)).slice(0, MOST_SUBSCRIBED - subscribed.size)
  const waiting = wanted.values()
  const subscribeEach = async (): Promise<void> => {
    for (const uri of waiting) {
      try {
        await client.subscribeResource({ uri }, { signal, timeout: server.timeoutMs })
        subscribed.add(uri)
      } catch (error) {
        signal.throwIfAborted()
        log.debug({ event: 'resource-not-subscribed', server: server.name, uri, reason: String(error).slice(0, 500) })
        // What isn't this one's alone: the rest would be asked for in vain, or waited for as long.
        if (!(error instanceof McpError) || GONE.has(error.code)) return
      }
    }
  }
  await Promise.all(Array.from({ length: SUBSCRIBING_AT_ONCE }, subscribeEach))
}

function unreachable({ name }: ToolServer, cause: unknown): AppError {
  return new AppError(`The resources of "${name}" can't be read now. What is stored of them stays.`, {
    code: 'resources-unreachable',
    retryable: true,
    cause,
  })
}

function unreadable({ name }: ToolServer, cause: unknown): AppError {
  return new AppError(`The server "${name}" doesn't give this resource.`, { code: 'resource-unreadable', cause })
}
