import { startChatServer, type ChatBody } from './chat-server.ts'
import { Closing } from './closing.ts'
import type { Figure } from './figure.ts'
import { answeredQuestion, openBenchParley } from './parley-turns.ts'
import { startBenchShop } from './shop.ts'
import { worldPromptFigures } from './world-prompts.ts'

/** Characters to a token, as a rule of thumb that is the same for every prompt. */
const PER_TOKEN = 4

/** What each prompt may cost for the example shop, in tokens. */
const GOALS: Readonly<Record<string, number>> = { reading: 2_500, witness: 900, plan: 5_000 }

/** Messages that between them need every prompt of a turn, with what is read in each. */
const MESSAGES: readonly { readonly text: string; readonly wish: object }[] = [
  { text: 'Kindly give me the money back for the broken thing in A12', wish: { act: 'do', procedure: 'refund' } },
  { text: 'Where is my parcel at this very moment, A55 I mean?', wish: { act: 'do', procedure: 'order-status' } },
  { text: 'What have I paid you altogether this year?', wish: { act: 'ask', from: 'tools' } },
  { text: 'Which of all my orders is the latest of them?', wish: { act: 'ask', from: 'tools' } },
  { text: 'My candles smell odd. How long may I keep them?', wish: { act: 'ask', from: 'documents' } },
  { text: 'And who pays for it where I send them back then?', wish: { act: 'ask', from: 'documents' } },
]

/**
 * What the prompts of a turn cost for the example shop: the tokens of each, by part, and how many of them are the same for
 * other messages too and stand first, which a provider's prompt cache holds. Then what a program costs in other worlds.
 */
export async function promptFigures(): Promise<readonly Figure[]> {
  await using closing = new Closing()
  const shop = await startBenchShop(closing, 1)
  const asked = new Map<string, ChatBody[]>()
  const model = await startChatServer((body) => {
    const name = body.response_format?.json_schema?.name ?? '?'
    asked.set(name, [...(asked.get(name) ?? []), body])
    return { content: JSON.stringify(replyTo(name, body)) }
  })
  closing.after(async () => model[Symbol.asyncDispose]())
  const parley = await openBenchParley(closing, {
    shopUrl: shop.url,
    environment: { OPENAI_API_KEY: 'none', OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'scripted' },
  })
  const customer = await parley.person('customer')
  for (const { text } of MESSAGES) await answeredQuestion(parley, customer, text)
  return [...[...asked].flatMap(([name, bodies]) => figuresOf(name, bodies)), ...(await worldPromptFigures(closing))]
}

function replyTo(name: string, { messages }: ChatBody): object {
  switch (name) {
    case 'reading': {
      const said = MESSAGES.find(({ text }) => String(messages.at(-1)?.content).includes(text))
      const wish = { procedure: null, values: [], plan: null, question: null, from: null, ...said?.wish }
      return { language: 'en', wishes: [{ ...wish, words: [said?.text] }] }
    }
    case 'plan':
      return { program: "return say('Nothing.')", slots: [], reason: null }
    case 'witness':
      return { deeds: [] }
    default:
      return { sentences: [], contradictions: [] }
  }
}

function figuresOf(name: string, bodies: readonly ChatBody[]): readonly Figure[] {
  const [first, other] = bodies
  if (!first) return []
  const texts = bodies.map(({ messages }) => messages.map(({ content }) => String(content)))
  const [system = '', ...others] = texts[0] ?? []
  const schema = JSON.stringify(first.response_format ?? '')
  const goal = GOALS[name]
  const same = other ? samePrefix(texts[0]?.join('') ?? '', texts[1]?.join('') ?? '') : 0
  const whole = [system, ...others, schema].join('')
  return [
    {
      name: `prompt ${name}`,
      value: `${tokens(whole.length)} tokens`,
      ...(goal !== undefined && { goal: `≤ ${goal}` }),
    },
    {
      name: '  system, messages, schema',
      value: [system, others.join(''), schema].map((text) => tokens(text.length)).join(', '),
    },
    { name: '  the same for another message, at its start', value: `${tokens(same)}` },
  ]
}

function samePrefix(one: string, other: string): number {
  let length = 0
  while (length < one.length && one[length] === other[length]) length++
  return length
}

function tokens(characters: number): number {
  return Math.round(characters / PER_TOKEN)
}
