import '../../helpers/built.ts'
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { z } from 'zod'

const BIN = join(import.meta.dirname, '../../../bin')
const HOOK = join(import.meta.dirname, 'loaded-modules.js')
const Loaded = z.object({ modules: z.int(), packages: z.array(z.string()), ours: z.array(z.string()) })

async function loadedBy(file: string) {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--import', HOOK, join(BIN, file), '--help'])
  assert.match(stdout, /Commands:/)
  return Loaded.parse(JSON.parse(stderr))
}

test('a command begins without what others need: no database, no HTTP client, no logger, no parser of programs', async (t) => {
  const { modules, packages } = await loadedBy('parley.ts')
  t.diagnostic(`${modules} modules: ${packages.join(', ')}`)
  assert.deepEqual(packages.toSorted(), ['canonicalize', 'commander', 'eventsource-parser', 'zod'])
  assert.ok(modules < 400, String(modules))
})

test('a command that was built begins with a few files, and with none of its sources', async (t) => {
  const { modules, packages, ours } = await loadedBy('parley.js')
  t.diagnostic(`${modules} modules`)
  assert.deepEqual(packages, [])
  assert.deepEqual(
    ours.filter((path) => !path.startsWith('dist/command/')),
    ['bin/parley.js', 'bin/on-node24.js', 'bin/find-node24.js', 'bin/is-fresh.js'],
  )
  assert.ok(modules < 80, String(modules))
})
