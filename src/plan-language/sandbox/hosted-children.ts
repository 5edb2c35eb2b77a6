import { lstat } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { AppError } from '#core/errors.ts'
import { VERSION } from '#core/version.ts'
import type { SandboxIsolation } from '../contract.ts'
import type { ChildLine, ChildSource } from './child-line.ts'
import { isolationOf } from './isolation.ts'
import { BEGIN, Greeting, GREETING_LENGTH } from './protocol.ts'

export interface HostedChildren {
  /** The sandbox host's socket. */
  readonly path: string
  /** Whether a host that says that it has no wall to the network is used all the same. */
  readonly networkAccepted: boolean
  /** What a host says of its walls, each time that it is reached. */
  readonly onIsolation: (isolation: SandboxIsolation) => void
}

/** A host greets as soon as it is connected to, before it starts anything: what takes longer hangs. */
const GREETING_MS = 3_000

/** Children that a sandbox host has, each behind a connection of its own. */
export function hostedChildren(options: HostedChildren): ChildSource {
  return {
    open: (signal) => openLine(options, signal),
    startError: () => away('It ended the connection before a process for plans was ready: look at its log.'),
    // Whoever waits for a host that is away would wait for ever; a turn is tried again by itself.
    refuseAfter: 1,
    longestPauseMs: 2_000,
  }
}

async function openLine(options: HostedChildren, signal: AbortSignal): Promise<ChildLine> {
  await checkSocket(options.path)
  const connection = connect(options.path)
  let code: string | null = null
  connection.on('error', (error: NodeJS.ErrnoException) => (code = error.code ?? error.name))
  const gone = new Promise<{ code: string | null }>((resolve) => connection.once('close', () => resolve({ code })))
  try {
    checkGreeting(await firstLine(connection, gone, signal), options)
  } catch (error) {
    connection.destroy()
    signal.throwIfAborted()
    throw error
  }
  connection.write(BEGIN)
  return { toChild: connection, fromChild: connection, gone, lostAs: 'cut-off', end: () => void connection.destroy() }
}

// A file that somebody else put there could only be somebody else's host.
async function checkSocket(path: string): Promise<void> {
  const file = await lstat(path).catch((error: unknown) => {
    throw away('There is no such file: start it with `npm run sandbox`.', error)
  })
  if (!file.isSocket()) throw away("The file there isn't a socket, so it isn't ours.")
  const ours = [0, process.getuid?.() ?? file.uid]
  if (!ours.includes(file.uid)) throw away("The socket there belongs to another user, so it isn't ours.")
}

function firstLine(connection: Socket, gone: Promise<{ code: string | null }>, signal: AbortSignal): Promise<string> {
  const line = Promise.withResolvers<string>()
  const within = AbortSignal.any([signal, AbortSignal.timeout(GREETING_MS)])
  let text = ''
  const onText = (more: string) => {
    text += more
    const end = text.indexOf('\n')
    if (end >= 0 && end === text.length - 1) line.resolve(text.slice(0, end))
    else if (end >= 0 || text.length > GREETING_LENGTH) line.reject(stranger())
  }
  const onAbort = () => line.reject(away(`It said nothing within ${GREETING_MS} ms: it hangs.`))
  within.addEventListener('abort', onAbort)
  connection.setEncoding('utf8').on('data', onText)
  void gone.then(({ code }) => line.reject(away(`Nobody answers at its socket (${code ?? 'it hung up'}).`)))
  return line.promise.finally(() => {
    within.removeEventListener('abort', onAbort)
    connection.off('data', onText)
  })
}

function checkGreeting(line: string, { networkAccepted, onIsolation }: HostedChildren): void {
  const greeting = parseGreeting(line)
  if (greeting === null) throw stranger()
  if (greeting.type === 'full') throw away('It runs as many processes as it can. Start another host for other servers.')
  const { version, isolation } = greeting
  if (version !== VERSION) throw away(`It is of version ${version} and this is ${VERSION}. Use the same for both.`)
  onIsolation(isolationOf(isolation))
  if (!isolation.networkNamespace && !networkAccepted)
    throw away(
      "It says that its processes aren't cut off from the network. Start it where there is none, or accept that with " +
        'SANDBOX_NETWORK=accepted.',
    )
}

function parseGreeting(line: string): Greeting | null {
  try {
    return Greeting.safeParse(JSON.parse(line)).data ?? null
  } catch {
    return null
  }
}

function stranger(): AppError {
  return away('What listens there is no sandbox host.')
}

function away(why: string, cause?: unknown): AppError {
  return new AppError(`The sandbox host at SANDBOX_SOCKET can't be used. ${why}`, {
    code: 'sandbox-away',
    status: 503,
    retryable: true,
    cause,
  })
}
