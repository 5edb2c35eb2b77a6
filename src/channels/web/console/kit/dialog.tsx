import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

interface DialogProps {
  readonly class: string
  /** The id of its heading, which names it. */
  readonly titleId: string
  /** With what it was closed; empty where it was left. */
  closed(answer: string): void
  /** What is in it; `close` answers, or without an answer leaves. */
  children(close: (answer?: string) => void): ComponentChildren
}

/** A dialog over the page for as long as it is drawn. What has `autofocus` in it begins; then focus is back where it was. */
export function Dialog({ class: className, titleId, closed, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog
      ref={dialog}
      class={className}
      aria-labelledby={titleId}
      onClose={({ currentTarget }) => closed(currentTarget.returnValue)}
    >
      {children((answer) => dialog.current?.close(answer))}
    </dialog>
  )
}
