import { z } from 'zod'
import { openModelServer, says, witnesses, type ChatRequest, type ModelReply } from '../../test/helpers/model-server.ts'
import type { MadeCard } from './made-cards.ts'

/** A model that makes a card as it is told, and else passes on to the one that is tried. */
export interface Relay extends AsyncDisposable {
  readonly environment: Readonly<Record<string, string>>
  /** From now on it makes this card; null: it passes on. */
  make(card: MadeCard | null): void
}

/** With no model behind it, it says nothing but what makes cards: the rules read the messages then. */
export async function openRelay(url: string | null): Promise<Relay> {
  let card: MadeCard | null = null
  const server = await openModelServer(
    (request) => {
      if (!card) return passed(url, request)
      return (request.schemaName === 'reading' ? card.reading : card.plan) ?? NOTHING
    },
    // A card has to wait for its requester's yes.
    { witness: (request) => (card ? witnesses('unsure')(request) : passed(url, request)) },
  )
  return {
    environment: server.environment,
    make(made) {
      card = made
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

const Completion = z.object({
  choices: z.tuple([z.object({ message: z.object({ content: z.string() }) })]).rest(z.unknown()),
})

const NOTHING: ModelReply = { kind: 'status', status: 400 }

function passed(url: string | null, { body }: ChatRequest): ModelReply {
  if (url === null) return NOTHING
  return {
    kind: 'made',
    async of() {
      const response = await fetch(`${url}/chat/completions`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${process.env['OPENAI_API_KEY'] ?? 'none'}`,
        },
        body: JSON.stringify({ ...body, stream: false }),
      })
      if (!response.ok) return { kind: 'status', status: response.status }
      return says(Completion.parse(await response.json()).choices[0].message.content)
    },
  }
}
