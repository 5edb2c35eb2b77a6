import { createServer, request as ask, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import type { Scope } from './database.ts'
import { listening } from './listening.ts'

/** A reverse proxy that gives one path of its host to a server, and answers 404 to all else. */
export interface PathProxy {
  /** Of its host, without a path. */
  readonly origin: string
  /** Where what is asked for under the path goes, from now on. */
  leadTo(url: string): void
  /** What was asked for outside the path. */
  readonly astray: readonly string[]
}

/** The path is handed on, as nginx does with `proxy_pass http://server`. */
export async function startPathProxy(scope: Scope, path: string): Promise<PathProxy> {
  let target = new URL('http://127.0.0.1:9')
  const astray: string[] = []
  const handedOn = ({ url = '' }: IncomingMessage): string | null => {
    if (url === path || url.startsWith(`${path}/`)) return url
    astray.push(url)
    return null
  }
  const server = createServer((asked, answer) => {
    const own = handedOn(asked)
    if (own === null) return void answer.writeHead(404).end('elsewhere')
    const { hostname, port } = target
    const passed = ask({ hostname, port, path: own, method: asked.method, headers: asked.headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(answer)
    })
    passed.on('error', () => answer.destroy())
    answer.on('close', () => passed.destroy())
    asked.pipe(passed)
  })
  server.on('upgrade', (asked: IncomingMessage, socket) => {
    const own = handedOn(asked)
    if (own === null) return socket.destroy()
    const upstream = connect(Number(target.port), target.hostname)
    const lines = asked.rawHeaders.flatMap((name, at) => (at % 2 ? [] : [`${name}: ${asked.rawHeaders[at + 1]}`]))
    upstream.write(`GET ${own} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
    upstream.pipe(socket).pipe(upstream)
    for (const [one, other] of [
      [upstream, socket],
      [socket, upstream],
    ] as const)
      one.on('error', () => other.destroy())
  })
  return { origin: await listening(scope, server), astray, leadTo: (url) => void (target = new URL(url)) }
}
