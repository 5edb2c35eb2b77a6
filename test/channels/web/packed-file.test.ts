import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import { packedFile } from '#channels/web/packed-file.ts'

async function builtFile(t: TestContext, text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'packed-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'widget.js')
  await writeFile(path, text)
  return path
}

test('what a start left unpacked is packed by whoever asks first, and kept for the next', async (t) => {
  const path = await builtFile(t, 'let chat')
  const { plain, br } = await packedFile(path)
  assert.equal(plain.toString(), 'let chat')
  assert.equal(brotliDecompressSync(br).toString(), 'let chat')
  assert.deepEqual(await readFile(`${path}.br`), br)
  assert.deepEqual((await readdir(join(path, '..'))).toSorted(), ['widget.js', 'widget.js.br'])
})

test('what was packed is taken as it is, both forms from the one file', async (t) => {
  const path = await builtFile(t, 'let chat')
  await writeFile(`${path}.br`, brotliCompressSync('let packed'))
  assert.equal((await packedFile(path)).plain.toString(), 'let packed')
})

test('what is of an earlier build is packed anew', async (t) => {
  const path = await builtFile(t, 'let chat')
  await writeFile(`${path}.br`, brotliCompressSync('let earlier'))
  await utimes(`${path}.br`, 1_000, 1_000)
  assert.equal((await packedFile(path)).plain.toString(), 'let chat')
  assert.equal(brotliDecompressSync(await readFile(`${path}.br`)).toString(), 'let chat')
})

test('of a file that was never built there is nothing', async (t) => {
  const path = await builtFile(t, 'let chat')
  await assert.rejects(packedFile(join(path, '../console.js')), { code: 'ENOENT' })
})
