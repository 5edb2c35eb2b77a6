import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { readPages, ROOT } from '../docs/page.ts'
import { testPlace } from '../helpers/database.ts'
import { freePort } from '../helpers/free-port.ts'

const NEEDED = ['agents', 'bin', 'db', 'dist', 'examples', 'node_modules', 'package.json', 'src']

// The commands are those of the page, on a database and ports of the test's own.
test(
  'two servers, a worker and a shop are started by the commands of the page, and share what waits',
  { skip: process.env.DATABASE_URL === undefined && 'the embedded database is for one process' },
  async () => {
    const page = readPages().find(({ path }) => path === 'docs/how-to/several-servers.md')
    const place = await testPlace({ after })
    const folder = await mkdtemp(join(tmpdir(), 'servers-'))
    place.closing.defer(() => rm(folder, { recursive: true, force: true }))
    for (const name of NEEDED) await symlink(join(ROOT, name), join(folder, name))
    let script = page?.blocks.flatMap(({ words, text: block }) => (words.includes('servers') ? [block] : [])).join('\n')
    assert.ok(script)
    script = script.replace('postgres://parley_server:password@host/parley', place.url?.reveal() ?? '')
    for (const port of ['4000', '3001', '3002']) script = script.replaceAll(port, String(await freePort()))

    const environment = { PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH ?? ''}`, LOG_LEVEL: 'error' }
    // Its own group, which takes with it whatever it left running.
    const shell = spawn('bash', ['-ec', script], { cwd: folder, env: environment, detached: true })
    place.closing.defer(() => endGroup(shell.pid))
    const said = text(shell.stdout)
    const [code] = await once(shell, 'exit')
    endGroup(shell.pid)
    assert.equal(code, 0, await said)
    assert.match(await said, /With our support lead[^]*1 plan waits for you:\n.*Refund 129\.00 EUR for order A17/)
  },
)

function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // All of it has ended already.
  }
}
