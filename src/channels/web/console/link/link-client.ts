import type { LinkOffer, LinkView } from '#contract/link.ts'
import * as wire from '#contract/wire.ts'
import { AppError } from '#core/errors.ts'
import type { Client } from '#channels/client/client.ts'

/** What the page of accounts shows: what is offered by the address, and the links that stand. */
export interface LinksSeen {
  /** Null where the address offers nothing, or nothing any more. */
  readonly offer: LinkOffer | null
  readonly links: readonly LinkView[]
}

export async function readLinks({ ask }: Client, secret: string | null, signal: AbortSignal): Promise<LinksSeen> {
  const [offer, { links }] = await Promise.all([
    secret === null ? null : ask(wire.readLinkOffer, { secret }, { signal }).catch(nullWhereGone),
    ask(wire.listLinks, {}, { signal }),
  ])
  return { offer, links }
}

export async function makeLink({ ask }: Client, secret: string, signal: AbortSignal): Promise<void> {
  await ask(wire.makeLink, { body: { secret } }, { signal })
}

export async function endLink({ ask }: Client, linkId: string, signal: AbortSignal): Promise<void> {
  await ask(wire.endLink, { linkId }, { signal })
}

function nullWhereGone(error: unknown): null {
  if (error instanceof AppError && error.code === 'not-found') return null
  throw error
}
