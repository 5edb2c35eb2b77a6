import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, beforeEach, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { verifyEvidence } from '../../bin/verify-evidence.ts'
import { IS_DEEP, deep } from '../helpers/depth.ts'
import { filesOfRelease, ReleasedPlans } from '../helpers/release-fixture.ts'

// The command runs as a maintainer types it, in a repository that has what this one has, and one commit.
const ROOT = join(import.meta.dirname, '../..')
const run = promisify(execFile)
const LEFT_OUT = ['.git', 'node_modules', 'data', 'releases']
const folder = await mkdtemp(join(tmpdir(), 'release-'))
after(() => rm(folder, { recursive: true, force: true }))
const skip = spawnSync('git', ['--version']).status !== 0 && 'a release is made with git, which isn’t here'
const FIRST = skip === false ? await firstCommit() : ''
/** Newer than whatever was released. */
const NEXT = '99.0.0'

async function firstCommit(): Promise<string> {
  await chmod(folder, 0o755) // as a clone is: what programs run in is another user
  await cp(ROOT, folder, {
    recursive: true,
    preserveTimestamps: true,
    filter: (path) => !LEFT_OUT.includes(basename(path)),
  })
  await placePackages()
  await git('init', '--quiet')
  await change('CHANGELOG.md', (text) => text.replace('## Unreleased\n', '## Unreleased\n\n- Something is new.\n'))
  await git('add', '--all')
  await git('commit', '--quiet', '--message', 'all')
  return (await git('rev-parse', 'HEAD')).trim()
}

// What programs run in reads no file of another folder, so its packages are there themselves.
async function placePackages(): Promise<void> {
  const [from, to] = [join(ROOT, 'node_modules'), join(folder, 'node_modules')]
  await mkdir(to)
  const copied = ['isolated-vm', 'node-gyp-build']
  for (const name of await readdir(from))
    await (copied.includes(name)
      ? cp(join(from, name), join(to, name), { recursive: true })
      : symlink(join(from, name), join(to, name)))
}

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

async function release(...words: readonly string[]): Promise<Ended> {
  const child = run(process.execPath, ['bin/run.js', 'bin/release.ts', ...words], { cwd: folder, env: environment() })
  return child.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: Ended) => error,
  )
}

async function git(...words: readonly string[]): Promise<string> {
  return (await run('git', words, { cwd: folder, env: environment() })).stdout
}

