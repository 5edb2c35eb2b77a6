import assert from 'node:assert/strict'
import { xlsxBytes } from '../fixtures/documents/office-bytes.ts'
import { drawn, pdfBytes } from '../fixtures/documents/pdf-bytes.ts'
import type { PersonClient } from './parley-client.ts'

const PAGES = [
  'The cabins are let from May to October.',
  'Dogs are welcome in every cabin.',
  'The sauna is heated on Friday from six in the evening.',
]
const CABINS = [
  ['Cabin', 'Beds', 'Price'],
  ['Alpine Hut', '4', '90 EUR'],
  ['Lake House', '6', '140 EUR'],
  ['Forest Lodge', '2', '75 EUR'],
]
const EXTRAS = [
  ['Extra', 'Price'],
  ...['Linen', 'Towels', 'Bicycle', 'Canoe', 'Breakfast', 'Cot', 'Parking', 'Kayak', 'Grill', 'Snowshoes'].map(
    (extra, index) => [extra, `${index + 20} EUR`],
  ),
  ['Firewood', '7 EUR'],
]

/** What asks for something of each file, what of it is quoted, and where in the original that stands, also in words. */
export const PLACED = {
  leaflet: {
    title: 'Cabins by the lake',
    question: 'When is the sauna heated?',
    quote: PAGES[2] ?? '',
    place: { kind: 'page', page: 3 },
    said: 'page 3',
  },
  list: {
    title: 'cabins',
    question: 'What is the price of the Forest Lodge?',
    quote: 'Forest Lodge',
    place: { kind: 'row', row: 4 },
    said: 'row 4',
  },
  workbook: {
    title: 'extras',
    question: 'What is the price of firewood?',
    quote: 'Firewood',
    place: { kind: 'sheet', sheet: 'Prices', row: 12 },
    said: 'row 12 of Prices',
  },
} as const

/** Hands in a leaflet of three pages, a list and a workbook, each of one passage or so, for everybody. */
export async function handInPlacedFiles(operator: PersonClient): Promise<void> {
  const pages = PAGES.map((text) => ({ content: drawn([{ text, x: 50, y: 700 }]) }))
  await handIn('leaflet.pdf', pdfBytes(pages, { title: PLACED.leaflet.title }))
  await handIn('cabins.csv', Buffer.from(CABINS.map((row) => row.join(',')).join('\n')))
  await handIn('extras.xlsx', xlsxBytes([{ name: 'Prices', rows: EXTRAS }]))

  async function handIn(name: string, bytes: Uint8Array): Promise<void> {
    const form = new FormData()
    form.append('source', `placed/${name}`)
    form.append('acl', 'public')
    form.append('file', new File([Uint8Array.from(bytes)], name))
    const { status, body } = await operator.request('POST', '/v1/documents', form)
    assert.equal(status, 202, JSON.stringify(body))
  }
}
