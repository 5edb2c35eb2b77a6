import { useEffect, useRef, useState } from 'preact/hooks'
import type { DocumentPage, DocumentStatus } from '#contract/document.ts'
import { usePolling, type Polled } from '../kit/use-polling.ts'
import type { ScreenProps } from '../view.ts'
import { readDocuments } from './documents-client.ts'

export type DocumentFilter = DocumentStatus | 'all'

/** The list of documents, a page of it at a time. */
export interface Documents extends Omit<Polled<unknown>, 'seen' | 'setSeen'> {
  readonly filter: DocumentFilter
  /** Whose documents are shown; null for every agent’s. */
  readonly agent: string | null
  ofAgent(agent: string | null): void
  /** Null while it is read for the first time. */
  readonly seen: DocumentPage | null
  /** From 1. */
  readonly page: number
  turn(to: 'next' | 'previous'): void
  /** Something came in since: it is looked for soon. */
  readonly isBehind: { current: boolean }
}

/** How often a page that is left open looks again, in ms; sooner while something is on its way into search. */
const LOOKS_EVERY_MS = 3_000
const IDLE_LOOKS = 10

interface SeenPage {
  readonly page: DocumentPage
  /** Of what it is. */
  readonly filter: DocumentFilter
  readonly agent: string | null
  readonly afters: readonly string[]
}

const FIRST_PAGE: readonly string[] = []

export function useDocuments({ client, show, visit, signedOut }: ScreenProps): Documents {
  const filter = filterOf(show)
  // What each page after the first begins after; the last one is the page that is shown.
  const [afters, setAfters] = useState(FIRST_PAGE)
  const [agent, setAgent] = useState<string | null>(null)
  const looksLeftOut = useRef(0)
  const isBehind = useRef(false)
  const wanted = useRef({ filter, agent, afters })
  wanted.current = { filter, agent, afters }
  useEffect(() => setAfters(FIRST_PAGE), [visit])
  const reading = usePolling<SeenPage>({
    everyMs: LOOKS_EVERY_MS,
    of: [filter, agent, afters, visit],
    isTime: (before) => {
      looksLeftOut.current += 1
      const isMoving = before?.page.documents.some(({ status }) => status === 'embedding') === true
      return isMoving || isBehind.current || looksLeftOut.current >= IDLE_LOOKS
    },
    read: async (signal) => {
      looksLeftOut.current = 0
      isBehind.current = false
      const which = { status: filter === 'all' ? null : filter, agent, after: afters.at(-1) ?? null }
      const page = await readDocuments(client, which, signal)
      const now = wanted.current
      const isWanted = now.filter === filter && now.agent === agent && now.afters === afters
      return isWanted ? { page, filter, agent, afters } : null
    },
    signedOut,
  })
  const seen = reading.seen?.filter === filter && reading.seen.agent === agent ? reading.seen : null
  const turn = (to: 'next' | 'previous'): void => {
    if (to === 'previous') return setAfters(afters.slice(0, -1))
    // Not while the page before is still being read.
    if (seen?.afters === afters && seen.page.next !== null) setAfters([...afters, seen.page.next])
  }
  const ofAgent = (chosen: string | null): void => {
    setAgent(chosen)
    setAfters(FIRST_PAGE)
  }
  return { ...reading, filter, agent, ofAgent, seen: seen?.page ?? null, page: afters.length + 1, turn, isBehind }
}

function filterOf(word: string | null): DocumentFilter {
  return word === 'ready' || word === 'embedding' || word === 'removed' ? word : 'all'
}
