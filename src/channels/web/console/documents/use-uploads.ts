import { useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks'
import { useAbortSignal } from '../kit/use-abort-signal.ts'
import type { ScreenProps } from '../view.ts'
import { droppedFiles, listenToDrops } from './drops.ts'
import { sendFile } from './send-file.ts'
import { Uploads } from './uploads.ts'
import type { Documents } from './use-documents.ts'

/**
 * The files that are handed in on this page. What has just come in is in the list of documents as well: once all are in,
 * and now and then before.
 */
export function useUploads({ client, signedOut }: ScreenProps, { look, isBehind }: Documents): Uploads {
  const signal = useAbortSignal()
  const [, redraw] = useReducer<number, void>((drawn) => drawn + 1, 0)
  const inBefore = useRef(0)
  const changed = useRef((): void => undefined)
  const [uploads] = useState(
    () =>
      new Uploads({
        signal,
        send: (file, how) => sendFile(client, file, how),
        onChange: () => changed.current(),
        signedOut,
      }),
  )
  changed.current = () => {
    const isIn = uploads.list.filter(({ progress }) => progress.state === 'stored').length
    if (isIn > inBefore.current) isBehind.current = true
    inBefore.current = isIn
    if (isBehind.current && !uploads.isUnderWay) void look()
    redraw()
  }
  useLayoutEffect(() => {
    const leaving = (event: BeforeUnloadEvent): void => {
      if (uploads.isUnderWay) event.preventDefault()
    }
    globalThis.addEventListener('beforeunload', leaving, { signal })
  }, [])
  return uploads
}

/** Whether files from elsewhere are held over the page; what is dropped is added. */
export function useHeldOver(uploads: Uploads): boolean {
  const signal = useAbortSignal()
  const [isHeldOver, setHeldOver] = useState(false)
  useLayoutEffect(() => {
    listenToDrops(signal, { over: setHeldOver, dropped: (transfer) => uploads.add(droppedFiles(transfer)) })
  }, [])
  return isHeldOver
}
