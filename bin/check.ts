import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

// Runs every `check:…` script of package.json, or those that are named (`npm run check -- types lint`), whatever the others say, as many at once as there are cores, and fails at
// the end if one of them did. What one says is shown in one piece when it has ended.
const root = join(import.meta.dirname, '..')
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))

interface CheckOutcome {
  readonly name: string
  readonly hasPassed: boolean
  readonly seconds: string
}

const all = Object.keys(scripts).filter((name) => name.startsWith('check:'))
const named = process.argv.slice(2).map((word) => `check:${word}`)
const unknown = named.filter((name) => !all.includes(name))
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', no ')}. There are: ${all.join(', ')}.`)
  process.exit(2)
}
const waiting = named.length > 0 ? named : all
const outcomes: CheckOutcome[] = []
await Promise.all(Array.from({ length: availableParallelism() }, checkWhatWaits))

console.log('')
for (const { name, hasPassed, seconds } of outcomes)
  console.log(`${hasPassed ? '✓' : '✗'} ${name.padEnd(20)} ${seconds} s`)
process.exitCode = outcomes.every(({ hasPassed }) => hasPassed) ? 0 : 1

async function checkWhatWaits(): Promise<void> {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) outcomes.push(await check(name))
}

async function check(name: string): Promise<CheckOutcome> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, ['--run', name], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  const { promise, resolve } = Promise.withResolvers<number | null>()
  child.on('close', resolve)
  const status = await promise
  console.log(`\n── ${name} ── ${scripts[name]}\n${said.trimEnd()}`)
  return { name, hasPassed: status === 0, seconds: ((performance.now() - startedAt) / 1_000).toFixed(1) }
}
