import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { retrieve } from '#graph/knowledge.ts'
import { judgeAnswerability } from '#guardrails/answerability.ts'
import { bestSentences } from '#guardrails/best-sentences.ts'
import { contradictingSentences } from '#guardrails/contradiction.ts'
import { FRESH_QUESTIONS, SHOP_QUESTIONS } from '../fixtures/shop-questions.ts'
import { MAYA, openKnowledge, readShop } from '../helpers/shop-knowledge.ts'

const services = await openKnowledge({ after })
await readShop(services)

for (const [title, questions, atLeast] of [
  ['without a model the first quote answers at least 45 of 60 questions about the shop', SHOP_QUESTIONS, 45],
  ['and at least 13 of 20 that little was tried on', FRESH_QUESTIONS, 13],
] as const) {
  test(title, async (t) => {
    const missed: string[] = []
    for (const [question, fact] of questions) {
      const found = await retrieve({ ...services, reranker: null }, MAYA, { question, k: 6 }, t.signal)
      const { verdict } = judgeAnswerability(question, found.passages, found)
      const isAnswered = verdict === 'answerable'
      const [first] = isAnswered ? bestSentences(question, found.passages, found.rarityOf) : []
      const quote = first?.evidence[0]?.quote.replaceAll(/\s+/gu, ' ') ?? verdict
      if (!fact.test(quote)) missed.push(`${question} → ${quote}`)
      const contradiction = isAnswered && contradictingSentences(question, found.passages, found.rarityOf)
      assert.ok(!contradiction, `the shop’s documents agree: ${question}`)
    }
    const right = questions.length - missed.length
    t.diagnostic(`${right} of ${questions.length}`)
    t.diagnostic(missed.join('\n'))
    assert.ok(right >= atLeast, missed.join('\n'))
  })
}
