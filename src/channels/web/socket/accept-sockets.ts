import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { ownTarget } from '../public-address.ts'
import { SocketConnection } from './connection.ts'
import { PROBLEM_TYPE, toProblem } from '../problem.ts'
import type { WebServices } from '../services.ts'
import { checkSource } from '../source-check.ts'
import { AppError } from '#core/errors.ts'

const CLIENT_MESSAGE_BYTES = 16_384

/** Takes sockets at `/v1/socket`. A wrong host, origin or path is refused over HTTP, before there is a socket. */
export function acceptSockets(server: Server, services: WebServices): void {
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: CLIENT_MESSAGE_BYTES,
    perMessageDeflate: false,
  })
  sockets.on('connection', (socket) => new SocketConnection(socket, services))
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    const refused = refusal(request, services)
    if (refused !== null) return refuse(socket, refused, services)
    sockets.handleUpgrade(request, socket, head, (accepted) => sockets.emit('connection', accepted, request))
  })
}

function refusal(request: IncomingMessage, { config, closing }: WebServices): AppError | null {
  const wrong = checkSource({ host: request.headers.host, origin: request.headers.origin }, config)
  if (wrong !== null) return wrong
  if (ownTarget(request.url ?? '', config).split('?', 1)[0] !== '/v1/socket') {
    return new AppError('There is no socket here. It is at /v1/socket.', { code: 'no-such-route', status: 404 })
  }
  return closing.aborted
    ? new AppError('The server is closing.', { code: 'closing', status: 503, retryable: true })
    : null
}

function refuse(socket: Duplex, error: AppError, { context }: WebServices): void {
  const requestId = context.newId()
  const body = JSON.stringify(toProblem(error, requestId))
  context.log.info({
    event: 'http-request',
    requestId,
    method: 'GET',
    route: 'upgrade',
    status: error.status,
    code: error.code,
  })
  socket.end(
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}\r\nContent-Type: ${PROBLEM_TYPE}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
}
