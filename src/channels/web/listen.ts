import { getRequestListener } from '@hono/node-server'
import { createServer, STATUS_CODES, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PROBLEM_TYPE, problemResponse, toProblem } from './problem.ts'
import { withSecurityHeaders } from './security-headers.ts'
import type { WebServices } from './services.ts'
import { AppError } from '#core/errors.ts'
import { ownTarget } from './public-address.ts'
import type { Config } from '#core/config.ts'

/** Makes a response of a request. */
export type Fetch = Parameters<typeof getRequestListener>[0]

/** A server around an app, with a limit on every wait: slow headers, slow bodies, and connections where nothing moves. */
export function createHttpServer(
  fetch: Fetch,
  {
    config,
    context,
    limits,
  }: Pick<WebServices, 'context' | 'limits'> & { readonly config: Pick<Config, 'PUBLIC_URL'> },
): Server {
  const server = createServer(
    {
      headersTimeout: 10_000,
      requestTimeout: limits.requestMs,
      // Longer than a load balancer keeps one, 60 s at most of them: whoever closes first loses no request.
      keepAliveTimeout: 65_000,
      connectionsCheckingInterval: 2_000,
      maxHeaderSize: 16_384,
      requireHostHeader: false, // the source check answers for it, in our words
    },
    getRequestListener(fetch, {
      overrideGlobalObjects: false,
      // What doesn't even make a request: a broken Host, a path that no URL can have.
      errorHandler: () => withSecurityHeaders(problemResponse(toProblem(badRequest(400), context.newId()), null)),
    }),
  )
  server.timeout = limits.idleMs
  server.prependListener('request', (request) => {
    request.url = ownTarget(request.url ?? '', config)
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return socket.destroy()
    const problem = toProblem(badRequest(CLIENT_ERRORS[error.code ?? ''] ?? 400), context.newId())
    const body = JSON.stringify(problem)
    socket.end(
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\nContent-Type: ${PROBLEM_TYPE}\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    )
  })
  return server
}

const CLIENT_ERRORS: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }

/** Listens, and says where. Throws `port-taken`, or `configuration` for an address that can't be had. */
export async function listen(server: Server, host: string, port: number): Promise<AddressInfo> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen({ host, port }, resolve)
  try {
    await promise
  } catch (error) {
    throw cantListen(error, host, port)
  } finally {
    server.off('error', reject)
  }
  const address = server.address()
  if (address === null || typeof address === 'string')
    throw new AppError('The server has no port.', { code: 'internal' })
  return address
}

function cantListen(error: unknown, host: string, port: number): AppError {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'EADDRINUSE') {
    return new AppError(
      `Port ${port} on ${host} is taken, by a Parley that runs already or by another program. Stop that one, or choose another port: PORT=${port === 65_535 ? 3_000 : port + 1} npm start (PORT=0 picks a free one).`,
      { code: 'port-taken', cause: error, details: { port } },
    )
  }
  return new AppError(
    `Nothing can listen on ${host}, port ${port}. Check HOST and PORT; ports below 1024 need rights.`,
    {
      code: 'configuration',
      cause: error,
    },
  )
}

function badRequest(status: number): AppError {
  return new AppError('The request isn’t one that HTTP knows, is too large in its headers, or took too long.', {
    code: 'bad-request',
    status,
  })
}