function environment(): Record<string, string | undefined> {
  const somebody = { NAME: 'Somebody', EMAIL: 'somebody@example.com' }
  const names = Object.entries(somebody).flatMap(([name, text]) => [
    [`GIT_AUTHOR_${name}`, text],
    [`GIT_COMMITTER_${name}`, text],
  ])
  const { PATH, HOME } = process.env
  return { PATH, HOME, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', ...Object.fromEntries(names) }
}

async function change(file: string, how: (text: string) => string): Promise<void> {
  await writeFile(join(folder, file), how(await readFile(join(folder, file), 'utf8')))
}

async function committed(): Promise<void> {
  await git('commit', '--quiet', '--all', '--message', 'changed')
}

const read = (file: string): Promise<string> => readFile(join(folder, file), 'utf8')

describe('a release', { concurrency: 1, skip }, () => {
  beforeEach(async () => {
    await git('reset', '--quiet', '--hard', FIRST)
    await git('clean', '--quiet', '-fd')
  })

  for (const [what, words, prepare, said] of [
    ['without a version', [], null, /Name the version to release/],
    ['of what is no version', ['1.2'], null, /“1\.2” is no version\. Name three numbers/],
    ['that isn’t newer than the last one', ['0.0.9'], null, /0\.0\.9 isn't newer than \d+\.\d+\.\d+\. Name a newer/],
    [
      'of changes that aren’t committed',
      [NEXT],
      () => change('README.md', (text) => `${text}more\n`),
      /aren't committed\. Commit them or put them away:\n ?M README\.md/,
    ],
    [
      'in which nothing changes for anybody',
      [NEXT],
      async () => {
        await change('CHANGELOG.md', (text) =>
          text.replace(/## Unreleased\n[^]*?(?=^## |$(?![^]))/m, '## Unreleased\n\n'),
        )
        await committed()
      },
      /nothing under “## Unreleased”\. Write there what changes/,
    ],
    [
      'with a migration edited that was released before',
      [NEXT],
      async () => {
        const before = { '0001_initial.sql': { sha256: 'another', release: '0.1.0' } }
        await writeFile(join(folder, 'db/released-migrations.json'), JSON.stringify(before))
        await committed()
      },
      /0001_initial\.sql came with 0\.1\.0 and was edited since\. Put it back, and add a new file/,
    ],
    ['that is tagged already', [NEXT], () => git('tag', `v${NEXT}`), /a tag v99\.0\.0 already/],
  ] as const) {
    test(`${what} is refused, and nothing is changed`, async () => {
      await prepare?.()
      const before = await git('status', '--short')
      const { code, stderr } = await release(...words)
      if (what.includes('tagged')) await git('tag', '--delete', `v${NEXT}`)
      assert.notEqual(code, 0)
      assert.match(stderr, said)
      assert.equal(await git('status', '--short'), before)
      assert.equal(await git('tag'), '')
    })
  }

  test('that is only tried says what it would do, and does none of it', async () => {
    const { code, stdout } = await release(NEXT, '--dry-run')
    assert.equal(code, 0)
    assert.match(stdout, /would:\n {2}write version 99\.0\.0 [^]+ {2}tag it v99\.0\.0/)
    assert.equal(await git('status', '--short'), '')
    assert.equal((await git('rev-parse', 'HEAD')).trim(), FIRST)
  })

  deep('that fails half-way commits nothing, and says what is changed and how to have it as before', async () => {
    await git('rm', '-r', '--quiet', 'test/fixtures/release-desk')
    await committed()
    const { code, stderr } = await release(NEXT)
    assert.equal(code, 1)
    assert.match(stderr, /It failed at: make test\/fixtures\/releases\/99\.0\.0/)
    assert.match(stderr, /Nothing is committed\. These files are changed:\n ?M CHANGELOG\.md/)
    const [, undo = ''] = /as before:\n {2}(.+)/.exec(stderr) ?? []
    await run('sh', ['-c', undo], { cwd: folder, env: environment() })
    assert.equal(await git('status', '--short'), '')
    assert.equal(await git('log', '-1', '--format=%s'), 'changed\n')
  })

  // As much work as a server's whole check has for a dozen files, and a release is made after a night's.
  const atNight = { skip: !IS_DEEP && 'deep' }
  test(
    'is a commit with its tag, its versions, its part of the changelog, its migrations and its fixtures',
    atNight,
    async () => {
      const { code, stdout, stderr } = await release(NEXT)
      assert.equal(code, 0, stderr)
      assert.match(stdout, /git push origin HEAD v99\.0\.0\n {2}docker build -t parley:99\.0\.0 \.\n$/)
      assert.equal(await git('log', '-1', '--format=%s'), `release: ${NEXT}\n`)
      assert.equal(await git('cat-file', '-t', `v${NEXT}`), 'tag\n')
      assert.equal(await git('rev-parse', `v${NEXT}^{}`), await git('rev-parse', 'HEAD'))
      assert.equal(await git('status', '--short'), '')

      assert.equal(JSON.parse(await read('package.json')).version, NEXT)
      const lock = JSON.parse(await read('package-lock.json'))
      assert.deepEqual([lock.version, lock.packages[''].version], [NEXT, NEXT])
      assert.match(await read('deploy/compose.yaml'), /parley:99\.0\.0\}/)
      const heading = /## Unreleased\n\n## 99\.0\.0, \d{4}-\d\d-\d\d\n\n- Something is new\.\n/
      assert.match(await read('CHANGELOG.md'), heading)
      const listed = Object.keys(JSON.parse(await read('db/released-migrations.json')))
      const migrations = (await readdir(join(folder, 'db/migrations'))).toSorted()
      assert.deepEqual(listed, migrations)

      const files = filesOfRelease(join(folder, 'test/fixtures/releases', NEXT))
      const plans = ReleasedPlans.parse(JSON.parse(await readFile(files.plansFile, 'utf8')))
      assert.deepEqual([plans.release, plans.lastMigration], [NEXT, Number(migrations.at(-1)?.slice(0, 4))])
      const rows = await readFile(files.rowsFile, 'utf8')
      for (const { id } of [plans.waiting, plans.begun, plans.unknown, plans.done]) assert.ok(rows.includes(id))
      const findings = verifyEvidence(await readFile(files.evidence), { trusted: null, anchors: null })
      assert.ok(findings.every(({ kind }) => kind !== 'wrong'))
    },
  )
})
