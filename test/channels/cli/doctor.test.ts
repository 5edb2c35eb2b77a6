import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { lockFolder } from '#memory/database/folder-lock.ts'
import { testPlace } from '../../helpers/database.ts'
import { deep } from '../../helpers/depth.ts'
import { socketPath, startSandboxHost } from '../../helpers/sandbox-host.ts'
import { bannedWords } from './banned-words.ts'
import { runParley } from './run-parley.ts'
import '../../helpers/built.ts'
import { patient } from '../../helpers/patient.ts'

const ROOT = join(import.meta.dirname, '../../..')
const NOWHERE = { PARLEY_URL: 'http://127.0.0.1:1' }

test('without a server a key is made, listed and ended in the database itself', patient, async (t) => {
  const { dataDir, environment: env } = await testPlace(t)
  const keys = async (...words: readonly string[]) =>
    await runParley(['keys', ...words, '--database'], { dataDir, env })
  const made = await keys('create', '--name', 'first', '--scope', 'operate', '--role', 'operator', '--json')
  assert.equal(made.code, 0, made.err)
  const { id, key } = JSON.parse(made.out)
  assert.match(key, /^parley_default_[0-9a-f]{24}_[\w-]{43}$/)
  assert.match((await keys('list')).out, new RegExp(`^${id} +first +operate +operator +works$`, 'm'))
  assert.equal((await keys('revoke', id)).out, `The key ${id} no longer works.\n`)
  assert.match((await keys('list')).out, /revoked$/m)
  assert.equal((await keys('revoke', id)).code, 1)
})

test('before a database is made, making a key says what to run', patient, async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-cli-'))
  t.after(() => rm(dataDir, { recursive: true }))
  const ran = await runParley(['keys', 'list', '--database'], { dataDir })
  assert.equal(ran.code, 1)
  assert.match(ran.err, /npm run migrate/)
})

test('where all is in order nothing is broken', patient, async (t) => {
  const { dataDir, environment } = await testPlace(t)
  const ran = await runParley(['doctor'], {
    dataDir,
    env: { ...environment, ...NOWHERE, OPENAI_API_KEY: 'sk-not-shown' },
  })
  assert.equal(ran.code, 0, ran.out)
  for (const line of [
    /^ok {2}Node: /m,
    /^ok {2}Configuration: /m,
    /^! {3}Server: none runs at /m,
    /^ok {2}Database: /m,
    /^ok {2}Model: /m,
  ]) {
    assert.match(ran.out, line)
  }
  assert.match(ran.out, /Nothing is broken\.\n$/)
  assert.doesNotMatch(ran.out, /sk-not-shown/)
  assert.deepEqual(bannedWords(ran.out), [])
})

test('a mistake in an agent is shown with its file and line, and exits 1', patient, async (t) => {
  const { dataDir, environment } = await testPlace(t)
  const agents = join(dataDir, 'agents')
  await cp(join(ROOT, 'agents'), agents, { recursive: true })
  const file = join(agents, 'support/agent.yaml')
  await writeFile(file, `${await readFile(file, 'utf8')}\ngreting: Hello\n`)
  const ran = await runParley(['doctor'], { dataDir, env: { ...environment, ...NOWHERE, AGENTS_DIR: agents } })
  assert.equal(ran.code, 1)
  assert.match(ran.out, /^x {3}Agents: 1 mistake\n {6}support\/agent\.yaml:\d+:\d+ {2}.*greting.*greeting/m)
})

test(
  'a configuration that is wrong is named, what hangs on it is left out, and nothing of its value is shown',
  patient,
  async (t) => {
    const { dataDir } = await testPlace(t)
    const ran = await runParley(['doctor', '--json'], { dataDir, env: { DATABASE_URL: 'mysql://secret-host' } })
    const findings = JSON.parse(ran.out)
    assert.deepEqual([ran.code, findings.map(({ about }: { about: string }) => about)], [1, ['Node', 'Configuration']])
    assert.match(findings[1].found, /DATABASE_URL/)
    assert.doesNotMatch(ran.out, /secret-host/)
  },
)

test('a data folder that another process holds is told, and exits 1', patient, async (t) => {
  const place = await testPlace(t)
  if (place.kind === 'postgres') return t.skip('PostgreSQL is for many processes')
  using lock = lockFolder(place.dataDir)
  assert.ok(lock)
  const ran = await runParley(['doctor'], { dataDir: place.dataDir, env: NOWHERE })
  assert.equal(ran.code, 1)
  assert.match(ran.out, /^x {3}Database: The data folder .* is in use by another process\./m)
})

deep(
  'a sandbox host that is away is broken, with what to do, and one that is there is in order',
  patient,
  async (t) => {
    const { dataDir, environment } = await testPlace(t)
    const SANDBOX_SOCKET = await socketPath(t)
    const doctor = async () =>
      await runParley(['doctor'], { dataDir, env: { ...environment, ...NOWHERE, SANDBOX_SOCKET } })
    const away = await doctor()
    assert.equal(away.code, 1, away.out)
    assert.match(away.out, /^x {3}Sandbox: The sandbox host at SANDBOX_SOCKET can't be used\. .*npm run sandbox/m)
    await startSandboxHost(t, { socket: SANDBOX_SOCKET })
    const there = await doctor()
    assert.equal(there.code, 0, there.out)
  },
)
