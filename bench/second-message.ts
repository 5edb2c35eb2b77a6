import { Closing } from './closing.ts'
import { median, milliseconds, type Figure } from './figure.ts'
import { openBenchParley } from './parley-turns.ts'
import { startBenchShop } from './shop.ts'

const ROUNDS = 50
const [ONE, OTHER] = ['How long do I have to return a damaged item?', 'How long does shipping take?']

/**
 * Two messages of one thread, the second sent before the first is answered: from the sending of each to its answer. The second
 * waits for the first, and for nothing else, so it takes about twice as long.
 */
export async function secondMessageFigures(): Promise<readonly Figure[]> {
  await using closing = new Closing()
  const shop = await startBenchShop(closing, 0)
  const { operations, person } = await openBenchParley(closing, { shopUrl: shop.url })
  const customer = await person('customer')
  const answered = async (threadId: string, text: string): Promise<number> => {
    const startedAt = performance.now()
    const said = { threadId, channel: 'bench', dedupeKey: `${threadId} ${text}`, text, underKey: null }
    const { runId } = await operations.acceptMessage(customer, said)
    const stop = new AbortController()
    for await (const event of operations.followEvents(customer, threadId, 0, stop.signal)) {
      if (event.type === 'run-completed' && event.runId === runId) break
      if (event.type === 'run-failed') throw new Error(`The turn failed: ${event.text}`)
    }
    stop.abort()
    return performance.now() - startedAt
  }
  const both = async (): Promise<readonly [number, number]> => {
    const { id } = await operations.createThread(customer, { agent: null, channel: 'bench' })
    return Promise.all([answered(id, ONE), answered(id, OTHER)])
  }
  await both()
  const rounds: (readonly [number, number])[] = []
  for (let round = 0; round < ROUNDS; round++) rounds.push(await both())
  const first = median(rounds.map(([ms]) => ms))
  const second = median(rounds.map(([, ms]) => ms))
  return [
    {
      name: 'second of two messages, p50',
      value: milliseconds(second),
      baseline: { name: 'the first', value: milliseconds(first), ratio: second / first },
      goal: '≤ 3 of the first',
    },
  ]
}
