import { createAuthenticate } from './authentication/authenticate.ts'
import type { OutsideChannels } from '../contract.ts'
import type { DevPeople } from './dev-people.ts'
import { allowsDevPeople, isLoopback } from './exposure.ts'
import { urlOf, type OpenPort } from './open-port.ts'
import { createWebApp } from './app.ts'
import { createMetrics } from './metrics.ts'
import { describeRoutes } from './openapi.ts'
import { createRateLimit } from './rate-limit.ts'
import { shareRateLimit } from './shared-rate-limit.ts'
import { DEV_ROUTES, ROUTES } from './route-table.ts'
import type { OpenApiDocument, WebServices } from './services.ts'
import { openUploads } from './uploads.ts'
import { acceptSockets } from './socket/accept-sockets.ts'
import type { Config } from '#core/config.ts'
import type { Context } from '#core/context.ts'
import { AppError } from '#core/errors.ts'
import type { OutletState } from '#contract/channel-operations.ts'
import type { Operations } from '#contract/operations.ts'
import type { Server } from 'node:http'
import { checkPublicPath } from './public-address.ts'

export interface WebServer {
  /** Where it listens, without a slash at the end. */
  readonly url: string
  /** Takes nothing new, tells streams to come back, lets requests end. */
  close(): Promise<void>
}

export interface WebServerOptions {
  readonly config: Config
  readonly context: Context
  readonly operations: Operations
  readonly outside: OutsideChannels
  /** The example people, where `openDevPeople` gave them. Throws `configuration` where they must not exist. */
  readonly devPeople: DevPeople | null
  /** Where it answers. It is closed with the server. */
  readonly port: OpenPort
  /** Closes the server. */
  readonly signal: AbortSignal
}

/**
 * Starts the HTTP API with its pages and sockets (docs/reference/http-api.md). Throws `configuration` for development
 * people that others could reach, or an issuer without an audience.
 */
export function startWebServer(options: WebServerOptions): WebServer {
  const { config, devPeople, signal, port } = options
  signal.throwIfAborted()
  if (devPeople !== null && !(allowsDevPeople(config) && isLoopback(port.address.address))) throw peopleExposed()
  const closing = new AbortController()
  const routes = devPeople === null ? ROUTES : [...ROUTES, ...DEV_ROUTES]
  checkPublicPath(config, routes)
  const url = urlOf(config, port.address)
  const services = createServices(options, routes, { closing: closing.signal, url })
  acceptSockets(port.server, services)
  port.answerWith(createWebApp(routes, services).fetch)

  let closed: Promise<void> | null = null
  const close = (): Promise<void> => (closed ??= closeServer(port.server, closing, services.limits.closeMs))
  signal.addEventListener('abort', () => void close(), { once: true })
  return { url, close }
}

function createServices(
  options: WebServerOptions,
  routes: typeof ROUTES,
  { closing, url }: Pick<WebServices, 'closing' | 'url'>,
): WebServices {
  const { config, context, operations, outside, devPeople } = options
  const { limits } = options.port
  let document: OpenApiDocument | null = null
  return {
    config,
    context,
    operations,
    outside,
    devPeople,
    authenticate: createAuthenticate({ config, operations, devPeople }),
    limits,
    metrics: createMetrics({
      toolServers: () => operations.toolServers(),
      storage: () => operations.storage(),
      heldRuns: () => operations.heldRuns(),
      outlets: () => outletStates(outside),
    }),
    uploads: openUploads({ count: limits.uploads, bytes: limits.uploadBytes }),
    messageRate: shareRateLimit(
      createRateLimit(limits.messagesPerMinute, () => context.now()),
      {
        name: 'messages',
        afterMs: limits.rateSharedMs,
        share: (tenantId, used) => operations.shareRates(tenantId, used),
        log: context.log,
        closing,
      },
    ),
    // A tenth of a start, for a page that few look at.
    document: () => (document ??= describeRoutes(routes, config)),
    url,
    closing,
  }
}

async function outletStates({ channels, operations }: OutsideChannels): Promise<readonly OutletState[]> {
  const sending = channels.filter(({ outlet }) => outlet !== null)
  const states = sending.map(({ tenantId, name }) => operations.outletState({ tenantId, channel: name }))
  return (await Promise.all(states)).filter((state) => state !== null)
}

async function closeServer(server: Server, closing: AbortController, closeMs: number): Promise<void> {
  const { promise: ended, resolve } = Promise.withResolvers<void>()
  server.close(() => resolve())
  closing.abort()
  // A connection whose last answer ends now is kept alive by its client, so idle ones are looked for again and again.
  const idle = setInterval(() => server.closeIdleConnections(), 20)
  const impatience = setTimeout(() => server.closeAllConnections(), closeMs)
  await ended
  clearInterval(idle)
  clearTimeout(impatience)
}

function peopleExposed(): AppError {
  return new AppError(
    'The example people of development are for a loopback HOST, outside production, without OIDC_ISSUER. Start without them.',
    { code: 'configuration' },
  )
}
