import { useLayoutEffect, useRef } from 'preact/hooks'
import { listHandOvers } from '#channels/client/hand-over-calls.ts'
import { useAbortSignal } from '../kit/use-abort-signal.ts'
import { pollWhileVisible } from '../poll-while-visible.ts'
import type { ScreenProps } from '../view.ts'
import { handOversView } from './hand-overs-view.tsx'

/** How often it is looked whether somebody waits for a person, while another view is shown, in ms. */
const CONVERSATIONS_EVERY_MS = 5_000

/** Tells how many conversations wait for a person whom this reader could be, now and from time to time. */
export function useWaiting({ client, me }: Pick<ScreenProps, 'client' | 'me'>, told: (waiting: number) => void): void {
  const signal = useAbortSignal()
  const latest = useRef(told)
  latest.current = told
  useLayoutEffect(() => {
    if (!handOversView.isFor(me)) return
    const look = (): void => {
      listHandOvers(client, signal).then(
        (all) => latest.current(all.filter(({ status }) => status === 'open').length),
        () => undefined, // what the view that is shown asks says what is wrong
      )
    }
    pollWhileVisible(CONVERSATIONS_EVERY_MS, signal, look)
    look()
  }, [])
}
