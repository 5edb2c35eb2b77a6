import { once } from 'node:events'
import type { Logger } from '#core/log.ts'
import type { SandboxIsolation } from './contract.ts'
import { PLAN_LIMITS } from './limits.ts'
import { SandboxChild } from './sandbox/child-process.ts'
import { HostConnection } from './sandbox/host-connection.ts'
import { detectSandboxIsolation, isolationOf, networkError } from './sandbox/isolation.ts'
import { reachesNothing } from './sandbox/network.ts'
import { localChildren, type LocalChildren } from './sandbox/local-children.ts'
import { listenOnSocket } from './sandbox/local-socket.ts'
import { BUILT, filesOfChild, type ChildFiles } from './sandbox/spawn.ts'

/** Children at once, of all servers together: 60 MB each at rest, and three times its limit while a plan is hostile. */
const MOST_CHILDREN = 16

export interface SandboxHostOptions {
  readonly log: Logger
  /** Where to listen (`SANDBOX_SOCKET`). */
  readonly socket: string
  /** In production a host that could reach the network isn't opened. */
  readonly production: boolean
  /** …unless the operator vouches that there is none to reach (`SANDBOX_NETWORK=accepted`). */
  readonly networkAccepted: boolean
  readonly signal: AbortSignal
  /** Other files than those of `node build.ts`: so a test plays a child that was taken over. */
  readonly files?: Partial<ChildFiles>
}

export interface SandboxHost extends AsyncDisposable {
  readonly isolation: SandboxIsolation
}

/**
 * Has the processes that plans run in, apart from the server: so that they can be where there is no network and no
 * database. Whoever connects to the socket gets one process of their own, with which the host only carries lines to and
 * fro; what they mean it doesn't know. A process ends with its connection, and a connection with its process. Throws
 * `sandbox-network`, `sandbox-start` where a first process doesn't start, and `sandbox-socket`.
 */
export async function openSandboxHost(options: SandboxHostOptions): Promise<SandboxHost> {
  const { log, signal } = options
  const files = { ...BUILT, ...options.files }
  const walls = await detectSandboxIsolation(filesOfChild(files), signal)
  // A container without network needs no wall of its own to it, and is seldom allowed to build one.
  const networkNamespace = walls.isolation.networkNamespace || (await reachesNothing())
  const isolation = isolationOf({ ...walls.isolation, networkNamespace })
  if (options.production && !networkNamespace && !options.networkAccepted) throw networkError('The sandbox host')
  for (const warning of isolation.warnings)
    log.warn({ event: 'sandbox-wall-missing', code: 'sandbox-wall-missing', warning })
  const children = { files, walls, memoryMb: PLAN_LIMITS.memoryMb }
  const first = await SandboxChild.start(localChildren(children), log, signal)
  first.end()
  await first.ended
  return listen(options, { isolation, children })
}

async function listen(
  { socket, log }: SandboxHostOptions,
  { isolation, children }: { isolation: SandboxIsolation; children: LocalChildren },
): Promise<SandboxHost> {
  const open = new Set<HostConnection>()
  const server = await listenOnSocket(socket, (accepted) => {
    const connection = new HostConnection(accepted, { isolation, children, log, isFull: open.size >= MOST_CHILDREN })
    open.add(connection)
    void connection.ended.then(() => open.delete(connection))
  })
  return {
    isolation,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close')
      server.close() // which takes the socket's file away
      for (const connection of open) connection.end()
      await Promise.all([closed, ...[...open].map((connection) => connection.ended)])
    },
  }
}
