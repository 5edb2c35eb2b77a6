import type { DocumentPage, DocumentStatus } from '#contract/document.ts'
import * as wire from '#contract/wire.ts'
import type { Client } from '#channels/client/client.ts'

/** Documents on one page of the list. */
export const PER_PAGE = 25

/** A page of all documents there are, or for others of those that they may read, by title; `status` null for those of every one. */
export async function readDocuments(
  { ask }: Client,
  {
    status,
    agent,
    words,
    isKeeper,
    after,
  }: {
    readonly isKeeper: boolean
    readonly words: string
    readonly status: DocumentStatus | null
    readonly agent: string | null
    readonly after: string | null
  },
  signal: AbortSignal,
): Promise<DocumentPage> {
  const page = {
    ...(isKeeper && { all: 'true' as const }),
    ...(words !== '' && { words }),
    limit: PER_PAGE,
    ...(status !== null && { status }),
    ...(agent !== null && { agent }),
    ...(after !== null && { after }),
  } as const
  return await ask(wire.listDocuments, page, { signal })
}

/** From now on these answer from it, and no others. */
export async function giveToAgents(
  { ask }: Client,
  { documentId, agents }: { readonly documentId: string; readonly agents: readonly string[] },
  signal: AbortSignal,
): Promise<void> {
  await ask(wire.setDocumentAgents, { documentId, body: { agents: [...agents] } }, { signal })
}

export async function removeDocument({ ask }: Client, documentId: string, signal: AbortSignal): Promise<void> {
  await ask(wire.removeDocument, { documentId }, { signal })
}
