import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type NewDocument, prepareDocument, prepareInTurns } from '#memory/documents/prepare-document.ts'
import { chunkMarkdown } from '#memory/documents/chunk-markdown.ts'
import { deep } from '../helpers/depth.ts'

function rows(count: number): string {
  return Array.from({ length: count }, (_, row) => `| Product ${row} | ${row}.90 EUR | In stock in Leipzig |`).join(
    '\n',
  )
}

const TABLE = `| Product | Price | Where |\n| --- | ---: | --- |\n${rows(100)}`

test('rows of a long table keep its header, beside a text that is exactly what stands there', () => {
  const text = `# Prices\n\nWhat things cost.\n\n${TABLE}\n\nAll with tax.`
  const pieces = chunkMarkdown(text)
  assert.ok(pieces.length > 4)
  for (const [index, piece] of pieces.entries()) {
    assert.equal(text.slice(piece.start, piece.end), piece.text)
    assert.ok(piece.text.length <= 900)
    assert.equal(piece.heading, index === 0 ? 'Prices' : 'Prices › Product | Price | Where')
    // No row is cut in two.
    const table = piece.text.split('\n').filter((line) => line.includes('|'))
    assert.ok(
      table.every((line) => line.startsWith('| ') && line.endsWith(' |')),
      piece.text,
    )
  }
  assert.match(pieces[0]?.text ?? '', /^What things cost\.\n\n\| Product \| Price \| Where \|\n\| --- \|/)
  const found = pieces.flatMap((piece) => piece.text.match(/Product \d+/gu) ?? [])
  assert.equal(new Set(found).size, 100)
})

test('code is cut between its lines', () => {
  const lines = Array.from({ length: 60 }, (_, line) => `const value${line} = compute('a. b? c! ${line}') // and so on`)
  const text = `# Code\n\n\`\`\`js\n${lines.join('\n')}\n# no heading\n\`\`\`\n\n## After\n\nText.`
  const pieces = chunkMarkdown(text)
  assert.deepEqual([...new Set(pieces.map(({ heading }) => heading))], ['Code', 'Code › After'])
  const said = pieces.flatMap((piece) => piece.text.split('\n'))
  for (const line of lines) assert.ok(said.includes(line), line)
})

test('a list that fits stays in one passage, with what introduces it', () => {
  const filler = `${'Words that fill a passage up to its end. '.repeat(20).trim()}\n\n`
  const list = Array.from({ length: 12 }, (_, item) => `- Step ${item}: do the next thing`).join('\n')
  const pieces = chunkMarkdown(`# A\n\n${filler}Do this:\n\n${list}\n\nDone.`)
  assert.ok(pieces.some((piece) => piece.text.includes(list)))
})

test('pipes and dashes that are no table, and a fence in a comment, are text', () => {
  const text = '# A\n\nEither a | b\n\nTitle\n-----\n\n<!--\n```\n-->\n\n## B\n\nc'
  assert.deepEqual(
    chunkMarkdown(text).map(({ heading, text: said }) => [heading, said]),
    [
      ['A', 'Either a | b'],
      ['A › Title', '<!--\n```\n-->'],
      ['A › B', 'c'],
    ],
  )
})

test('lines made to be slow to read are read at once', () => {
  for (const line of [
    `| a |\n| -${' '.repeat(200_000)}x`,
    `${'|'.repeat(200_000)}\n${'|-'.repeat(100_000)}`,
    '<!-- a -->\n'.repeat(20_000),
  ]) {
    const startedAt = performance.now()
    chunkMarkdown(`# A\n\n${line}\n\nEnd.`)
    assert.ok(performance.now() - startedAt < 5_000)
  }
})

deep('a text as long as may be stored is split in little memory', () => {
  const paragraph = 'A sentence that stands in a large file, and another one.\n\n'
  const text = `# A\n\n${paragraph.repeat(8_000)}${TABLE}\n${rows(10_000)}`
  const before = process.memoryUsage().heapUsed
  const pieces = chunkMarkdown(text)
  assert.ok(process.memoryUsage().heapUsed - before < 300_000_000)
  assert.ok(pieces.every((piece) => text.slice(piece.start, piece.end) === piece.text))
})

deep('others get their turn while a long document is split, and it comes to the same', async ({ signal }) => {
  const text = Array.from(
    { length: 2_000 },
    (_, index) => `## Part ${index}\n\nSome words about it.\n\n- one\n- two\n`,
  ).join('\n')
  const document: NewDocument = {
    ...{ source: 's', title: 'T', text, owner: null, acl: ['public'], agents: ['shared'], class: 'public' },
  }
  let turns = 0
  const others = setInterval(() => (turns += 1), 0)
  const { pieces } = await prepareInTurns(document, signal).finally(() => clearInterval(others))
  assert.ok(turns >= 3, `${turns} turns`)
  assert.deepEqual(pieces, prepareDocument(document).pieces)
})
