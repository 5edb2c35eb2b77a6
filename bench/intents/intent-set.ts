import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { shopMessages, type ShopMessage } from '../../test/helpers/messages.ts'

/**
 * Messages to learn from and messages to recognise, as JSON. `intent`: what a message asks for; null: nothing of what is
 * told apart (out of scope).
 */
export const IntentSet = z.strictObject({
  name: z.string().min(1),
  examples: z.array(z.strictObject({ text: z.string().min(1), intent: z.string().min(1) })).min(1),
  messages: z.array(z.strictObject({ text: z.string().min(1), intent: z.string().min(1).nullable() })).min(1),
})
export type IntentSet = z.infer<typeof IntentSet>

/** How many examples a procedure has. */
export const EXAMPLES = 10

/** The set in a file, or the repository's own messages; of each intent its first ten examples. */
export async function readIntentSet(path: string | null): Promise<IntentSet> {
  const set = path === null ? shopSet() : IntentSet.parse(JSON.parse(await readFile(path, 'utf8')))
  const examples = [...Map.groupBy(set.examples, ({ intent }) => intent).values()]
  return { ...set, examples: examples.flatMap((ofIntent) => ofIntent.slice(0, EXAMPLES)) }
}

// Each message that asks for one thing alone. Learned from are ten; recognised are all others.
function shopSet(): IntentSet {
  const messages = shopMessages()
  const labelled = messages.flatMap((message) => {
    const intent = onlyIntent(message)
    return intent === null ? [] : [{ ...message, text: withoutValues(message.said), intent }]
  })
  const learned = [...Map.groupBy(labelled, ({ intent }) => intent).values()].flatMap((ofIntent) => spread(ofIntent))
  const outside = messages.filter(({ kind, comes }) => kind === 'talk' || (kind === 'noise' && comes === 'talk'))
  return {
    name: "the repository's own messages",
    examples: learned.map(({ text, intent }) => ({ text, intent })),
    messages: [
      ...labelled.filter((message) => !learned.includes(message)).map(({ text, intent }) => ({ text, intent })),
      ...outside.map(({ said }) => ({ text: withoutValues(said), intent: null })),
    ],
  }
}

function onlyIntent({ wants, reads, kind }: ShopMessage): string | null {
  const names = [...wants, ...reads].map((one) => Object.keys(one)[0] ?? '')
  return (kind === 'wanted' || kind === 'read') && names.length === 1 ? (names[0] ?? null) : null
}

// What a message is about is recognised without the values that it gives: order numbers, accounts and addresses.
function withoutValues(said: string): string {
  return said
    .replaceAll(/\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}\b/gu, 'iban')
    .replaceAll(/\b(?:Elm Street|Ulmenweg) 4, \d+ \p{L}+/gu, 'address')
    .replaceAll(/\b[A-Z]\d+\b/giu, 'orderid')
}

/** Ten of them from all along the list, whose neighbours are alike. */
function spread<T>(list: readonly T[]): readonly T[] {
  const step = Math.max(1, list.length / EXAMPLES)
  return Array.from({ length: Math.min(EXAMPLES, list.length) }, (_, index) => list[Math.floor(index * step)]).flatMap(
    (one) => (one === undefined ? [] : [one]),
  )
}
