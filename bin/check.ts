import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

// Runs every `check:…` script of package.json, whatever the others say, and fails at the end if one of them did.
const root = join(import.meta.dirname, '..')
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))

const outcomes = Object.keys(scripts)
  .filter((name) => name.startsWith('check:'))
  .map((name) => {
    console.log(`\n── ${name} ── ${scripts[name]}`)
    const startedAt = performance.now()
    const { status } = spawnSync(process.execPath, ['--run', name], { cwd: root, stdio: 'inherit' })
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1)
    return { name, hasPassed: status === 0, seconds }
  })

console.log('')
for (const { name, hasPassed, seconds } of outcomes)
  console.log(`${hasPassed ? '✓' : '✗'} ${name.padEnd(20)} ${seconds} s`)
process.exitCode = outcomes.every(({ hasPassed }) => hasPassed) ? 0 : 1
