import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Part } from '#memory/threads/part.ts'
import { redactForReader } from '#cards/plan-view/redact-for-reader.ts'
import { testDatabase } from '../helpers/database.ts'
import { MAYA } from '../helpers/shop-knowledge.ts'

const database = await testDatabase({ after })

/** A text that quotes a document which isn't there. */
function quoting(text: string, quote: string): Part {
  const start = text.indexOf(quote)
  const document = { id: 'margins', title: 'Our margins', version: 1 }
  const passageId = crypto.randomUUID()
  const span = { start: 0, end: quote.length }
  return { type: 'text', text, citations: [{ start, end: start + quote.length, passageId, quote, document, span }] }
}

async function shown(part: Part): Promise<string> {
  const [entry] = await redactForReader(database, MAYA, [{ parts: [part] }])
  const [cut] = entry?.parts ?? []
  return cut?.type === 'text' ? cut.text : ''
}

const GAP = '(This sentence quotes a document that is gone, or that you can’t see.)'

test('the title of a document that somebody may not read goes with the quote behind it in its line', async () => {
  const text = 'Two places differ:\nOur margins: “A lamp costs us 4 EUR.”\nRefunds: “We pay all of it.”'
  assert.equal(
    await shown(quoting(text, '“A lamp costs us 4 EUR.”')),
    `Two places differ:\n${GAP}\nRefunds: “We pay all of it.”`,
  )
})

test('where no title stands before it, the rest of its line stays', async () => {
  const text = 'I’m not sure. A lamp costs us 4 EUR. Ask a person.'
  assert.equal(await shown(quoting(text, 'A lamp costs us 4 EUR.')), `I’m not sure. ${GAP} Ask a person.`)
})
