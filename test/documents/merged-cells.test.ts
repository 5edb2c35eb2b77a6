import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openDocumentParser } from '#documents/parser.ts'
import { createLogger } from '#core/log.ts'
import { docxBytes, run, wordParagraph, xlsxBytes } from '../fixtures/documents/office-bytes.ts'
import '../helpers/built.ts'

const { signal } = new AbortController()
const parser = openDocumentParser({ log: createLogger('silent'), signal })
after(() => parser[Symbol.asyncDispose]())

const rowsOf = async (name: string, bytes: Uint8Array) =>
  (await parser.parse({ name, bytes }, signal)).text.split('\n').filter((line) => !line.includes('---') && line !== '')

const cell = (text: string, properties = '') =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${wordParagraph(text === '' ? '' : run(text))}</w:tc>`
const row = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`

test('a Word cell that spans rows or columns says the same in each of them', async () => {
  const table = `<w:tbl>${row(cell('Country'), cell('Days'), cell('Price'))}${row(
    cell('Norway', '<w:vMerge w:val="restart"/>'),
    cell('free', '<w:gridSpan w:val="2"/>'),
  )}${row(cell('', '<w:vMerge/>'), cell('5'), cell('20'))}${row(cell('', '<w:vMerge w:val="continue"/>'), cell('9'), cell('10'))}${row(
    cell('Sweden', '<w:vMerge w:val="restart"/>'),
    cell('3'),
    cell(''),
  )}</w:tbl>`
  assert.deepEqual(await rowsOf('a.docx', docxBytes(table)), [
    '| Country | Days | Price |',
    '| Norway | free | free |',
    '| Norway | 5 | 20 |',
    '| Norway | 9 | 10 |',
    '| Sweden | 3 |  |',
  ])
})

test('a cell of a page that spans rows and columns says the same in each of them, and absurd spans end', async () => {
  const html = `<!doctype html><table><tr><th>Zone<th>To 2 kg<th>To 5 kg</tr>
    <tr><td rowspan=2>EU<td colspan=2>5 EUR</tr><tr><td>6<td>7</tr>
    <tr><td rowspan=999999 colspan=999999>All</tr></table>`
  const [head, first, second, last = ''] = await rowsOf('a.html', Buffer.from(html))
  assert.deepEqual(
    [head, first, second].map((line) => line?.replaceAll(/(?:\s\|)+$/gu, ' |').replaceAll(/ +/gu, ' ')),
    ['| Zone | To 2 kg | To 5 kg |', '| EU | 5 EUR | 5 EUR |', '| EU | 6 | 7 |'],
  )
  assert.ok(last.split('All').length <= 202)
})

test('merged cells of a sheet say the same in each of them, but not in hidden rows or over a whole sheet', async () => {
  const rows = [
    ['Country', 'Days', 'Price'],
    ['Norway', 'free', null],
    [null, 5, 20],
    [null, 7, 30],
    ['Sweden', 3, null],
  ]
  const merged = ['A2:A4', 'B2:C2', 'A5:XFD1048576', 'C5:B1', 'nonsense']
  const sheet = xlsxBytes([{ name: 'Sheet', rows, merged, hiddenRows: [4] }])
  assert.deepEqual(await rowsOf('a.xlsx', sheet), [
    '## Sheet',
    '| Country | Days | Price |',
    '| Norway | free | free |',
    '| Norway | 5 | 20 |',
    '| Sweden | 3 |',
  ])
})

for (const [title, name, bytes, rows] of [
  ['a semicolon', 'a.csv', 'sep=;\nOrder;Price\nA12;24,90\n', ['| Order | Price |', '| A12 | 24,90 |']],
  [
    'a tab, in UTF-16',
    'a.csv',
    Buffer.from('\ufeffsep=\t\r\nOrder\tPrice\r\nA12\t24,90', 'utf16le'),
    ['| Order | Price |', '| A12 | 24,90 |'],
  ],
  ['a colon that lines don’t tell', 'a.csv', '"sep=:"\nOrder:Price\nA12:1,2\n', ['| Order | Price |', '| A12 | 1,2 |']],
] as const) {
  test(`the line that tells Excel of ${title} is no row and says what separates`, async () => {
    assert.deepEqual(await rowsOf(name, Buffer.from(bytes)), rows)
  })
}
