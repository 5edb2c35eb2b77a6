import { z } from 'zod'
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { link, mkdir, readFile, stat, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { allowsDevPeople } from './exposure.ts'
import type { Config } from '#core/config.ts'
import type { Context } from '#core/context.ts'
import { AppError } from '#core/errors.ts'

/** The people that one can be in development, without an identity provider. Their keys count as a person's session. */
export interface DevPeople {
  readonly tenantId: string
  readonly ids: readonly string[]
  /** Where the keys are, for what we tell the developer. */
  readonly file: string
  /** Whose key this is; null for none. */
  idForKey(key: string): string | null
  /** What a page's cookie holds for a person: made from the key, and no key itself. Null for an unknown person. */
  sessionFor(id: string): string | null
  idForSession(session: string): string | null
}

export const DEV_PEOPLE_IDS: readonly string[] = [
  'customer',
  'other-customer',
  'support-lead',
  'other-lead',
  'finance',
  'operator',
]

const KeysFile = z.record(z.string(), z.object({ key: z.string().regex(/^dev_[\w-]{43}$/) }))
type KeysFile = z.infer<typeof KeysFile>

/**
 * Reads the keys from `DATA_DIR/dev-people.json` (mode 0600), or makes them. Throws `configuration` where development
 * people must not exist.
 */
export async function openDevPeople(config: Config, context: Context): Promise<DevPeople> {
  if (!allowsDevPeople(config)) {
    throw new AppError(
      "The example people of development exist only with HOST on a loopback address, outside production (NODE_ENV), and without OIDC_ISSUER. This configuration isn't one of those.",
      { code: 'configuration' },
    )
  }
  const file = join(config.DATA_DIR, 'dev-people.json')
  return devPeople(file, await keysIn(file, context))
}

function devPeople(file: string, keys: KeysFile): DevPeople {
  const people = Object.entries(keys).map(([id, { key }]) => ({ id, key, session: sessionOf(key) }))
  return {
    tenantId: 'default',
    ids: people.map((person) => person.id),
    file,
    idForKey: (key) => people.find((person) => equal(person.key, key))?.id ?? null,
    sessionFor: (id) => people.find((person) => person.id === id)?.session ?? null,
    idForSession: (session) => people.find((person) => equal(person.session, session))?.id ?? null,
  }
}

// A cookie goes to every port of this host, so other servers here may see it: it must not be the key.
function sessionOf(key: string): string {
  return createHmac('sha256', key).update('parley development session').digest('base64url')
}

function equal(left: string, right: string): boolean {
  const [a, b] = [left, right].map((text) => createHash('sha256').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}

/** Keys outlive a restart, so that open pages and scripts go on; a file that others could read is made anew. */
async function keysIn(file: string, context: Context): Promise<KeysFile> {
  const kept = await readKeys(file)
  if (kept !== null) return kept
  await mkdir(join(file, '..'), { recursive: true })
  const keys = Object.fromEntries(
    DEV_PEOPLE_IDS.map((id) => [id, { key: `dev_${context.randomBytes(32).toString('base64url')}` }]),
  )
  const draft = `${file}.${context.newId()}`
  await writeFile(draft, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  try {
    return (await linked(draft, file)) ?? keys
  } catch (error) {
    throw new AppError(`The keys of the example people can't be written to ${file}. Check DATA_DIR.`, {
      code: 'configuration',
      cause: error,
    })
  } finally {
    await unlink(draft)
  }
}

/**
 * Puts a draft in its place, whole or not at all. The first of two servers wins: the keys of the other one are given. What
 * is there and can't be used goes only once it was found in the way, so that nobody's fresh keys do.
 */
async function linked(draft: string, file: string): Promise<KeysFile | null> {
  for (let left = 3; ; left -= 1) {
    try {
      await link(draft, file)
      return null
    } catch (error) {
      const theirs = await readKeys(file)
      if (theirs !== null) return theirs
      if (left === 0) throw error
      await unlink(file).catch(ignoreMissing)
    }
  }
}

async function readKeys(file: string): Promise<KeysFile | null> {
  try {
    const { mode } = await stat(file)
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) return null
    const keys = KeysFile.parse(JSON.parse(await readFile(file, 'utf8')))
    return DEV_PEOPLE_IDS.every((id) => keys[id] !== undefined) ? keys : null
  } catch {
    return null // absent, or not ours to trust
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
