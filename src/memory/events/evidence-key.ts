import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { link, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Config } from '#core/config.ts'
import type { Context } from '#core/context.ts'
import { canWriteIn } from '../database/data-folder.ts'
import { AppError } from '#core/errors.ts'

/** A public key as the world writes it (RFC 8037), with the name that follows from it (its thumbprint, RFC 7638). */
export const PublicKey = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string().regex(/^[\w-]{43}$/),
  kid: z.string().regex(/^[\w-]{43}$/),
})
export type PublicKey = Readonly<z.infer<typeof PublicKey>>

/** A key that some server announced to sign evidence with. */
export const AnnouncedKey = PublicKey.extend({ announcedAt: z.string().describe('ISO 8601.') })
export type AnnouncedKey = Readonly<z.infer<typeof AnnouncedKey>>

/** What evidence and anchors are signed with. */
export interface EvidenceKey {
  readonly publicKey: PublicKey
  /** The keys that this installation has signed with, the one in use first: what was signed before still verifies. */
  readonly published: readonly PublicKey[]
  /** Ed25519 over the text's UTF-8, in base64url. */
  sign(text: string): string
}

const KEY_FILE = 'evidence-key.pem'
const PUBLISHED_FILE = 'evidence-keys.json'

/**
 * Opens the key that evidence is signed with: `EVIDENCE_SIGNING_KEY`, else `DATA_DIR/evidence-key.pem` (mode 0600), which
 * the first start makes. Public halves are kept in `DATA_DIR/evidence-keys.json`. Null, with a line in the log, where there
 * is neither a key nor a folder to keep one in: then no evidence is given out. Throws `configuration`.
 */
export async function openEvidenceKey(
  config: Pick<Config, 'EVIDENCE_SIGNING_KEY' | 'DATA_DIR'>,
  context: Pick<Context, 'newId' | 'log'>,
): Promise<EvidenceKey | null> {
  const configured = config.EVIDENCE_SIGNING_KEY?.reveal()
  const keepsFiles = await canWriteIn(config.DATA_DIR)
  if (configured === undefined && !keepsFiles) {
    const warning = 'No evidence is signed: set EVIDENCE_SIGNING_KEY, or a DATA_DIR that can be written.'
    context.log.warn({ event: 'evidence-key-missing', code: 'no-evidence-key', warning })
    return null
  }
  const privateKey =
    configured === undefined
      ? await keyInFile(join(config.DATA_DIR, KEY_FILE), context)
      : parsePrivateKey(configured, 'EVIDENCE_SIGNING_KEY')
  const publicKey = publicHalf(privateKey)
  const published = keepsFiles ? await publish(join(config.DATA_DIR, PUBLISHED_FILE), publicKey, context) : [publicKey]
  return {
    publicKey,
    published,
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64url'),
  }
}

// PEM, or its body in one line, as variables like it.
function parsePrivateKey(text: string, from: string): KeyObject {
  try {
    const key = text.includes('-----BEGIN')
      ? createPrivateKey(text.replaceAll(String.raw`\n`, '\n'))
      : createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' })
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // What a parser says of a key may hold some of it.
  }
  throw new AppError(
    `${from} must be an Ed25519 private key (PKCS#8), as PEM or its base64: openssl genpkey -algorithm ed25519.`,
    { code: 'configuration' },
  )
}

function publicHalf(privateKey: KeyObject): PublicKey {
  const { x } = z.object({ x: z.string() }).parse(createPublicKey(privateKey).export({ format: 'jwk' }))
  return { kty: 'OKP', crv: 'Ed25519', x, kid: thumbprint(x) }
}

/** The name that follows from a public key (RFC 7638). */
export function thumbprint(x: string): string {
  return createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url')
}

async function keyInFile(file: string, context: Pick<Context, 'newId'>): Promise<KeyObject> {
  const kept = await readKey(file)
  if (kept !== null) return kept
  const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' })
  const isFirst = await writeOnce(file, String(pem), { mode: 0o600, draft: `${file}.${context.newId()}` })
  const made = isFirst ? parsePrivateKey(String(pem), file) : await readKey(file)
  if (made !== null) return made
  throw new AppError(`The key that evidence is signed with can't be kept in ${file}. Check DATA_DIR.`, {
    code: 'configuration',
  })
}

/** The key in a file; null where there is none. One that others can read has to be looked at by a person. */
async function readKey(file: string): Promise<KeyObject | null> {
  const found = await stat(file).catch(() => null)
  if (found === null) return null
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) {
    throw new AppError(
      `${file} can be read by others, and whoever has it can sign evidence. Take their rights away (chmod 600 ${file}), or remove it: the next start makes a new one.`,
      { code: 'configuration' },
    )
  }
  return parsePrivateKey(await readFile(file, 'utf8'), file)
}

/** Writes a file whole or not at all; false where it is there already. */
async function writeOnce(
  file: string,
  text: string,
  { mode, draft }: { readonly mode: number; readonly draft: string },
): Promise<boolean> {
  await writeFile(draft, text, { mode, flag: 'wx' })
  try {
    await link(draft, file)
    return true
  } catch {
    return false
  } finally {
    await unlink(draft)
  }
}

const Published = z.object({ keys: z.array(PublicKey) })

async function publish(
  file: string,
  publicKey: PublicKey,
  context: Pick<Context, 'newId'>,
): Promise<readonly PublicKey[]> {
  const before = await readPublished(file)
  const others = before.filter(({ kid }) => kid !== publicKey.kid)
  const keys = [publicKey, ...others]
  if (before[0]?.kid === publicKey.kid) return keys
  const draft = `${file}.${context.newId()}`
  await writeFile(draft, `${JSON.stringify({ keys }, null, 2)}\n`, { mode: 0o644, flag: 'wx' })
  await rename(draft, file)
  return keys
}

async function readPublished(file: string): Promise<readonly PublicKey[]> {
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) return []
  const parsed = Published.safeParse(parseJson(text))
  if (parsed.success) return parsed.data.keys
  throw new AppError(
    `${file} should list the public keys that evidence was signed with, and can't be read. Restore it, or remove it: evidence under earlier keys then needs \`--key\`.`,
    { code: 'configuration' },
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
