import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { NEW_THINGS, type Edit } from './new-things.ts'

// What is added often is added in few places. Each is added to a copy of the sources, which must still compile, and be used.

const ROOT = join(import.meta.dirname, '../..')
const copy = mkdtempSync(join(tmpdir(), 'parley-new-things-'))
after(() => rmSync(copy, { recursive: true }))

for (const folder of ['agents', 'bin', 'db', 'examples', 'src', 'test/contract', 'test/helpers'])
  cpSync(join(ROOT, folder), join(copy, folder), { recursive: true })
for (const file of ['package.json', 'tsconfig.browser.json']) cpSync(join(ROOT, file), join(copy, file))
symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
const config = JSON.parse(readFileSync(join(ROOT, 'tsconfig.json'), 'utf8'))
writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify({ ...config, include: ['src'] }))

for (const { what, files, edits } of NEW_THINGS)
  test(`${what}: ${files} files at most`, () => {
    const touched = new Set(edits.map(({ file }) => file))
    assert.ok(touched.size <= files, [...touched].join(', '))
    for (const edit of edits) make(edit)
  })

test('all of that compiles', () => {
  run([join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', '.'])
})

for (const { what, proof } of NEW_THINGS)
  test(`${what}: is there`, () => {
    writeFileSync(
      join(copy, 'proof.ts'),
      `import assert from 'node:assert/strict'\nimport fs from 'node:fs'\nvoid fs\n${proof}\n`,
    )
    run(['--no-warnings', 'proof.ts'])
  })

function make({ file, behind, text }: Edit): void {
  const path = join(copy, file)
  if (behind === undefined) {
    assert.ok(!existsSync(path), `${file} is there already`)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    return
  }
  const before = readFileSync(path, 'utf8')
  assert.equal(before.split(behind).length, 2, `${file} has ${JSON.stringify(behind)} once`)
  writeFileSync(
    path,
    before.replace(behind, () => `${behind}${text}`),
  )
}

function run(words: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: copy, encoding: 'utf8' })
  assert.equal(status, 0, `${stdout}${stderr}`)
}
