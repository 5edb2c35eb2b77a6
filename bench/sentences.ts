import { setTimeout as delay } from 'node:timers/promises'
import { TextDelta } from '#contract/text-delta.ts'
import { heldReply, type HeldReply } from '../test/helpers/held-reply.ts'
import { openModelServer } from '../test/helpers/model-server.ts'
import { routesTo } from '../test/helpers/planner-replies.ts'
import { Closing } from './closing.ts'
import { median, milliseconds, quantile, type Figure } from './figure.ts'
import { openBenchParley, saidFirst } from './parley-turns.ts'
import { startBenchShop } from './shop.ts'

const SENTENCE = {
  text: 'You have 14 days to send a damaged item back.',
  quotes: [1, 2, 3, 4, 5, 6].map((passage) => ({
    passage,
    quote: 'You have 14 days from delivery to report and return a damaged item.',
  })),
}
const ROUNDS = 20
/** A sentence of 20 words from a fast model. Longer than a batch, so that each is told by itself. */
const BETWEEN_MS = 400
/** Where no further one has begun for so long, none will before one of those that have ends. */
const QUIET_MS = 2_000
const BEGINS_WITHIN_MS = 60_000

/** Opens one of the streams; `arrived` is called with each sentence of it. Resolves when it is over. */
type Open = (index: number, arrived: () => void) => Promise<void>

interface Measured {
  /** Milliseconds of each sentence of each stream. */
  readonly samples: readonly number[]
  readonly streams: number
}

/** From a sentence's last byte at the model to its showing to a follower, verified, next to the model's own stream. */
export async function sentenceFigures(): Promise<readonly Figure[]> {
  return [
    await figure({ streams: 1, goal: '≤ 10 ms', spread: true }),
    await figure({ streams: 100, goal: '≤ 25 ms', spread: true }),
    await figure({ streams: 100, goal: '≤ 25 ms', spread: false }),
  ]
}

interface Load {
  readonly streams: number
  readonly goal: string
  /** Whether each stream's sentences end in its own time, or those of all in the same instant. */
  readonly spread: boolean
}

async function figure({ streams, goal, spread }: Load): Promise<Figure> {
  await using closing = new Closing()
  const replies = Array.from({ length: streams }, () => heldReply())
  const direct = Array.from({ length: streams }, () => heldReply())
  const begun = new Set<number>()
  const model = await openModelServer(({ schemaName, messages }) => {
    if (schemaName === 'reading') return routesTo('answer')
    const index = Number(/number (\d+)\?/.exec(messages.at(-1)?.content ?? '')?.[1] ?? 0)
    begun.add(index)
    return ((schemaName === 'answer' ? replies : direct)[index] ?? heldReply()).reply
  })
  closing.after(async () => model[Symbol.asyncDispose]())
  const follow = await openFollowing(closing, model.environment)
  const read: Open = async (index, arrived) => {
    const messages = [{ role: 'user', content: `number ${index}?` }]
    const body = JSON.stringify({ model: 'scripted', stream: true, messages })
    const response = await fetch(`${model.url}/chat/completions`, { method: 'POST', body })
    if (!response.body) return
    for await (const piece of response.body.pipeThrough(new TextDecoderStream()))
      if (piece.includes(SENTENCE.text)) arrived()
  }

  const shown = await measure({ held: replies, spread }, begun, follow)
  // As many of the model's own streams as the worker took answers at once: more would compare with a busier machine.
  begun.clear()
  const baseline = await measure({ held: direct.slice(0, shown.streams), spread }, begun, read)
  return {
    name: `sentence's last byte to its showing, ${titleOf(shown.streams, spread)}`,
    value: percentiles(shown),
    baseline: {
      name: 'model stream',
      value: percentiles(baseline),
      ratio: median(shown.samples) / median(baseline.samples),
    },
    // A goal for so many streams says nothing of fewer.
    ...(shown.streams === streams && { goal: `p50 ${goal}` }),
  }
}

function titleOf(streams: number, spread: boolean): string {
  if (streams === 1) return '1 stream'
  return `${streams} streams, ${spread ? 'each in its own time' : 'all in the same instant'}`
}

/** Asks Parley, and follows the answer until its run is over. */
async function openFollowing(closing: Closing, environment: Readonly<Record<string, string>>): Promise<Open> {
  const shop = await startBenchShop(closing, 0)
  const parley = await openBenchParley(closing, { shopUrl: shop.url, environment })
  const customer = await parley.person('customer')
  return async (index, arrived) => {
    const text = `Until when can I return a damaged item, number ${index}?`
    const threadId = await saidFirst(parley, customer, text)
    const stop = new AbortController()
    for await (const event of parley.operations.followEvents(customer, threadId, 0, stop.signal)) {
      if (TextDelta.safeParse(event).success) arrived()
      if (event.type === 'run-completed' || event.type === 'run-failed') break
    }
    stop.abort()
  }
}

/** Opens all of these and measures those that begin at once; `begun` tells which have. */
async function measure(
  { held, spread }: { readonly held: readonly HeldReply[]; readonly spread: boolean },
  begun: ReadonlySet<number>,
  open: Open,
): Promise<Measured> {
  const saidAt: number[] = []
  const samples: number[] = []
  const opened = [...held.keys()].map((index) =>
    open(index, () => void samples.push(performance.now() - (saidAt[index] ?? 0))),
  )
  const taken = await allBegun(begun, held.length)
  for (let round = 0; round < ROUNDS; round++) {
    await Promise.all(
      taken.map(async (index, place) => {
        if (spread) await delay((place / taken.length) * BETWEEN_MS)
        saidAt[index] = performance.now()
        held[index]?.say(SENTENCE)
      }),
    )
    await delay(spread ? BETWEEN_MS / taken.length : BETWEEN_MS)
  }
  const measured = { samples: [...samples], streams: taken.length }
  for (const reply of held) reply.end()
  // What had to wait until now would take its time from what is measured next.
  await Promise.allSettled(opened)
  return measured
}

/** Those that have begun, once all have, or no more do. */
async function allBegun(begun: ReadonlySet<number>, count: number): Promise<readonly number[]> {
  const until = performance.now() + BEGINS_WITHIN_MS
  let before = -1
  while (begun.size < count && performance.now() < until && (begun.size === 0 || begun.size > before)) {
    before = begun.size
    await delay(QUIET_MS)
  }
  return [...begun]
}

function percentiles({ samples }: Measured): string {
  return `p50 ${milliseconds(median(samples))}, p95 ${milliseconds(quantile(samples, 0.95))}`
}
