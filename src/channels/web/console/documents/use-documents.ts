import { isForRole } from '#auth/authorize.ts'
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
  /** Words that are all in their titles or sources. */
  readonly words: string
  find(words: string): void
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

/** What is looked for, and how far one has turned. */
interface Wanted {
  readonly agent: string | null
  readonly words: string
  /** What each page after the first begins after; the last one is the page that is shown. */
  readonly afters: readonly string[]
}

const FIRST: Wanted = { agent: null, words: '', afters: [] }

interface SeenPage {
  readonly page: DocumentPage
  /** Of what it is. */
  readonly filter: DocumentFilter
  readonly list: Wanted
}

export function useDocuments({ client, me, show, visit, signedOut }: ScreenProps): Documents {
  const filter = filterOf(show)
  const [list, setList] = useState(FIRST)
  const looksLeftOut = useRef(0)
  const isBehind = useRef(false)
  const wanted = useRef({ filter, list })
  wanted.current = { filter, list }
  const change = (to: Partial<Wanted>): void => setList((before) => ({ ...before, afters: [], ...to }))
  useEffect(() => setList((before) => (before.afters.length === 0 ? before : { ...before, afters: [] })), [visit])
  const reading = usePolling<SeenPage>({
    everyMs: LOOKS_EVERY_MS,
    of: [filter, list, visit],
    isTime: (before) => {
      looksLeftOut.current += 1
      const isMoving = before?.page.documents.some(({ status }) => status === 'embedding') === true
      return isMoving || isBehind.current || looksLeftOut.current >= IDLE_LOOKS
    },
    read: async (signal) => {
      looksLeftOut.current = 0
      isBehind.current = false
      const { agent, words, afters } = list
      const isKeeper = isForRole(me, 'document.list-all')
      const status = filter === 'all' ? null : filter
      const which = { status, agent, words: words.trim(), isKeeper, after: afters.at(-1) ?? null }
      const page = await readDocuments(client, which, signal)
      const isWanted = wanted.current.filter === filter && wanted.current.list === list
      return isWanted ? { page, filter, list } : null
    },
    signedOut,
  })
  const last = reading.seen
  const isOfThis = last?.filter === filter && last.list.agent === list.agent && last.list.words === list.words
  const turn = (to: 'next' | 'previous'): void => {
    if (to === 'previous') return change({ afters: list.afters.slice(0, -1) })
    // Not while the page before is still being read.
    if (last?.list === list && last.page.next !== null) change({ afters: [...list.afters, last.page.next] })
  }
  return {
    ...{ ...reading, filter, turn, isBehind },
    ...{ agent: list.agent, ofAgent: (agent) => change({ agent }) },
    ...{ words: list.words, find: (words) => change({ words }) },
    ...{ seen: isOfThis ? last.page : null, page: list.afters.length + 1 },
  }
}

function filterOf(word: string | null): DocumentFilter {
  return word === 'ready' || word === 'embedding' || word === 'removed' ? word : 'all'
}
