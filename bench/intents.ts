import { makeRecogniser, type Embed, type KnownMessage } from '../src/dialogue/matching/recognise.ts'
import { trainClassifier, type Example } from '../src/dialogue/recognition/classifier.ts'
import { openEmbedder } from '#models/embedder.ts'
import { Closing } from './closing.ts'
import { percent, type Figure } from './figure.ts'
import { ofLengthOne } from './of-length-one.ts'
import { readIntentSet, type IntentSet } from './intents/intent-set.ts'
import { linearClassifier, nearestNeighbour, type OnVectors } from './intents/on-vectors.ts'

/** What becomes of a message, and what it is likest to, whatever becomes of it. */
interface Taken {
  readonly likest: string | null
  readonly becomes: 'started' | 'asked' | 'left'
}

/** How well messages are recognised by ten examples of each procedure. `path`: a set of one's own (`IntentSet`). */
export async function intentFigures(path: string | null = null): Promise<readonly Figure[]> {
  await using closing = new Closing()
  const embedder = openEmbedder({ endpoint: null })
  closing.after(async () => await embedder[Symbol.asyncDispose]())
  const set = await readIntentSet(path)
  const signal = AbortSignal.timeout(1_800_000)
  const vectors = await embedAll(set, (texts) => embedder.embed(texts, { signal }))
  const embed: Embed = async (texts) => texts.map((text) => vectors.get(text) ?? [])
  const placed = set.examples.map(({ text, intent }) => ({ intent, vector: vectors.get(plain(text)) ?? [] }))
  const neighbour = measured(set, await taken(set, byVectors(nearestNeighbour(placed), vectors)))
  const linear = measured(set, await taken(set, byVectors(linearClassifier(placed), vectors)))
  const ours = measured(set, await taken(set, byRecogniser(set, embed)))
  const intents = new Set(set.examples.map(({ intent }) => intent)).size
  const against = (baseline: Measures, name: string) => ({
    name,
    value: percent(baseline.accuracy),
    ratio: ours.accuracy / baseline.accuracy,
  })
  return [
    { name: set.name, value: `${intents} intents, ${set.examples.length} examples, ${set.messages.length} messages` },
    { name: 'nearest neighbour', value: described(neighbour) },
    { name: 'linear classifier', value: described(linear) },
    { name: 'recognition', value: described(ours), baseline: against(neighbour, 'nearest neighbour') },
    { name: 'accuracy', value: percent(ours.accuracy), baseline: against(linear, 'linear classifier') },
    trainingTime(),
  ]
}

interface Measures {
  readonly accuracy: number
  readonly right: number
  readonly wrong: number
  readonly asked: number
  /** Of what is out of scope. */
  readonly started: number
}

function measured({ messages }: IntentSet, all: readonly Taken[]): Measures {
  const judged = messages.map(({ intent }, index) => ({ intent, ...(all[index] ?? NOTHING) }))
  const inside = judged.filter(({ intent }) => intent !== null)
  const outside = judged.filter(({ intent }) => intent === null)
  const share = (of: typeof judged, isOne: (one: (typeof judged)[number]) => boolean) =>
    of.filter(isOne).length / Math.max(1, of.length)
  return {
    accuracy: share(inside, ({ likest, intent }) => likest === intent),
    right: share(inside, ({ becomes, likest, intent }) => becomes === 'started' && likest === intent),
    wrong: share(inside, ({ becomes, likest, intent }) => becomes === 'started' && likest !== intent),
    asked: share(inside, ({ becomes }) => becomes === 'asked'),
    started: share(outside, ({ becomes }) => becomes === 'started'),
  }
}

const NOTHING: Taken = { likest: null, becomes: 'left' }

async function taken({ messages }: IntentSet, take: (text: string) => Promise<Taken>): Promise<readonly Taken[]> {
  const all: Taken[] = []
  for (const { text } of messages) all.push(await take(plain(text)))
  return all
}

/** As `matchIntent`: which of several is meant is asked where they are likely enough together. */
const WORTH_ASKING = 0.7

function byRecogniser({ examples }: IntentSet, embed: Embed): (text: string) => Promise<Taken> {
  const known: readonly KnownMessage[] = examples.map(({ text, intent }) => ({ text: plain(text), meaning: intent }))
  const recogniser = makeRecogniser(known, embed)
  return async (text) => {
    const { meaning, near } = await recogniser.recognise(text, embed)
    if (meaning !== null) return { likest: meaning, becomes: 'started' }
    const sum = near.reduce((total, { likeness }) => total + likeness, 0)
    return { likest: near[0]?.meaning ?? null, becomes: near.length > 1 && sum >= WORTH_ASKING ? 'asked' : 'left' }
  }
}

/** Of its own examples, how many a way may take for something else. */
const WRONG = 0.05

function byVectors(way: OnVectors, vectors: ReadonlyMap<string, readonly number[]>): (text: string) => Promise<Taken> {
  const wrong = way.trials.filter(({ intent, meant }) => intent !== meant).map(({ score }) => score)
  const least = wrong.toSorted((left, right) => right - left)[Math.floor(WRONG * way.trials.length)] ?? -Infinity
  return async (text) => {
    const { intent, score } = way.guess(vectors.get(text) ?? [])
    return { likest: intent, becomes: score > least ? 'started' : 'left' }
  }
}

async function embedAll(
  { examples, messages }: IntentSet,
  embed: (texts: readonly string[]) => Promise<readonly (readonly number[])[]>,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const { default: STRANGERS } = await import('../src/dialogue/recognition/strangers.json', { with: { type: 'json' } })
  const texts = [...new Set([...[...examples, ...messages].map(({ text }) => plain(text)), ...STRANGERS])]
  const vectors = await embed(texts)
  return new Map(texts.map((text, index) => [text, vectors[index] ?? []]))
}

/** As messages are compared, but for the values of slots. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()
}

const PROCEDURES = 150
const EACH = 10
/** Numbers of a vector, as the embedded model gives. */
const SIZE = 384

/** What learning costs of the processor, without the embedding of the examples, and without what was kept of it. */
function trainingTime(): Figure {
  let state = 1
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
  const examples = Array.from({ length: PROCEDURES * EACH }, (_, index): Example => ({
    words: Array.from({ length: 8 }, (_unused, at) =>
      at < 3 ? `procedure${index % PROCEDURES}x${at}` : `word${Math.floor(random() * 900)}`,
    ),
    vector: ofLengthOne(Array.from({ length: SIZE }, () => random() - 0.5)),
    meaning: `procedure-${index % PROCEDURES}`,
  }))
  const before = process.cpuUsage()
  trainClassifier(examples)
  const { user, system } = process.cpuUsage(before)
  const seconds = (user + system) / 1e6
  const name = `training, ${PROCEDURES} procedures with ${EACH} examples each`
  return { name, value: `${seconds.toFixed(1)} s of CPU`, goal: 'under 5 s' }
}

function described({ right, wrong, asked, accuracy, started }: Measures): string {
  return `accuracy ${percent(accuracy)}, started rightly ${percent(right)}, wrongly ${percent(wrong)}, asked ${percent(asked)}, out of scope started ${percent(started)}`
}
