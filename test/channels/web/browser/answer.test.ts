import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answer } from '#channels/web/browser/answer.ts'
import type { Client } from '#channels/client/client.ts'
import { wordsOf, type Child, type Description } from '#channels/web/browser/element.ts'
import { Documents } from '#channels/web/browser/documents.ts'
import { placeText } from '#cards/drawing/citation-place.ts'
import { shownQuote } from '#cards/drawing/quoted-sources.ts'
import { quotesOf } from '#channels/web/browser/quotes.ts'
import { reader } from '#channels/web/browser/reader.ts'
import type { Citation } from '#memory/threads/part.ts'
import type { Part } from '#memory/threads/part.ts'
import { AppError } from '#core/errors.ts'

const DOCUMENT = 'You have 14 days.\n\nSend us a photo.'

function citation(text: string, quote: string, sentence = text): Citation {
  const start = text.indexOf(sentence)
  const at = DOCUMENT.indexOf(quote)
  return {
    start,
    end: start + sentence.length,
    passageId: 'p1',
    quote,
    document: { id: 'd1', title: 'Returns', version: 2 },
    span: { start: 100 + at, end: 100 + at + quote.length },
    place: undefined,
  }
}

function textOf(text: string, ...citations: readonly Citation[]): Part {
  return { type: 'text', text, citations }
}

async function documents(): Promise<Documents> {
  const passage = {
    passageId: 'p1',
    text: DOCUMENT,
    start: 100,
    end: 140,
    heading: 'Returns › Damaged items',
    place: null,
  }
  const readDocument = async ({ id, version }: Citation['document']) => {
    if (id !== 'd1') throw new AppError('no', { code: 'not-found', status: 404 })
    return {
      document: { id, title: 'Returns', version },
      newest: version,
      passages: [passage],
      leftOut: { before: 0, after: 0 },
    }
  }
  const known = new Documents({
    client: { readDocument } as unknown as Client,
    signal: new AbortController().signal,
    onChange: () => undefined,
  })
  for (const id of ['d1', 'gone']) known.get({ document: { id, title: 'Returns', version: 2 }, passageId: 'p1' })
  await new Promise((resolve) => setImmediate(resolve))
  return known
}

async function shown(...parts: readonly Part[]): Promise<readonly Child[]> {
  return answer({
    messageId: 'm1',
    parts,
    documents: await documents(),
    openNumber: 1,
    send: null,
    onOpen: () => undefined,
  })
}

function find(children: readonly Child[], is: (one: Description) => boolean): readonly Description[] {
  return children.flatMap((child) =>
    typeof child === 'string' ? [] : [...(is(child) ? [child] : []), ...find(child.children, is)],
  )
}

test('a number stands after the punctuation of its sentence, and never apart from its word', async () => {
  const text = 'You have 14 days. And a photo, too.'
  const drawn = await shown(textOf(text, citation(text, 'You have 14 days', 'You have 14 days')))
  assert.equal(wordsOf(drawn[0] ?? ''), 'You have 14 days.1 And a photo, too.')
  const [kept] = find(drawn, ({ attributes }) => attributes.class === 'nb')
  assert.equal(wordsOf(kept ?? ''), 'days.1')
})

test('the same words of the same passage have the same number', () => {
  const text = 'A. B. C.'
  const parts = [
    textOf(
      text,
      citation(text, 'You have 14 days', 'A'),
      citation(text, 'Send us a photo', 'B'),
      citation(text, 'You have 14 days', 'C'),
    ),
  ]
  assert.deepEqual(
    quotesOf(parts).map(({ number, citation: { quote } }) => [number, quote]),
    [
      [1, 'You have 14 days'],
      [2, 'Send us a photo'],
    ],
  )
})

