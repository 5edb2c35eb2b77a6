import { documentTexts as texts } from '#cards/texts/document-texts.ts'
import { Dialog } from '../kit/dialog.tsx'
import { Shown } from '../kit/shown.tsx'

interface RemoveDialogProps {
  readonly title: string
  closed(isSure: boolean): void
}

/** Asks whether a document is to go. What can't be taken back isn't the button that Enter presses first. */
export function RemoveDialog({ title, closed }: RemoveDialogProps) {
  return (
    <Dialog class="dialog remove-dialog" titleId="remove-title" closed={(answer) => closed(answer === 'remove')}>
      {(close) => (
        <>
          <h2 id="remove-title">
            <Shown text={texts.removeTitle(title)} />
          </h2>
          <p>{texts.removeLead}</p>
          <div class="buttons">
            <button class="b no" type="button" onClick={() => close('remove')}>
              {texts.removeNow}
            </button>
            <button class="b" type="button" autofocus onClick={() => close()}>
              {texts.cancel}
            </button>
          </div>
        </>
      )}
    </Dialog>
  )
}
