import { setTimeout as delay } from 'node:timers/promises'
import { TextDelta } from '#graph/text-delta.ts'
import { heldReply, type HeldReply } from '../test/helpers/held-reply.ts'
import { openModelServer } from '../test/helpers/model-server.ts'
import { routesTo } from '../test/helpers/planner-replies.ts'
import { Closing } from './closing.ts'
import { median, milliseconds, quantile, type Figure } from './figure.ts'
import { openBenchParley } from './parley-turns.ts'
import { startBenchShop } from './shop.ts'

const SENTENCE = {
  text: 'You have 14 days to send a damaged item back.',
  quotes: [1, 2, 3, 4, 5, 6].map((passage) => ({
    passage,
    quote: 'You have 14 days from delivery to report and return a damaged item.',
  })),
}
const ROUNDS = 20
/** Longer than a batch, so that each sentence is told by itself. */
const BETWEEN_MS = 120

/** From a sentence's last byte at the model to its showing to a follower, verified, next to the model's own stream. */
export async function sentenceFigures(): Promise<readonly Figure[]> {
  return [await figure(1, '≤ 10 ms'), await figure(100, '≤ 25 ms')]
}

async function figure(streams: number, goal: string): Promise<Figure> {
  await using closing = new Closing()
  const replies = Array.from({ length: streams }, () => heldReply())
  const direct = Array.from({ length: streams }, () => heldReply())
  let begun = 0
  const model = await openModelServer(({ schemaName, messages }) => {
    if (schemaName === 'route') return routesTo('answer')
    const index = Number(/number (\d+)\?/.exec(messages.at(-1)?.content ?? '')?.[1] ?? 0)
    begun += 1
    return ((schemaName === 'answer' ? replies : direct)[index] ?? heldReply()).reply
  })
  closing.after(async () => model[Symbol.asyncDispose]())
  const shop = await startBenchShop(closing, 0)
  const { operations, person } = await openBenchParley(closing, { shopUrl: shop.url, environment: model.environment })
  const customer = await person('customer')
  const stop = new AbortController()

  const follow = async (index: number, arrived: () => void): Promise<void> => {
    const thread = await operations.createThread(customer, { agent: null, channel: 'bench' })
    const text = `Until when can I return a damaged item, number ${index}?`
    await operations.acceptMessage(customer, { threadId: thread.id, channel: 'bench', dedupeKey: thread.id, text })
    for await (const event of operations.followEvents(customer, thread.id, 0, stop.signal)) {
      if (TextDelta.safeParse(event).success) arrived()
    }
  }
  const read = async (index: number, arrived: () => void): Promise<void> => {
    const messages = [{ role: 'user', content: `number ${index}?` }]
    const body = JSON.stringify({ model: 'scripted', stream: true, messages })
    const response = await fetch(`${model.url}/chat/completions`, { method: 'POST', body, signal: stop.signal })
    if (!response.body) return
    for await (const piece of response.body.pipeThrough(new TextDecoderStream()))
      if (piece.includes(SENTENCE.text)) arrived()
  }
  const measure = async (
    held: readonly HeldReply[],
    open: (index: number, arrived: () => void) => Promise<void>,
  ): Promise<readonly number[]> => {
    begun = 0
    const saidAt: number[] = []
    const samples: number[] = []
    for (const index of held.keys()) {
      const arrived = (): void => void samples.push(performance.now() - (saidAt[index] ?? 0))
      open(index, arrived).catch(() => undefined)
    }
    const until = performance.now() + 60_000
    while (begun < held.length && performance.now() < until) await delay(20)
    // What the worker doesn't take at once isn't measured, and the line says how many are.
    const taken = held.slice(0, begun)
    for (let round = 0; round < ROUNDS; round++) {
      for (const [index, reply] of taken.entries()) {
        saidAt[index] = performance.now()
        reply.say(SENTENCE)
      }
      await delay(BETWEEN_MS + streams)
    }
    for (const reply of held) reply.end()
    return samples
  }

  const shown = await measure(replies, follow)
  const count = Math.round(shown.length / ROUNDS)
  const baseline = await measure(direct, read)
  stop.abort()
  return {
    name: `sentence's last byte to its showing, ${count === 1 ? '1 stream' : `${count} streams`}`,
    value: `p50 ${milliseconds(median(shown))}, p95 ${milliseconds(quantile(shown, 0.95))}`,
    baseline: {
      name: 'model stream',
      value: `p50 ${milliseconds(median(baseline))}, p95 ${milliseconds(quantile(baseline, 0.95))}`,
      ratio: median(shown) / median(baseline),
    },
    goal: `p50 ${goal}`,
  }
}
