import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { retrieve } from '#knowledge/knowledge.ts'
import { type Answerability, judgeAnswerability } from '#guardrails/answerability.ts'
import { bestSentences } from '#guardrails/best-sentences.ts'
import { MAYA, openKnowledge, readShop } from '../helpers/shop-knowledge.ts'
import { ANSWERABLE, MORE_NEAR_MISSES, NEAR_MISS, OFF_TOPIC, PARAPHRASED } from '../fixtures/questions.ts'

const PASSAGES = 6
const services = await openKnowledge({ after })
const told: string[] = []
await readShop(services, told)

interface Answer {
  readonly verdict: Answerability['verdict']
  /** What is quoted where the documents answer. */
  readonly quotes: string
}

async function answer(question: string, signal: AbortSignal): Promise<Answer> {
  const found = await retrieve({ ...services, reranker: null }, MAYA, { question, k: PASSAGES }, signal)
  const { verdict } = judgeAnswerability(question, found.passages, found)
  const sentences = bestSentences(question, found.passages, found.rarityOf)
  return { verdict, quotes: sentences.flatMap(({ evidence }) => evidence.map(({ quote }) => quote)).join('\n') }
}

test('that documents are read is told once, and not again where nothing is new', async () => {
  assert.match(told.join('\n'), /^Reading \d+ documents…$/)
  const again = await readShop(services, told)
  assert.deepEqual([again.stored, told.length], [[], 1])
})

test('a question about damaged items is answered from the returns page', async ({ signal }) => {
  const { verdict, quotes } = await answer('How long do I have to return a damaged item?', signal)
  assert.equal(verdict, 'answerable')
  assert.match(quotes, /14 days/)
})

test('the capital of France is not in the documents', async ({ signal }) => {
  assert.equal((await answer("What's the capital of France?", signal)).verdict, 'not-in-documents')
})

test('questions that the documents answer are answered, nearly always with the right sentence', async ({ signal }) => {
  const wrong: string[] = []
  for (const [question, evidence] of ANSWERABLE) {
    const { verdict, quotes } = await answer(question, signal)
    if (verdict !== 'answerable') wrong.push(`${question} (${verdict})`)
    else if (!quotes.includes(evidence)) wrong.push(`${question} → ${quotes}`)
  }
  assert.ok(wrong.length <= ANSWERABLE.length * 0.1, `${wrong.length} of ${ANSWERABLE.length}: ${wrong.join('\n')}`)
})

test('off-topic questions reach no model and get no answer', async ({ signal }) => {
  for (const question of OFF_TOPIC) assert.equal((await answer(question, signal)).verdict, 'not-in-documents', question)
})

test('questions that are only near what the documents say are not answered by quotes', async ({ signal }) => {
  for (const question of NEAR_MISS) assert.notEqual((await answer(question, signal)).verdict, 'answerable', question)
})

test('of questions in other words nearly none is said to be absent, and of more near misses nearly none is answered', async ({
  signal,
}) => {
  const of = async (questions: readonly string[], verdict: Answerability['verdict']) => {
    const answers = await Promise.all(questions.map((question) => answer(question, signal)))
    return questions.filter((_, index) => answers[index]?.verdict === verdict)
  }
  const absent = await of(PARAPHRASED, 'not-in-documents')
  assert.ok(absent.length <= PARAPHRASED.length * 0.1, absent.join('\n'))
  const missed = await of(MORE_NEAR_MISSES, 'answerable')
  assert.ok(missed.length <= MORE_NEAR_MISSES.length * 0.1, missed.join('\n'))
})
