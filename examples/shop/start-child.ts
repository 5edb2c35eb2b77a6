import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

export interface ShopProcess extends AsyncDisposable {
  /** Where its tools are. */
  readonly url: string
  /** Its page: mails sent, refunds made. */
  readonly outboxUrl: string
  readonly pid: number
  close(): Promise<void>
}

const START_MS = 15_000
const GRACE_MS = 3_000
const Started = z.object({ listening: z.url() })

/**
 * Starts the example shop as a process of its own on a loopback port, a free one where none is given. It ends with
 * `close`, with the signal, or when this process is gone, since its standard input is a pipe that we hold.
 */
export async function startShopProcess(options: {
  dataDir: string
  token: string | null
  port?: number
  signal: AbortSignal
}): Promise<ShopProcess> {
  options.signal.throwIfAborted()
  const child = spawn(process.execPath, [SERVER], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // A Ctrl-C is for us alone: we may still have calls under way that the shop must answer.
    detached: true,
    env: {
      PORT: String(options.port ?? 0),
      SHOP_DATA_DIR: options.dataDir,
      ...(options.token === null ? {} : { SHOP_TOKEN: options.token }),
    },
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()))
  const close = async (): Promise<void> => await endChild(child, exited)
  try {
    const within = AbortSignal.any([options.signal, AbortSignal.timeout(START_MS)])
    const { listening } = Started.parse(JSON.parse(await firstLine(child, exited, within)))
    options.signal.addEventListener('abort', () => void close(), { once: true })
    return {
      url: listening,
      outboxUrl: new URL('/', listening).href,
      pid: child.pid ?? 0,
      close,
      [Symbol.asyncDispose]: close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

const SERVER = fileURLToPath(new URL('server.ts', import.meta.url))

async function firstLine(child: ChildProcess, exited: Promise<void>, signal: AbortSignal): Promise<string> {
  if (child.stdout === null) throw new Error('The example shop has no standard output.')
  const lines = createInterface({ input: child.stdout })
  const ended = exited.then(() => {
    throw new Error('The example shop ended before it was ready. Its own words are above, on standard error.')
  })
  const [line] = await Promise.race([once(lines, 'line', { signal }), ended])
  return String(line)
}

async function endChild(child: ChildProcess, exited: Promise<void>): Promise<void> {
  child.kill('SIGTERM')
  const killer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS)
  await exited
  clearTimeout(killer)
}
