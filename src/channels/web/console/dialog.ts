export interface OpenDialog {
  readonly dialog: HTMLDialogElement
  /** With what it was closed; empty where it was left. */
  readonly closed: Promise<string>
}

/**
 * Opens a dialog over the page, which its heading names. It is drawn before and closes with the view that asked. Focus
 * returns to where it was.
 */
export function openDialog(options: {
  readonly className: string
  /** The id of its heading. */
  readonly titleId: string
  readonly signal: AbortSignal
  draw(dialog: HTMLDialogElement): void
}): OpenDialog {
  const dialog = document.createElement('dialog')
  dialog.className = options.className
  dialog.setAttribute('aria-labelledby', options.titleId)
  options.draw(dialog)
  const { promise: closed, resolve } = Promise.withResolvers<string>()
  const leave = (): void => dialog.close('')
  options.signal.addEventListener('abort', leave, { once: true })
  dialog.addEventListener('close', () => {
    options.signal.removeEventListener('abort', leave)
    dialog.remove()
    resolve(dialog.returnValue)
  })
  document.body.append(dialog)
  dialog.showModal()
  return { dialog, closed }
}
