import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'acorn'
import { z } from 'zod'

const ROOT = join(import.meta.dirname, '../..')
const { bin, scripts } = z
  .object({ bin: z.object({ parley: z.string() }), scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')))

/** Runs a file of ours on this Node, which says that it is another one on another machine. */
function runOn(
  version: string,
  machine: string,
  file: string,
): { readonly code: number | null; readonly words: string } {
  const [platform, arch] = machine.split(' ')
  const pretence = `
    Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })
    Object.defineProperty(process, 'platform', { value: '${platform}' })
    Object.defineProperty(process, 'arch', { value: '${arch}' })`
  const pretending = ['--import', `data:text/javascript,${encodeURIComponent(pretence)}`]
  const { status, stdout, stderr } = spawnSync(process.execPath, [...pretending, file, '--help'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  return { code: status, words: stdout + stderr }
}

for (const [version, machine, todo] of [
  [
    '20.20.2',
    'linux x64',
    'Run npm ci, which brings Node 24. After that npm scripts and npx parley use it by themselves.',
  ],
  [
    '14.21.3',
    'darwin arm64',
    'Run npm ci, which brings Node 24. After that npm scripts and npx parley use it by themselves.',
  ],
  ['22.21.0', 'darwin x64', "Install Node 24 from https://nodejs.org: for darwin on x64 npm ci doesn't bring it."],
] as const) {
  for (const file of [bin.parley, 'bin/require-node.js'])
    test(`${file} says on Node ${version}, on ${machine}, what to do`, () => {
      assert.deepEqual(runOn(version, machine, file), {
        code: 1,
        words: `Parley needs Node 24 or newer, and this is Node ${version}.\n${todo}\n`,
      })
    })
}

test('on Node 24 the command is there and the check says nothing', () => {
  assert.match(runOn('24.0.0', 'linux x64', bin.parley).words, /^Usage: parley /)
  assert.deepEqual(runOn('24.0.0', 'linux x64', 'bin/require-node.js'), { code: 0, words: '' })
})

test('what an old Node reads first is the JavaScript of Node 14', () => {
  for (const file of [bin.parley, 'bin/require-node.js']) {
    const text = readFileSync(join(ROOT, file), 'utf8')
    parse(text, { ecmaVersion: 2020, sourceType: 'module', allowHashBang: true })
  }
})

test('every script that starts something of ours checks first, and the server takes the place of its shell', () => {
  const unchecked = Object.entries(scripts).filter(
    ([name, command]) => !name.startsWith('check:') && !command.startsWith('node bin/require-node.js && '),
  )
  assert.deepEqual(unchecked, [])
  assert.match(scripts['start'] ?? '', / && exec node bin\/server\.js$/)
})
