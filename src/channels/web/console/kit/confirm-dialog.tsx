import { Dialog } from './dialog.tsx'
import { Shown } from './shown.tsx'

interface ConfirmDialogProps {
  readonly title: string
  readonly lead: string
  /** The button that does it, and the one that leaves. */
  readonly does: string
  readonly cancel: string
  closed(isSure: boolean): void
}

/** Asks whether something is to go. What can't be undone isn't the button that Enter presses first. */
export function ConfirmDialog({ title, lead, does, cancel, closed }: ConfirmDialogProps) {
  return (
    <Dialog class="dialog confirm-dialog" titleId="confirm-title" closed={(answer) => closed(answer === 'sure')}>
      {(close) => (
        <>
          <h2 id="confirm-title">
            <Shown text={title} />
          </h2>
          <p>{lead}</p>
          <div class="buttons">
            <button class="b no" type="button" onClick={() => close('sure')}>
              {does}
            </button>
            <button class="b" type="button" autofocus onClick={() => close()}>
              {cancel}
            </button>
          </div>
        </>
      )}
    </Dialog>
  )
}
