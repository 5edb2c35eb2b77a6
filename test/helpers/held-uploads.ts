import { connect, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { TestParley } from './parley.ts'
import type { Scope } from './database.ts'

/** As many as a server lets in at once. */
const MOST = 8
const AGAIN_MS = 250

/** Uploads that have begun and don't go on: they hold all the room that a server has for them, until let go of. */
export async function holdUploads(scope: Scope, parley: TestParley): Promise<{ letGo(): void }> {
  const wanted = { name: 'held', scopes: ['ingest'] }
  const { body } = await parley.as('operator').request<{ key: string }>('POST', '/v1/keys', wanted)
  const { port, hostname, host } = new URL(parley.url)
  const sockets = new Set<Socket>()
  let isOver = false
  // What comes too early is turned away, and comes again; not at once, which would use up what a key may ask.
  const hold = (): void => {
    const socket = connect(Number(port), hostname)
    sockets.add(socket)
    socket.on('error', () => {})
    // Any answer says that it holds nothing: its server leaves the connection open, and it would never come again.
    socket.on('data', () => socket.destroy())
    socket.on('close', () => {
      sockets.delete(socket)
      void delay(AGAIN_MS).then(() => isOver || hold())
    })
    socket.write(
      `POST /v1/documents HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${body.key}\r\n` +
        'content-type: application/json\r\ncontent-length: 100\r\n\r\n{',
    )
  }
  for (let number = 0; number < MOST; number += 1) hold()
  const letGo = (): void => {
    isOver = true
    for (const socket of sockets) socket.destroy()
  }
  scope.after(async () => letGo())
  const ours = parley.withKey(body.key)
  const probe = { title: 'Held', text: 'Held.', source: 'held/probe', acl: ['public'] }
  do await delay(AGAIN_MS)
  while ((await ours.request('POST', '/v1/documents', probe)).status !== 503)
  return { letGo }
}

/** How many uploads a server has turned away so far. */
export async function refusals(parley: TestParley): Promise<number> {
  const numbers = await (await fetch(`${parley.url}/metrics`)).text()
  const line = /parley_http_requests_total\{method="POST",route="\/v1\/documents",status="503"\} (\d+)/.exec(numbers)
  return Number(line?.[1] ?? 0)
}
