import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { locationOf, type DocumentFormat, type ParsedDocument } from '#documents/contract.ts'
import { type DocumentParserOptions, openDocumentParser } from '#documents/parser.ts'
import { createLogger } from '#core/log.ts'
import { RING_PDF } from '../fixtures/documents/bad-files.ts'
import { goodFiles } from '../fixtures/documents/good-files.ts'
import { columnName, docxBytes, run, wordItem, wordParagraph, xlsxBytes } from '../fixtures/documents/office-bytes.ts'
import { drawn, paragraph, pdfBytes } from '../fixtures/documents/pdf-bytes.ts'
import '../helpers/built.ts'
import { deep, someOf } from '../helpers/depth.ts'

const CHILDREN = join(import.meta.dirname, '../fixtures/documents/children')

const { signal } = new AbortController()
const options: DocumentParserOptions = { log: createLogger('silent'), signal }
const parser = openDocumentParser(options)
after(() => parser[Symbol.asyncDispose]())

function parse(name: string, content: string | Uint8Array, mediaType?: string): Promise<ParsedDocument> {
  return parser.parse({ name, bytes: Buffer.from(content), ...(mediaType === undefined ? {} : { mediaType }) }, signal)
}

const sound = new Map(goodFiles(1).map((file) => [file.format, file.bytes]))

for (const [format, name, mediaType] of someOf(
  [
    ['pdf', 'invoice.txt'],
    ['pdf', 'invoice.docx', 'application/msword'],
    ['docx', 'letter.pdf'],
    ['xlsx', 'list.csv', 'text/csv'],
    ['pptx', 'no name at all'],
    ['html', 'page.pdf'],
    ['html', 'page.txt', 'text/plain'],
    ['email', 'mail.txt'],
    ['csv', 'export', 'text/csv; charset=utf-8'],
    ['csv', 'export'],
    ['markdown', 'notes.txt'],
    ['text', 'notes.pdf'],
  ] satisfies readonly (readonly [DocumentFormat, string, string?])[],
  3,
)) {
  test(`a file that holds ${format} is read as that, though it is called ${name}`, async () => {
    assert.equal((await parse(name, sound.get(format) ?? '', mediaType)).format, format)
  })
}

for (const [said, code] of someOf(
  [
    ['nothing', 'parser-died'],
    ['nonsense', 'parser-died'],
    ['another-shape', 'parser-died'],
    ['more-members', 'parser-died'],
    ['a-span-outside', 'parser-died'],
    ['places-in-disorder', 'parser-died'],
    ['a-nul', 'parser-died'],
    ['own-words', 'parser-died'],
    ['flood', 'parser-died'],
    ['forever', 'document-too-slow'],
    ['silence', 'document-too-slow'],
  ] as const,
  4,
)) {
  test(`a child that was taken over and answers with ${said} is not believed`, async () => {
    const limits = { timeMs: 2_000, textCharacters: 1_000 }
    await using taken = openDocumentParser({ ...options, child: join(CHILDREN, 'says.js'), limits })
    await assert.rejects(taken.parse({ name: said, bytes: Buffer.from('a') }, signal), { code })
  })
}

test('a child that was taken over reads no file, has no secret, starts nothing and runs no text as code', async () => {
  await using taken = openDocumentParser({ ...options, child: join(CHILDREN, 'tries.js') })
  const { metadata } = await taken.parse({ name: 'a', bytes: Buffer.from('a') }, signal)
  const { network, ...rest } = metadata
  assert.deepEqual(new Set(Object.values(rest)), new Set(['failed']), JSON.stringify(rest))
  assert.equal(network, 'failed')
})

test('a file that takes too long is stopped, and the next one is read', async () => {
  await using hurried = openDocumentParser({ ...options, limits: { timeMs: 300 } })
  const endless = pdfBytes([{ content: 'q 1 0 0 1 0 0 cm Q '.repeat(1_500_000) }], { isPacked: true })
  await assert.rejects(hurried.parse({ name: 'a.pdf', bytes: endless }, signal), {
    code: 'document-too-slow',
    message: /longer than 0\.3 s and was stopped\. Split it/,
  })
})

for (const name of ['far-too-long.txt', 'far-too-long.md']) {
  deep(`${name} is refused before it is looked into, which would take half a minute`, async () => {
    await using hurried = openDocumentParser({ ...options, limits: { timeMs: 10_000 } })
    const bytes = Buffer.from(`${'*Every* word of it. '.repeat(10)}\n\n`.repeat(200_000))
    await assert.rejects(hurried.parse({ name, bytes }, signal), { code: 'document-too-large' })
  })
}

deep('a list of very many rows has too much text, and isn’t taken for a bomb', async () => {
  const rows = Array.from({ length: 150_000 }, (_, index) => `${index},a,b`)
  await assert.rejects(parse('many.csv', ['number,one,other', ...rows].join('\n'), 'text/csv'), {
    code: 'document-too-large',
    message: /more than 1000000 characters/,
  })
})

