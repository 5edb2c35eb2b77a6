import { useLayoutEffect, useRef, useState, type Dispatch, type StateUpdater } from 'preact/hooks'
import { attempt } from '../attempt.ts'
import { pollWhileVisible } from '../poll-while-visible.ts'
import { useAbortSignal } from './use-abort-signal.ts'

/** What was read last, and what went wrong since. */
export interface Polled<T> {
  /** Null while it is read for the first time. */
  readonly seen: T | null
  readonly trouble: string | null
  /** Aborts when the screen is left. */
  readonly gone: AbortSignal
  readonly setSeen: Dispatch<StateUpdater<T | null>>
  /** Reads now. What was wrong before is told on, where that is asked for. */
  look(how?: { readonly keepTrouble: boolean }): Promise<void>
  /** Does what the server may refuse; whether it did it. What was wrong is told until something goes well. */
  attempt(work: () => Promise<void>): Promise<boolean>
}

interface PollingOptions<T> {
  readonly everyMs: number
  /** Whether it is worth it, each time. */
  isTime?(seen: T | null): boolean
  /** What it is read of: it is read anew when one of these changes. */
  readonly of?: readonly unknown[]
  /** Null where it isn't asked for any more. */
  read(signal: AbortSignal): Promise<T | null>
  signedOut(): void
}

/** Polls: reads at once, and again at an interval while the screen is shown and the page is visible. */
export function usePolling<T>(options: PollingOptions<T>): Polled<T> {
  const gone = useAbortSignal()
  const [seen, setSeen] = useState<T | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const latest = useRef(options)
  latest.current = options
  const last = useRef(seen)
  last.current = seen
  const underWay = useRef(0)
  const tried = async (work: () => Promise<void>, told: (reason: string | null) => void): Promise<boolean> => {
    let reason: string | null = null
    const { signedOut } = latest.current
    const isHere = await attempt({ signal: gone, signedOut }, work, (why) => (reason = why))
    if (isHere) told(reason)
    return isHere && reason === null
  }
  const look: Polled<T>['look'] = async ({ keepTrouble } = { keepTrouble: false }) => {
    const told = (reason: string | null): void => setTrouble((before) => (keepTrouble ? before : reason))
    underWay.current += 1
    await tried(async () => {
      const read = await latest.current.read(gone)
      if (read !== null) setSeen(read)
    }, told)
    underWay.current -= 1
  }
  useLayoutEffect(() => {
    pollWhileVisible(latest.current.everyMs, gone, () => {
      if (underWay.current === 0 && latest.current.isTime?.(last.current) !== false) void look()
    })
  }, [])
  useLayoutEffect(() => void look(), options.of ?? [])
  return { seen, trouble, gone, setSeen, look, attempt: (work) => tried(work, setTrouble) }
}
