import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { someOf } from '../helpers/depth.ts'
import { startShop } from '../helpers/parley.ts'
import { FRESH_QUESTIONS, SHOP_QUESTIONS } from '../fixtures/shop-questions.ts'

const { customer } = await startShop({ after })

for (const [title, questions, atLeast] of someOf([
  ['without a model the first quote answers at least 45 of 60 questions about the shop', SHOP_QUESTIONS, 45],
  ['and at least 13 of 20 that little was tried on', FRESH_QUESTIONS, 13],
] as const)) {
  test(title, async (t) => {
    const missed: string[] = []
    for (const [question, fact] of questions) {
      const said = await firstQuote(question)
      if (!fact.test(said)) missed.push(`${question} → ${said}`)
    }
    const right = questions.length - missed.length
    t.diagnostic(`${right} of ${questions.length}`)
    t.diagnostic(missed.join('\n'))
    assert.ok(right >= atLeast, missed.join('\n'))
  })
}

/** What an answer quotes first; where it quotes nothing, why. */
async function firstQuote(question: string): Promise<string> {
  const { threadId } = await customer.ask(question)
  const parts = (await customer.messages(threadId)).at(-1)?.parts ?? []
  const texts = parts.flatMap((part) => (part.type === 'text' ? [part] : []))
  assert.ok(!texts.some(({ text }) => text.includes('agree on this')), `the shop’s documents agree: ${question}`)
  const [first] = texts.flatMap(({ citations }) => citations)
  return (
    first?.quote.replaceAll(/\s+/gu, ' ') ??
    JSON.stringify(parts.map((part) => ('code' in part ? part.code : part.type)))
  )
}
