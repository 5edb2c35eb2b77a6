import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { retrieve } from '#knowledge/knowledge.ts'
import { type Answerability, judgeAnswerability } from '#answers/answerability.ts'
import { answeringPlace } from '#answers/place/answering-place.ts'
import { rankFound } from '#answers/ranking/ranked-find.ts'
import { deep } from '../helpers/depth.ts'
import { MAYA, openKnowledge, readShop } from '../helpers/shop-knowledge.ts'
import { FRESH_QUESTIONS } from '../fixtures/shop-questions.ts'
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
  const found = await retrieve(
    { ...services, reranker: null },
    MAYA,
    { agents: ['support'], question, k: PASSAGES },
    signal,
  )
  const ranked = rankFound(question, found.passages, found)
  const { verdict } = judgeAnswerability(ranked)
  const sentences = answeringPlace(ranked)?.sentences ?? []
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

deep(
  'of questions in other words nearly none is said to be absent, and of more near misses nearly none is answered',
  async ({ signal }) => {
    const of = async (questions: readonly string[], verdict: Answerability['verdict']) => {
      const answers = await Promise.all(questions.map((question) => answer(question, signal)))
      return questions.filter((_, index) => answers[index]?.verdict === verdict)
    }
    const absent = await of(PARAPHRASED, 'not-in-documents')
    assert.ok(absent.length <= PARAPHRASED.length * 0.1, absent.join('\n'))
    const missed = await of(MORE_NEAR_MISSES, 'answerable')
    assert.ok(missed.length <= MORE_NEAR_MISSES.length * 0.1, missed.join('\n'))
  },
)

test('questions in people’s own words get the right place, as the answer or the nearest, and few a wrong one in a sure tone', async ({
  signal,
}) => {
  const answers = await Promise.all(FRESH_QUESTIONS.map(([question]) => answer(question, signal)))
  const isRight = (at: number) =>
    FRESH_QUESTIONS[at]?.[1].test((answers[at]?.quotes ?? '').replaceAll(/\s+/gu, ' ')) ?? false
  const right = answers.filter(({ verdict }, at) => verdict !== 'not-in-documents' && isRight(at))
  const wrong = answers.flatMap(({ verdict, quotes }, at) =>
    verdict === 'answerable' && !isRight(at) ? [`${FRESH_QUESTIONS[at]?.[0] ?? ''} → ${quotes}`] : [],
  )
  const share = (count: number) => count / FRESH_QUESTIONS.length
  assert.ok(share(right.length) >= 0.8, `${right.length} of ${FRESH_QUESTIONS.length} are right`)
  assert.ok(share(wrong.length) <= 0.1, `${wrong.length} of ${FRESH_QUESTIONS.length}: ${wrong.join('\n')}`)
})