test('what is hidden in Markdown stays hidden where its end is that of something around it', async () => {
  const page = '# Cards\n\n<p>They last <b>ten years.<span style="display:none">White lie.</p>\n\nThat is all.\n'
  const { text, findings } = await parse('cards.md', page)
  assert.doesNotMatch(text, /White lie/)
  assert.match(text, /ten years[^]*That is all/)
  assert.deepEqual(
    findings.map(({ kind, text: words }) => [kind, words]),
    [['hidden-text', 'White lie.']],
  )
})

test('whoever stops a parse is rid of it, and of one that still waits', async () => {
  await using one = openDocumentParser({ ...options, size: 1, child: join(CHILDREN, 'says.js') })
  const stopping = new AbortController()
  const file = { name: 'silence', bytes: Buffer.from('a') }
  const parses = Promise.allSettled([one.parse(file, stopping.signal), one.parse(file, stopping.signal)])
  stopping.abort(new Error('no longer wanted'))
  for (const outcome of await parses) assert.match(String(outcome.status === 'rejected' && outcome.reason), /no longer/)
  await assert.rejects(one.parse({ name: 'nothing', bytes: Buffer.from('a') }, signal), { code: 'parser-died' })
})

deep('without its bundle the parser says what to run', async () => {
  await using without = openDocumentParser({ ...options, child: '/nowhere.js' })
  await assert.rejects(without.parse({ name: 'a', bytes: Buffer.from('a') }, signal), {
    code: 'parser-start',
    message: /node build\.ts/,
  })
})

deep('a large file goes in whole', async () => {
  const line = 'A sentence that stands in a large file.\n\n'
  const { text } = await parse('large.txt', line.repeat(23_000))
  assert.equal(text.length, line.length * 23_000 - 2)
})

test('two columns of a PDF are read one after the other', async () => {
  const left =
    'Left words go down the whole of the first column before anything else is read by anybody at all here. ' +
    'It goes on for some more lines, as columns do, so that nobody takes it for the cell of a table.'
  const right =
    'Right words come second, and they too go down to the very end of their own column without a break. ' +
    'They too go on for some more lines, and end a little lower on the page than the others did.'
  const at = (x: number) => ({ x, y: 700, letters: 34 })
  const heading = { text: 'A heading over both columns of this page', x: 50, y: 760, size: 20 }
  const content = drawn([heading, ...paragraph(left, at(50)), ...paragraph(right, at(320))])
  const { text } = await parse('columns.pdf', pdfBytes([{ content }]))
  assert.equal(text, `# A heading over both columns of this page\n\n${left}\n\n${right}`)
})

test('running headers and page numbers of a PDF are left out, and each page keeps its own text', async () => {
  const pages = [1, 2, 3, 4].map((page) => ({
    content: drawn([
      { text: 'Terms of 2024', x: 50, y: 810 },
      { text: `This is what page ${'abcd'[page - 1]} says.`, x: 50, y: 600 },
      { text: `${page} / 4`, x: 280, y: 30 },
    ]),
  }))
  const { text, places } = await parse('running.pdf', pdfBytes(pages))
  assert.ok(!text.includes('Terms of') && !text.includes('/ 4'), text)
  assert.deepEqual(locationOf(places, text.indexOf('page c')), { kind: 'page', page: 3 })
})

test('tags say what is a heading, a list and a table, whatever it looks like', async () => {
  const words = ['Prices', 'Country', 'Days', 'Estonia', '14', 'Ask first', 'Then wait', 'Page 1']
  const marked = words.map(
    (text, mark) => `/P << /MCID ${mark} >> BDC ${drawn([{ text, x: 50, y: 700 - 15 * mark }])} EMC`,
  )
  // Each element with its parent; the numbers of those that have text follow from their order.
  const elements: readonly (readonly [role: string, parent: number, mark?: number])[] = [
    ['Document', 100],
    ['H1', 101, 0],
    ['Table', 101],
    ['TR', 103],
    ['TH', 104, 1],
    ['TH', 104, 2],
    ['TR', 103],
    ['TD', 107, 3],
    ['TD', 107, 4],
    ['L', 101],
    ['LI', 110],
    ['LBody', 111, 5],
    ['LI', 110],
    ['LBody', 113, 6],
  ]
  const kidsOf = (id: number) => elements.flatMap(([, parent], at) => (parent === id ? [`${101 + at} 0 R`] : []))
  const objects = elements.map(
    ([role, parent, mark], at) =>
      `<< /Type /StructElem /S /${role} /P ${parent} 0 R /Pg 10000 0 R /K [${mark ?? kidsOf(101 + at).join(' ')}] >>`,
  )
  const owners = elements.flatMap(([, , mark], at) => (mark === undefined ? [] : [`${101 + at} 0 R`]))
  const root = `<< /Type /StructTreeRoot /K [101 0 R] /ParentTree << /Nums [0 [${owners.join(' ')}]] >> >>`
  const { text } = await parse(
    'tagged.pdf',
    pdfBytes([{ content: marked.join('\n') }], {
      objects: [root, ...objects],
      catalogue: '/StructTreeRoot 100 0 R /MarkInfo << /Marked true >>',
      page: '/StructParents 0',
    }),
  )
  assert.match(
    text,
    /^# Prices\n\n\| Country \| Days \|\n\| --- \| --- \|\n\| Estonia \| 14 \|\n\n- Ask first\n- Then wait/,
  )
})

