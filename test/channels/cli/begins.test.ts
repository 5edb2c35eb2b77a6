import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { z } from 'zod'

const BIN = join(import.meta.dirname, '../../../bin/parley.js')
const HOOK = join(import.meta.dirname, 'loaded-modules.js')
const Loaded = z.object({ modules: z.int(), packages: z.array(z.string()) })

test('a command begins without what others need: no database, no HTTP client, no logger, no parser of programs', async (t) => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--import', HOOK, BIN, '--help'])
  const { modules, packages } = Loaded.parse(JSON.parse(stderr))
  t.diagnostic(`${modules} modules: ${packages.join(', ')}`)
  assert.match(stdout, /Commands:/)
  assert.deepEqual(packages.toSorted(), ['canonicalize', 'commander', 'eventsource-parser', 'zod'])
  assert.ok(modules < 400, String(modules))
})
