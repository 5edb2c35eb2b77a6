import { once } from 'node:events'
import { lstat, unlink } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { AppError } from '#core/errors.ts'

/**
 * Listens on a Unix socket that only this user may open. Takes the place of one that a host which was killed left, and
 * of nothing else. Throws `sandbox-socket`.
 */
export async function listenOnSocket(path: string, onConnection: (connection: Socket) => void): Promise<Server> {
  await makeRoom(path)
  const server = createServer(onConnection)
  const listening = once(server, 'listening').catch((error: unknown) => {
    throw refused(`It can't be made (${codeOf(error)}): its folder must be there, and this user's to write in.`, error)
  })
  // The socket's file is made before `listen` returns, so nobody else can open it even for a moment.
  const mask = process.umask(0o177)
  server.listen(path)
  process.umask(mask)
  await listening
  return server
}

async function makeRoom(path: string): Promise<void> {
  const file = await lstat(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null
    throw refused(`It can't be looked at (${codeOf(error)}).`, error)
  })
  if (file === null) return
  if (!file.isSocket()) throw refused("A file is there that isn't a socket, so it isn't ours to remove.")
  if (await isListenedOn(path)) throw refused('Another sandbox host listens there.')
  await unlink(path)
}

async function isListenedOn(path: string): Promise<boolean> {
  const connection = connect(path)
  try {
    return await new Promise<boolean>((resolve, reject) => {
      connection.once('connect', () => resolve(true))
      connection.once('error', (error) =>
        codeOf(error) === 'ECONNREFUSED'
          ? resolve(false)
          : reject(refused(`Who listens there can't be found out (${codeOf(error)}).`, error)),
      )
    })
  } finally {
    connection.destroy()
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}

function refused(why: string, cause?: unknown): AppError {
  return new AppError(`The sandbox host can't listen on the socket that SANDBOX_SOCKET names. ${why}`, {
    code: 'sandbox-socket',
    cause,
  })
}
