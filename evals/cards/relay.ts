import { openModelServer, witnesses, type ChatRequest, type ModelReply } from '../../test/helpers/model-server.ts'
import { passedOn } from '../passed-on.ts'
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

const NOTHING: ModelReply = { kind: 'status', status: 400 }

function passed(url: string | null, request: ChatRequest): ModelReply {
  return url === null ? NOTHING : passedOn(url, request)
}
