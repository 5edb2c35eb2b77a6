import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Config } from '#core/config.ts'
import { AppError } from '#core/errors.ts'
import { Secret } from '#core/secret.ts'
import { texts } from '#cards/texts/texts.ts'
import type { Client } from '../client/client.ts'
import { openApi } from './api.ts'
import type { Viewer } from '#cards/drawing/plan-state.ts'

/** How a command says where the server is and who is asking. */
export interface ConnectOptions {
  readonly server?: string | undefined
  readonly as?: string | undefined
  readonly key?: string | undefined
}

export interface Connection {
  readonly api: Client
  readonly reader: Viewer
  /** The example person, where it is one: what to type to be the same again. */
  readonly person: string | null
}

/** The server's address: what was given, else `PARLEY_URL`, else this machine's port. Throws `usage` for no address. */
export function serverUrl(config: Config, given: string | undefined): string {
  const text = given ?? config.PARLEY_URL ?? `http://127.0.0.1:${config.PORT === 0 ? 3000 : config.PORT}`
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new AppError(texts.server.badUrl(text), { code: 'usage' })
  }
  return url.href.replace(/\/+$/, '')
}

/**
 * Finds the server and who is asking: `--key`, an example person, `PARLEY_KEY`, else `otherwise` among the example
 * people. Throws `not-running`, `not-signed-in` or `usage`, worded.
 */
export async function connect(
  config: Config,
  options: ConnectOptions,
  signal: AbortSignal,
  { otherwise = 'customer' }: { readonly otherwise?: string } = {},
): Promise<Connection> {
  const url = serverUrl(config, options.server)
  const given = options.key ?? (options.as === undefined ? config.PARLEY_KEY?.reveal() : undefined)
  if (given !== undefined) {
    const api = openApi(url, new Secret(given))
    return { api, reader: await api.readMe(signal), person: null }
  }
  const person = options.as ?? otherwise
  // Before the file of people is looked for: where no server ran yet there is none, and the reason is the server.
  if (!(await isRunning(url, signal))) {
    throw new AppError(texts.server.notRunning(url), { code: 'not-running', retryable: true })
  }
  const api = openApi(url, await personKey(config, person))
  return { api, reader: await api.readMe(signal), person }
}

/** Whether a server answers there at all. */
export async function isRunning(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(`${url}/healthz`, { signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]) })
    await response.body?.cancel()
    return true
  } catch {
    signal.throwIfAborted()
    return false
  }
}

const People = z.record(z.string(), z.looseObject({ key: z.string().min(1) }))

async function personKey(config: Config, name: string): Promise<Secret> {
  const people = await readPeople(join(config.DATA_DIR, 'dev-people.json'))
  const key = Object.hasOwn(people, name) ? people[name]?.key : undefined
  if (key === undefined) throw new AppError(texts.server.noPerson(name, Object.keys(people)), { code: 'usage' })
  return new Secret(key)
}

async function readPeople(file: string): Promise<z.infer<typeof People>> {
  try {
    return People.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return {} // none here, or a server of another folder: the caller says what to do
  }
}
