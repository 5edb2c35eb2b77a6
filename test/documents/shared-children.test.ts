import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { type DocumentParserOptions, openDocumentParser } from '#documents/parser.ts'
import { createLogger } from '#core/log.ts'
import { goodFiles } from '../fixtures/documents/good-files.ts'
import '../helpers/built.ts'
import { deep } from '../helpers/depth.ts'

const { signal } = new AbortController()
const options: DocumentParserOptions = { log: createLogger('silent'), signal }
const stays = join(import.meta.dirname, '../fixtures/documents/children/stays.js')
const parser = openDocumentParser({ ...options, child: stays })
after(() => parser[Symbol.asyncDispose]())

/** Which process read it, and as its how-manieth. */
async function readBy(name: string, content: string, sharesWith?: string) {
  const file = { name, bytes: Buffer.from(content), ...(sharesWith !== undefined && { sharesWith }) }
  const [itself, files] = (await parser.parse(file, signal)).text.split(' ')
  return { itself, files }
}

test('small texts of one sharer follow each other in one process, and those of another go into another', async () => {
  const first = await readBy('a', 'a text', 'one')
  const second = await readBy('b', 'another text', 'one')
  assert.deepEqual(second, { itself: first.itself, files: '2' })
  assert.equal((await readBy('c', 'a text', 'two')).files, '1')
})

for (const [what, content, sharer] of [
  ['has a NUL byte', 'PK\u0003\u0004\0', 'alone'],
  ['is a PDF', 'words\n%PDF-1.7\n', 'alone'],
  ['is large', 'a'.repeat(300_000), 'alone'],
  ['is nobody’s', 'a text', undefined],
] as const) {
  test(`a file that ${what} is read by a process that reads nothing else`, async () => {
    const before = await readBy('a', 'a text', 'alone')
    const alone = await readBy('b', content, sharer)
    assert.notEqual(alone.itself, before.itself)
    assert.equal(alone.files, '1')
  })
}

test('a file whose process ends after having read others is read again, alone', async () => {
  const before = await readBy('a', 'a text', 'ending')
  const again = await readBy('ends later', 'a text', 'ending')
  assert.notEqual(again.itself, before.itself)
  assert.equal(again.files, '1')
})

deep('a file that is refused takes nothing with it, and what follows is read as it is alone', async () => {
  await using real = openDocumentParser(options)
  for (const { bytes, format } of goodFiles(1)) {
    const file = { name: `a.${format}`, bytes }
    const alone = await real.parse(file, signal)
    assert.deepEqual(await real.parse({ ...file, sharesWith: 'one' }, signal), alone)
    const empty = { name: 'a.md', bytes: Buffer.from('<!-- nothing -->'), sharesWith: 'one' }
    await assert.rejects(real.parse(empty, signal), { code: 'document-empty' })
    assert.deepEqual(await real.parse({ ...file, sharesWith: 'one' }, signal), alone)
    assert.deepEqual(await real.parse({ ...file, sharesWith: 'one' }, signal), alone)
  }
})
