import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { deep } from '../helpers/depth.ts'
import { ACCOUNT_PAGES } from '../fixtures/degrees-of-knowing.ts'
import { FIRST_QUESTIONS, FIRST_QUESTIONS_IN_GERMAN } from '../fixtures/shop-questions.ts'
import { copyAgents } from '../helpers/agents.ts'
import { MANY_MESSAGES, startShop } from '../helpers/parley.ts'

const agents = await copyAgents({ after })
for (const [file, text] of Object.entries(ACCOUNT_PAGES))
  await writeFile(join(agents.dir, 'support/knowledge', file), text)
const { customer } = await startShop({ after }, { environment: { AGENTS_DIR: agents.dir }, limits: MANY_MESSAGES })

async function partsFor(question: string) {
  const { threadId } = await customer.ask(question)
  return (await customer.messages(threadId)).at(-1)?.parts ?? []
}

test('what is likely right is the answer, with its quote and no doubt', async () => {
  const parts = await partsFor('How long do I have to return a damaged item?')
  const [text] = parts
  assert.ok(text?.type === 'text' && text.certainty === undefined, JSON.stringify(parts))
  assert.match(text.text, /14 days/)
})

test('what is only near is shown as the nearest place, with its quote', async () => {
  const [doubt, text] = await partsFor('Can I pay in three instalments?')
  assert.ok(doubt?.type === 'own-words' && doubt.template === 'nearest', JSON.stringify(doubt))
  assert.equal(doubt.text, 'I’m not sure. The closest passage says:')
  assert.ok(text?.type === 'text' && text.certainty === 'nearest')
  assert.match(text.text, /^“.+”$/s)
  const [citation] = text.citations
  assert.ok(citation && text.text.includes(citation.quote.slice(0, 20)))
})

deep('where two things could be meant both are offered, and pressing one is answered of that one', async () => {
  const [asks, choices] = await partsFor('How much is the yearly fee of the account?')
  assert.ok(asks?.type === 'own-words' && asks.template === 'which-one', JSON.stringify([asks, choices]))
  assert.ok(choices?.type === 'choices')
  assert.deepEqual(choices.choices.map(({ label }) => label).toSorted(), ['Green account', 'Purple account'])
  const green = choices.choices.find(({ label }) => label === 'Green account')
  const said = JSON.stringify(await partsFor(green?.says ?? ''))
  assert.match(said, /25\.00 EUR/)
  assert.doesNotMatch(said, /12\.00 EUR/)
})

test('what is asked about one account is never answered from another’s page', async () => {
  const said = JSON.stringify(await partsFor('What is the yearly fee of the Purple account?'))
  assert.match(said, /12\.00 EUR/)
  assert.doesNotMatch(said, /25\.00 EUR/)
})

deep('where nothing is near, it isn’t in the documents', async () => {
  const [notice] = await partsFor('Who won the world cup in 2018?')
  assert.ok(notice?.type === 'notice' && notice.code === 'not-in-documents', JSON.stringify(notice))
})

deep('a story is answered by what it asks at its end', async () => {
  const story =
    'Hello, I bought something from you last month. My sister and I talked about it on Sunday. How long do I have to return a damaged item? Thanks!'
  assert.match(JSON.stringify(await partsFor(story)), /14 days from delivery/)
})

deep('of what a customer asks first most is shown, and hardly anything wrong in a sure tone', async () => {
  const shown = await Promise.all(
    FIRST_QUESTIONS.map(async ([question, fact]) => {
      const text = (await partsFor(question)).find((part) => part.type === 'text')
      const isShown = text !== undefined && fact.test(text.text)
      return { question, isShown, isWrong: text !== undefined && !isShown && text.certainty === undefined }
    }),
  )
  const [missed, wrong] = [shown.filter(({ isShown }) => !isShown), shown.filter(({ isWrong }) => isWrong)]
  assert.ok(missed.length <= MISSED, missed.map(({ question }) => question).join('\n'))
  assert.ok(wrong.length <= 2, wrong.map(({ question }) => question).join('\n'))
})

/** Of thirty. */
const MISSED = 12

deep('a German question over English documents gets the nearest place in their words, and is told so', async () => {
  let found = 0
  for (const [question, fact] of FIRST_QUESTIONS_IN_GERMAN) {
    const [doubt, text] = await partsFor(question)
    assert.ok(doubt?.type === 'own-words' && doubt.template === 'nearest', `${question}: ${JSON.stringify(doubt)}`)
    assert.match(doubt.text, /^Ich bin nicht sicher\. Unsere Unterlagen sind auf Englisch\./u)
    assert.ok(text?.type === 'text' && text.certainty === 'nearest')
    if (fact.test(text.text)) found++
  }
  assert.ok(found >= FIRST_QUESTIONS_IN_GERMAN.length / 2, `${found} of ${FIRST_QUESTIONS_IN_GERMAN.length}`)
})
