import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod } from 'node:fs/promises'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import type { Scope } from './database.ts'

/** Where something listens: a port of this machine, or the path of a socket. */
export type Listening = number | string

/** What becomes of the connections through a proxy, from the next bytes on. */
export const FAULTS = ['cut', 'refuse', 'half-close', 'silence', 'garbage', 'truncate', 'trickle'] as const
export type Fault = (typeof FAULTS)[number]

export interface ChaosProxy {
  /** Where it listens. */
  readonly at: Listening
  /** The fault that its connections have now; null for none. Those that were made to be silent stay so. */
  fault: Fault | null
}

/** A proxy that knows nothing of what goes through it, and does to both ways, or to what the server says, what networks do. */
export async function startChaosProxy(scope: Scope, target: Listening, at: Listening = 0): Promise<ChaosProxy> {
  const open = new Set<Socket>()
  const proxy: { at: Listening; fault: Fault | null } = { at, fault: null }
  const server = createServer((client) => {
    // Only TCP has a reset.
    if (proxy.fault === 'refuse') return void (typeof at === 'number' ? client.resetAndDestroy() : client.destroy())
    const peer = typeof target === 'number' ? connect(target, '127.0.0.1') : connect(target)
    let isSilent = false
    for (const socket of [client, peer]) {
      open.add(socket)
      socket.on('error', () => {})
      socket.once('close', () => {
        open.delete(socket)
        if (isSilent) return
        client.destroy()
        peer.destroy()
      })
    }
    client.on('data', (bytes) => hand(bytes, peer, 'asked'))
    peer.on('data', (bytes) => hand(bytes, client, 'answered'))

    function hand(bytes: Buffer, to: Socket, way: 'asked' | 'answered'): void {
      if (isSilent) return
      switch (proxy.fault) {
        case null:
        case 'refuse':
          return void to.write(bytes)
        case 'cut':
          return cut()
        case 'half-close':
          return void to.end(bytes)
        case 'silence':
          isSilent = true
          return
        case 'garbage':
          return void to.write(way === 'answered' ? randomBytes(bytes.length) : bytes)
        case 'truncate':
          to.write(bytes.subarray(0, bytes.length / 2))
          return void setTimeout(cut, 20)
        case 'trickle':
          for (const byte of bytes.subarray(0, 50)) to.write(Buffer.of(byte))
          return void to.write(bytes.subarray(50))
      }
    }

    function cut(): void {
      // A socket in the file system knows no reset.
      if (typeof at === 'string') client.destroy()
      else client.resetAndDestroy()
      peer.destroy()
    }
  })
  server.listen(typeof at === 'number' ? { port: at, host: '127.0.0.1' } : { path: at })
  await once(server, 'listening')
  // A socket that others could reach isn't used.
  if (typeof at === 'string') await chmod(at, 0o600)
  else proxy.at = (server.address() as AddressInfo).port
  scope.after(async () => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  return proxy
}
