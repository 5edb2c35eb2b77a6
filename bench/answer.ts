import { Closing } from './closing.ts'
import { median, milliseconds, quantile, type Figure } from './figure.ts'
import { answeredQuestion, openBenchParley } from './parley-turns.ts'
import { startBenchShop } from './shop.ts'

const QUESTIONS = [
  'How long do I have to return a damaged item?',
  'How long does shipping take?',
  'When do I get my money back?',
  'What does the warranty cover?',
  'How can I contact you?',
]
const ROUNDS = 20

/** A question answered with quotes and without a model. A question asked before has its vector kept, so both are said. */
export async function answerFigures(): Promise<readonly Figure[]> {
  await using closing = new Closing()
  const shop = await startBenchShop(closing, 0)
  const parley = await openBenchParley(closing, { shopUrl: shop.url })
  const customer = await parley.person('customer')
  const ask = async (text: string) => {
    const startedAt = performance.now()
    await answeredQuestion(parley, customer, text)
    return performance.now() - startedAt
  }
  await ask('Where is my parcel?')
  const fresh: number[] = []
  for (const [index, question] of QUESTIONS.entries()) fresh.push(await ask(`${question} ${index}`))
  const again: number[] = []
  for (let round = 0; round < ROUNDS; round++) for (const question of QUESTIONS) again.push(await ask(question))
  return [
    { name: 'answered question, first time asked', value: `p50 ${milliseconds(median(fresh))}` },
    {
      name: 'answered question, asked before',
      value: `p50 ${milliseconds(median(again))}, p95 ${milliseconds(quantile(again, 0.95))}`,
    },
  ]
}
