import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test, type TestContext } from 'node:test'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { deep } from '../helpers/depth.ts'
import { testPlace } from '../helpers/database.ts'
import { startParley } from '../helpers/parley.ts'
import { COMES_WITHIN_MS, patient } from '../helpers/patient.ts'
import { startTestShop } from '../helpers/shop.ts'
import '../helpers/built.ts'

const ROOT = join(import.meta.dirname, '../..')
const shop = await startTestShop({ after })

/** Starts the server, or what runs before it, where it can't start, and gives its exit code and last words. */
async function refusal(environment: Readonly<Record<string, string>>, words: readonly string[] = ['bin/server.js']) {
  const child = spawn(process.execPath, words, {
    cwd: ROOT,
    // One that starts all the same would be waited for without an end.
    timeout: COMES_WITHIN_MS,
    killSignal: 'SIGKILL',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      LOG_LEVEL: 'error',
      SHOP_MCP_URL: shop.url,
      SHOP_MCP_TOKEN: shop.token,
      PORT: '0',
      ...environment,
    },
  })
  child.stdout.resume()
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  return { code: Number(code), words: said }
}

async function agentsWith(t: TestContext, change: (folder: string) => Promise<void>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-agents-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  await cp(join(ROOT, 'agents'), folder, { recursive: true })
  await change(join(folder, 'support'))
  return folder
}

test(
  'npm start on an empty folder makes the database, says what runs, serves, and ends with its shop on Ctrl-C',
  { ...patient, skip: process.env.DATABASE_URL ? 'the folder is PGlite’s' : false },
  async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'parley-first-'))
    t.after(() => rm(folder, { recursive: true, force: true }))
    const file = await readFile(join(ROOT, 'package.json'), 'utf8')
    const { scripts } = z.object({ scripts: z.object({ start: z.string() }) }).parse(JSON.parse(file))
    const PATH = `${dirname(process.execPath)}:${process.env.PATH}`
    const child = spawn('sh', ['-c', scripts.start], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH, LOG_LEVEL: 'warn', PORT: '0', DATA_DIR: join(folder, 'data') },
    })
    t.after(() => child.kill('SIGKILL'))
    const ended = once(child, 'close')
    let output = ''
    const ready = Promise.withResolvers<void>()
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (/^ {2}Stop it: /m.test(output)) ready.resolve()
    })
    await Promise.race([ready.promise, ended.then(() => assert.fail(`it ended before it was ready:\n${output}`))])

    assert.match(output, /^Making the database in .*: some seconds, once…$/m)
    assert.equal(output.match(/^Applying /gm)?.length, 1)
    assert.match(output, /^Applying \d{2,} migrations to /m)
    assert.match(output, /^ {2}model +none: set procedures and quotes\. Set OPENAI_API_KEY/m)
    assert.match(output, /^ {2}agents +support$/m)
    assert.match(output, /^ {2}Talk to it: .* npx parley chat$/m)
    const [url = '', shopUrl = ''] = [/^ {2}Parley +(http\S+)$/m, /^ {2}example shop +(http\S+)/m].map(
      (row) => row.exec(output)?.[1],
    )
    assert.equal((await fetch(`${url}/readyz`)).status, 200)
    assert.equal((await fetch(shopUrl)).status, 200)

    child.kill('SIGINT')
    assert.deepEqual(await ended, [0, null])
    assert.match(output, /^Finishing what is running…$/m)
    await assert.rejects(fetch(url))
    await assert.rejects(fetch(shopUrl))
  },
)

for (const [what, words] of [
  ['the server', ['bin/server.js']],
  ['npm start on what isn’t migrated yet', ['bin/server.js', '--migrate']],
] as const)
  deep(
    `a port that is taken is named by ${what}, with what to do, and neither database nor shop is opened`,
    async (t) => {
      const taken = createServer().listen(0, '127.0.0.1')
      await once(taken, 'listening')
      t.after(() => taken.close())
      const { port } = taken.address() as AddressInfo
      const folder = await mkdtemp(join(tmpdir(), 'parley-taken-'))
      t.after(() => rm(folder, { recursive: true, force: true }))
      const environment = { PORT: String(port), DATA_DIR: join(folder, 'data'), SHOP_MCP_URL: '' }
      for (const database of [{}, { DATABASE_URL: 'postgres://nobody:none@127.0.0.1:1/none' }]) {
        assert.deepEqual(await refusal({ ...environment, ...database }, words), {
          code: 1,
          words:
            `Port ${port} on 127.0.0.1 is taken, by a Parley that runs already or by another program. ` +
            `Stop that one, or choose another port: PORT=${port + 1} npm start (PORT=0 picks a free one).\n`,
        })
      }
      assert.deepEqual(await readdir(folder), [])
    },
  )

deep(
  'a data folder that another process holds is named, and neither is harmed',
  { skip: process.env.DATABASE_URL ? 'the folder is PGlite’s' : false },
  async (t) => {
    const parley = await startParley(t, { shop })
    const { code, words } = await refusal(parley.place.environment)
    assert.equal(code, 1)
    assert.ok(words.includes(parley.place.dataDir), words)
    const beside = await refusal({ ...parley.place.environment, PORT: new URL(parley.url).port })
    assert.match(beside.words, /^Port \d+ on 127\.0\.0\.1 is taken, by a Parley that runs already/)
    assert.equal((await parley.as('customer').ask('How long does shipping take?')).run.status, 'done')
  },
)

deep('a broken agent folder stops the start with file, line and what was meant', async (t) => {
  const { environment } = await testPlace(t)
  const agents = await agentsWith(t, async (folder) => {
    await writeFile(join(folder, 'agent.yaml'), 'name: support\ntitel: Example shop support\n')
  })
  const { code, words } = await refusal({ ...environment, AGENTS_DIR: agents })
  assert.equal(code, 78)
  assert.match(words, /agent\.yaml:2/)
  assert.match(words, /title/)
})

deep('a policy with a misspelt argument stops the start with file and line', async (t) => {
  const { environment } = await testPlace(t)
  const agents = await agentsWith(t, async (folder) => {
    await writeFile(
      join(folder, 'policy.cedar'),
      '@id("refund")\npermit (principal, action == Action::"shop/refunds.create", resource)\nwhen { context.args.amuont <= 50000 };\n',
    )
  })
  const { code, words } = await refusal({ ...environment, AGENTS_DIR: agents })
  assert.equal(code, 78)
  assert.match(words, /policy\.cedar:3/)
  assert.match(words, /amount/)
})

deep('a wrong variable is named, and its value is not', async () => {
  const { code, words } = await refusal({ OPENAI_BASE_URL: 'CANARY-not-a-url' })
  assert.equal(code, 78)
  assert.match(words, /OPENAI_BASE_URL/)
  assert.doesNotMatch(words, /CANARY/)
})

test('on all interfaces without keys or an issuer it refuses to start', async (t) => {
  const { environment } = await testPlace(t)
  const { code, words } = await refusal({ ...environment, HOST: '0.0.0.0' })
  assert.equal(code, 78)
  assert.match(words, /HOST/)
})

deep(
  'a database that was never made says how to make it',
  { skip: process.env.DATABASE_URL ? 'the folder is PGlite’s' : false },
  async (t) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'parley-empty-'))
    t.after(() => rm(dataDir, { recursive: true, force: true }))
    const { code, words } = await refusal({ DATA_DIR: dataDir })
    assert.equal(code, 1)
    assert.match(words, /npm run migrate/)
  },
)
