import { useEffect, useRef, useState } from 'preact/hooks'
import type { DocumentPage, DocumentStatus } from '#contract/document.ts'
import { useReading, type Reading } from '../kit/use-reading.ts'
import type { ScreenProps } from '../view.ts'
import { readDocuments } from './documents-client.ts'

export type DocumentFilter = DocumentStatus | 'all'

/** The list of documents, a page of it at a time. */
export interface Documents extends Omit<Reading<unknown>, 'seen' | 'setSeen'> {
  readonly filter: DocumentFilter
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
  readonly afters: readonly string[]
}

const FIRST_PAGE: readonly string[] = []

export function useDocuments({ client, show, visit, signedOut }: ScreenProps): Documents {
  const filter = filterOf(show)
  // What each page after the first begins after; the last one is the page that is shown.
  const [afters, setAfters] = useState(FIRST_PAGE)
  const looksLeftOut = useRef(0)
  const isBehind = useRef(false)
  const wanted = useRef({ filter, afters })
  wanted.current = { filter, afters }
  useEffect(() => setAfters(FIRST_PAGE), [visit])
  const reading = useReading<SeenPage>({
    everyMs: LOOKS_EVERY_MS,
    of: [filter, afters, visit],
    isTime: (before) => {
      looksLeftOut.current += 1
      const isMoving = before?.page.documents.some(({ status }) => status === 'embedding') === true
      return isMoving || isBehind.current || looksLeftOut.current >= IDLE_LOOKS
    },
    read: async (signal) => {
      looksLeftOut.current = 0
      isBehind.current = false
      const which = { status: filter === 'all' ? null : filter, after: afters.at(-1) ?? null }
      const page = await readDocuments(client, which, signal)
      const isWanted = wanted.current.filter === filter && wanted.current.afters === afters
      return isWanted ? { page, filter, afters } : null
    },
    signedOut,
  })
  const seen = reading.seen?.filter === filter ? reading.seen : null
  const turn = (to: 'next' | 'previous'): void => {
    if (to === 'previous') return setAfters(afters.slice(0, -1))
    // Not while the page before is still being read.
    if (seen?.afters === afters && seen.page.next !== null) setAfters([...afters, seen.page.next])
  }
  return { ...reading, filter, seen: seen?.page ?? null, page: afters.length + 1, turn, isBehind }
}

function filterOf(word: string | null): DocumentFilter {
  return word === 'ready' || word === 'embedding' || word === 'removed' ? word : 'all'
}
