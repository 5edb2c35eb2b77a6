import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { cp, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { z } from 'zod'
import { testPlace, type Scope } from '../helpers/database.ts'
import { patient } from '../helpers/patient.ts'
import { until } from '../helpers/until.ts'

const ROOT = join(import.meta.dirname, '../..')
const { scripts } = z
  .object({ scripts: z.object({ dev: z.string() }) })
  .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')))

/** A project folder whose agents may be changed. */
async function project(scope: Scope): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-dev-'))
  scope.after(() => rm(folder, { recursive: true, force: true }))
  const names = (await readdir(ROOT)).filter((name) => !['agents', 'data', '.git'].includes(name))
  await Promise.all(names.map((name) => symlink(join(ROOT, name), join(folder, name))))
  await cp(join(ROOT, 'agents'), join(folder, 'agents'), { recursive: true })
  return folder
}

test(
  'npm run dev takes in what changes in an agent’s folder while it runs, and Ctrl-C ends it and its shop',
  patient,
  async (t) => {
    const folder = await project(t)
    const { environment, dataDir, closing } = await testPlace(t)
    const watching = scripts.dev.split(' then ').at(-1) ?? ''
    const child = spawn('sh', ['-c', `exec node bin/run.js ${watching}`], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env.PATH, LOG_LEVEL: 'warn', PORT: '0', ...environment },
      detached: true,
    })
    const group = -(child.pid ?? 0)
    const ended = once(child, 'exit')
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    closing.defer(async () => {
      if (child.exitCode === null && child.signalCode === null) process.kill(group, 'SIGKILL')
      await ended
    })
    const starts = async (times: number): Promise<string> => {
      const addresses = () =>
        [...output.matchAll(/^ {2}Parley +(http\S+)$[^]*?^ {2}Talk to it/gm)].map(([, url]) => url ?? '')
      while (addresses().length < times) await new Promise((resolve) => setTimeout(resolve, 50))
      return addresses()[times - 1] ?? ''
    }
    const url = await starts(1)
    const tells = async (words: string, times = 1): Promise<void> => {
      await until(() => output.split(words).length > times).catch((error: unknown) => {
        throw new Error(`It never said “${words}” ${times} times:\n${output}`, { cause: error })
      })
    }

    const file = join(folder, 'agents/support/agent.yaml')
    await writeFile(file, (await readFile(file, 'utf8')).replace('greeting: Hello', 'greeting: Good day'))
    await tells('Read again: support, in ')
    const playbook = join(folder, 'agents/support/playbooks/order-status.js')
    const program = await readFile(playbook, 'utf8')
    const [before = ''] = program.split('if (!shipment) return')
    const wrong = `agents/support/playbooks/order-status.js:${before.split('\n').length}:`
    await writeFile(playbook, program.replace('if (!shipment) return', 'if (!shipments) return'))
    await tells('Not taken, since something is wrong:\nsupport/playbooks/order-status.js:')
    await writeFile(playbook, program.replace('await tools.shop.shipments.get', 'tools.shop.shipments.get'))
    await tells(wrong)
    // As many editors save: another file in its place. What is changed in that one is seen, too.
    await writeFile(join(folder, 'saved.js'), program)
    await rename(join(folder, 'saved.js'), playbook)
    await tells('Read again: support, in ', 3)
    await writeFile(playbook, program.replace('await tools.shop.shipments.get', 'tools.shop.shipments.get'))
    await tells(wrong, 2)
    const talk = `PORT=${new URL(url).port} DATA_DIR=${dataDir} npx parley chat`
    assert.ok(output.includes(`Talk to it:  ${talk}\n`), output)
    const { customer } = z
      .object({ customer: z.object({ key: z.string() }) })
      .parse(JSON.parse(await readFile(join(dataDir, 'dev-people.json'), 'utf8')))
    const headers = { authorization: `Bearer ${customer.key}`, 'content-type': 'application/json' }
    const opened = await fetch(`${url}/v1/threads`, { method: 'POST', headers, body: '{}' })
    assert.partialDeepStrictEqual(await opened.json(), {
      greeting: 'Good day, I can look up orders, refunds and our policies.',
    })

    const [, shop = ''] = /^ {2}example shop +(http\S+)/m.exec(output) ?? []
    assert.equal((await fetch(shop)).status, 200)
    process.kill(group, 'SIGINT') // as a terminal does: to everybody in its group
    await ended
    await assert.rejects(fetch(shop))
    await assert.rejects(fetch(url))
  },
)
