import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync, randomUUID, verify } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { AppError } from '#core/errors.ts'
import { openEvidenceKey, type EvidenceKey } from '#memory/events/evidence-key.ts'
import { createLogger } from '#core/log.ts'
import { Secret } from '#core/secret.ts'

const context = { newId: () => randomUUID(), log: createLogger('silent') }

async function folder(t: TestContext): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'key-'))
  t.after(() => rm(dir, { recursive: true, force: true }))
  return dir
}

async function open(dir: string, key?: string): Promise<EvidenceKey> {
  const opened = await openOrNot(dir, key)
  assert.ok(opened)
  return opened
}

function openOrNot(dir: string, key?: string): Promise<EvidenceKey | null> {
  return openEvidenceKey(
    { DATA_DIR: dir, EVIDENCE_SIGNING_KEY: key === undefined ? undefined : new Secret(key) },
    context,
  )
}

test('where nothing can be written a key has to be configured, or there is none', async (t) => {
  const file = join(await folder(t), 'a-file')
  await writeFile(file, '')
  assert.equal(await openOrNot(join(file, 'data')), null)
  const pem = String(generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }))
  const { publicKey, published } = await open(join(file, 'data'), pem)
  assert.deepEqual(published, [publicKey])
})

test('the first start makes a key that only its user can read, and the next ones take it', async (t) => {
  const dir = join(await folder(t), 'data')
  const [first, ...others] = await Promise.all([open(dir), open(dir), open(dir)])
  const again = await open(dir)
  for (const key of [...others, again]) assert.deepEqual(key.publicKey, first.publicKey)
  assert.equal((await stat(join(dir, 'evidence-key.pem'))).mode & 0o777, 0o600)
  assert.deepEqual((await readdir(dir)).toSorted(), ['evidence-key.pem', 'evidence-keys.json'])
  const { kty, crv, x } = again.publicKey
  const publicKey = createPublicKey({ key: { kty, crv, x }, format: 'jwk' })
  assert.ok(verify(null, Buffer.from('é'), publicKey, Buffer.from(again.sign('é'), 'base64url')))
})

test('a key from the configuration is taken as PEM, in one line too, and as base64', async (t) => {
  const dir = await folder(t)
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = String(privateKey.export({ format: 'pem', type: 'pkcs8' }))
  const base64 = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')
  const keys = await Promise.all([pem, pem.replaceAll('\n', '\\n'), base64].map((text) => open(dir, text)))
  assert.equal(new Set(keys.map(({ publicKey }) => publicKey.kid)).size, 1)
})

test('an earlier key stays published, the one in use first', async (t) => {
  const dir = await folder(t)
  const first = await open(dir)
  const second = await open(
    dir,
    generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  )
  assert.deepEqual(second.published, [second.publicKey, first.publicKey])
  assert.deepEqual((await open(dir)).published, [first.publicKey, second.publicKey])
})

for (const [what, text] of [
  ['no key', 'CANARY'],
  [
    'a key of another kind',
    String(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' })),
  ],
  ['a public key', String(generateKeyPairSync('ed25519').publicKey.export({ format: 'pem', type: 'spki' }))],
] as const) {
  test(`${what} in EVIDENCE_SIGNING_KEY stops the start, with the variable's name and not its value`, async (t) => {
    await assert.rejects(open(await folder(t), text), (error) => {
      assert.ok(error instanceof AppError && error.code === 'configuration')
      assert.match(error.message, /EVIDENCE_SIGNING_KEY must be an Ed25519 private key/)
      assert.equal(error.message.includes(text.split('\n')[1] ?? text), false)
      return error.cause === undefined
    })
  })
}

test('a key file that others can read stops the start, and isn’t replaced', async (t) => {
  const dir = await folder(t)
  await open(dir)
  const file = join(dir, 'evidence-key.pem')
  const before = await readFile(file, 'utf8')
  await chmod(file, 0o640)
  await assert.rejects(open(dir), /can be read by others.*chmod 600/)
  assert.equal(await readFile(file, 'utf8'), before)
})

test('a list of public keys that can’t be read stops the start, rather than being begun anew', async (t) => {
  const dir = await folder(t)
  await open(dir)
  await writeFile(join(dir, 'evidence-keys.json'), '{"keys": [')
  await assert.rejects(open(dir), /evidence-keys\.json should list the public keys/)
})