deep('a PDF whose form draws itself shows what else it has', async () => {
  assert.ok((await parse('ring.pdf', RING_PDF)).text.includes('Shown once'))
})

deep('white letters on a dark ground show', async () => {
  const content = `0 0 0.5 rg 40 690 400 40 re f\n${drawn([{ text: 'White on blue', x: 50, y: 700, before: '1 1 1 rg' }])}`
  assert.equal((await parse('ground.pdf', pdfBytes([{ content }]))).text, 'White on blue')
  const html = '<html><body><div style="background: #003"><p style="color: white">White on blue</p></div></body></html>'
  assert.equal((await parse('ground.html', html)).text, 'White on blue')
})

deep('white letters with a dark outline show, and a table keeps its caption apart from its header', async () => {
  const content = drawn([{ text: 'Outlined', x: 50, y: 700, before: '2 Tr 1 g 0 G' }])
  assert.equal((await parse('outline.pdf', pdfBytes([{ content }]))).text, 'Outlined')
  const table = '<table><caption>Prices</caption><tr><th>A<th>B<tr><td>1<td>2</table>'
  assert.equal(
    (await parse('caption.html', `<html><body>${table}`)).text,
    'Prices\n\n| A | B |\n| --- | --- |\n| 1 | 2 |',
  )
})

test('lists in lists and numbers that count on stay what they are in Word', async () => {
  const body = [wordItem('a', 0, 2), wordItem('b', 1, 1), wordItem('c', 0, 2), wordParagraph(run('d'))]
  assert.equal((await parse('lists.docx', docxBytes(body.join('')))).text, '1. a\n    - b\n2. c\n\nd')
})

deep('what looks like Markdown or HTML in another format stays text', async () => {
  const body = wordParagraph(run('# not a heading')) + wordParagraph(run('<b onclick="x">bold</b> | 2 < 3'))
  const { text } = await parse('marks.docx', docxBytes(body))
  assert.equal(text, '\\# not a heading\n\n\\<b onclick="x">bold\\</b> | 2 < 3')
})

deep('a table with 100,000 columns is cut, and says so', async () => {
  const wide = Array.from({ length: 16_000 }, (_, x) => `<c r="${columnName(x + 1)}1"><v>${x}</v></c>`).join('')
  const sheetData = `<row r="1">${wide}</row><row r="2"><c r="A2"><v>7</v></c><c r="B2"><v>8</v></c></row>`
  const workbook = xlsxBytes([{ name: 'A', rows: [], sheetData }])
  const lines = Array.from({ length: 3 }, () => Array.from({ length: 100_000 }, (_, x) => x).join(','))
  for (const [name, bytes] of [
    ['wide.xlsx', workbook],
    ['wide.csv', lines.join('\n')],
  ] as const) {
    const { text, findings } = await parse(name, bytes)
    assert.ok(text.length < 10_000, name)
    assert.deepEqual(
      findings.map(({ kind }) => kind),
      ['truncated'],
      name,
    )
  }
})

deep(
  'NUL bytes, bidirectional turns and zero-width letters are left out; what scripts and emoji need stays',
  async () => {
    const { text, findings } = await parse('a.txt', 'Pay\0 the \u202Eeno\u202C bill\u200B. 👩\u200D🚀 می\u200Cخواهم')
    assert.equal(text, 'Pay the eno bill. 👩\u200D🚀 می\u200Cخواهم')
    assert.deepEqual(
      findings.map(({ kind }) => kind),
      Array.from({ length: 3 }, () => 'invisible-characters'),
    )
  },
)

test('title, author and date come from the file itself', async () => {
  const { title, metadata } = await parse('x.docx', docxBytes(wordParagraph(run('a')), { title: 'Our terms' }))
  assert.equal(title, 'Our terms')
  assert.deepEqual(metadata, { author: 'Ana', date: '2024-01-31T12:00:00.000Z' })
  const mail = await parse('x.eml', sound.get('email') ?? '')
  assert.equal(mail.metadata['from'], 'Ana <ana@shop.example>')
  assert.equal(mail.metadata['date'], '2024-01-31T12:00:00.000Z')
})