test('where it comes from names the section once, with a quote that the answer says otherwise, and the open one is marked', async () => {
  const text = 'Fourteen days are yours.'
  const drawn = await shown(textOf(text, citation(text, 'You have 14 days')))
  assert.match(drawn.map(wordsOf).join(' '), /Where this comes from1You have 14 daysReturns, Damaged items$/)
  assert.equal(find(drawn, ({ attributes }) => attributes.class === 'on').length, 1)
  assert.equal(placeText('Returns', null, undefined), 'Returns')
  assert.equal(placeText('Returns', 'Returns', undefined), 'Returns')
  const place = { kind: 'sheet', sheet: 'Prices', row: 12 } as const
  assert.equal(placeText('Extras', 'Prices', place), 'Extras, row 12 of Prices')
  assert.equal(placeText('Extras', 'Prices › Linen', place), 'Extras, Prices › Linen, row 12 of Prices')
})

test('what an answer says word for word isn’t said again below it, and quotes of one place stand together', async () => {
  const text = 'You have 14 days. Send us a photo.'
  const drawn = await shown(textOf(text, citation(text, 'You have 14 days'), citation(text, 'Send us a photo')))
  assert.match(drawn.map(wordsOf).join(' '), /Where this comes from12Returns, Damaged items$/)
})

test('a row of a table is quoted without its bars', () => {
  assert.equal(shownQuote('| Norway | 5 to 8 days |\n| --- | --- |', 'Norway: 5 to 8 days'), 'Norway · 5 to 8 days')
})

test('what came of a plan is told by its card alone', async () => {
  assert.deepEqual(await shown({ type: 'plan', planId: 'x' }, textOf('Done.\n- Refund')), [])
})

test('lines are paragraphs, dashes a list, and markup is nothing but text', async () => {
  const drawn = await shown(textOf('This:\n- <b>one</b>\n- [two](https://evil.example)\nThat.'))
  const tags = new Set(find(drawn, () => true).map(({ tag }) => tag))
  assert.deepEqual([...tags].toSorted(), ['bdi', 'div', 'li', 'p', 'ul'])
  assert.equal(wordsOf(drawn[0] ?? ''), 'This:<b>one</b>[two](https://evil.example)That.')
})

test('a mark stands where the stored span says, over two paragraphs too, and is never searched for', async () => {
  const known = await documents()
  const quote = (start: number, end: number) => ({
    number: 1,
    citation: {
      ...citation('x', 'x'),
      quote: DOCUMENT.slice(start, end),
      span: { start: 100 + start, end: 100 + end },
    },
  })
  const marksOf = (start: number, end: number, words = DOCUMENT.slice(start, end)) => {
    const one = quote(start, end)
    const open = { ...one, citation: { ...one.citation, quote: words } }
    const drawn = reader({
      quotes: [open],
      openNumber: 1,
      documents: known,
      onGo: () => undefined,
      onClose: () => undefined,
    })
    return find([drawn], ({ tag }) => tag === 'mark').map((mark) => wordsOf(mark))
  }
  assert.deepEqual(marksOf(9, 16), ['114 days (quote 1 of 1)'])
  assert.deepEqual(marksOf(9, 26), ['114 days. (quote 1 of 1)', '1Send us (quote 1 of 1)'])
  assert.deepEqual(marksOf(9, 16, 'Send us'), [])
})

test('of quotes that share words the open one is marked whole, and the others where they say more', async () => {
  const known = await documents()
  const quotes = [
    [0, 17],
    [9, 16],
    [12, 26],
  ].map(([start = 0, end = 0], index) => ({
    number: index + 1,
    citation: {
      ...citation('x', 'x'),
      quote: DOCUMENT.slice(start, end),
      span: { start: 100 + start, end: 100 + end },
    },
  }))
  const marksWith = (openNumber: number) => {
    const drawn = reader({ quotes, openNumber, documents: known, onGo: () => undefined, onClose: () => undefined })
    return find([drawn], ({ tag }) => tag === 'mark').map((mark) => wordsOf(mark).replace(/ \(quote.*/, ''))
  }
  assert.deepEqual(marksWith(1), ['1You have 14 days.', '3Send us'])
  assert.deepEqual(marksWith(2), ['1You have ', '214 days', '1.', '3Send us'])
  assert.deepEqual(marksWith(3), ['1You have 14 ', '3days.', '3Send us'])
})
