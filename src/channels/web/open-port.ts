import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHttpServer, listen, type Fetch } from './listen.ts'
import { WEB_LIMITS, type WebLimits } from './limits.ts'
import type { Config } from '#core/config.ts'
import type { Context } from '#core/context.ts'

/** A port that is ours, whether or not there is something behind it yet. Closed with all its connections. */
export interface OpenPort extends AsyncDisposable {
  readonly server: Server
  readonly address: AddressInfo
  readonly limits: WebLimits
  /** Answers with this from now on, and first those who have come already. */
  answerWith(fetch: Fetch): void
}

/**
 * Listens at `HOST` and `PORT`, which comes before a database is opened or a run taken over: a server that can't listen
 * must not get that far. Requests wait until there is something that answers. Throws `port-taken`, and `configuration`
 * for an address that can't be had.
 */
export async function openPort(
  config: Pick<Config, 'HOST' | 'PORT' | 'PUBLIC_URL'>,
  context: Context,
  limits: Partial<WebLimits> = {},
): Promise<OpenPort> {
  const all = { ...WEB_LIMITS, ...limits }
  const { promise: ready, resolve: answerWith } = Promise.withResolvers<Fetch>()
  const server = createHttpServer(async (...request) => (await ready)(...request), { config, context, limits: all })
  const address = await listen(server, config.HOST, config.PORT)
  // From now on a connection that can't be accepted, for want of file descriptors, is its client's to try again.
  server.on('error', (error) => context.log.error({ event: 'listening-failed', err: error }))
  return {
    server,
    address,
    limits: all,
    answerWith,
    [Symbol.asyncDispose]: async () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** Where a server is that listens at this address, without a slash at the end. */
export function urlOf(config: Config, address: AddressInfo): string {
  const host = address.address === '0.0.0.0' || address.address === '::' ? 'localhost' : config.HOST
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`
}
