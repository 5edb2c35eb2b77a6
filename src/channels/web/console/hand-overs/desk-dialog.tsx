import type { ComponentChildren } from 'preact'
import { handOverTexts as texts } from '#cards/texts/hand-over-texts.ts'
import { Dialog } from '../kit/dialog.tsx'
import { Shown } from '../kit/shown.tsx'

interface DeskDialogProps {
  readonly title: string
  readonly lead: string
  /** The button that does it; null where nothing can be done. */
  readonly does: string | null
  /** Whether it can be sent. Where it can't, the form says why. */
  send(): boolean
  closed(isSent: boolean): void
  readonly children: ComponentChildren
}

/** A dialog that asks something before an act of the desk: Enter sends it, Escape leaves. */
export function DeskDialog({ title, lead, does, send, closed, children }: DeskDialogProps) {
  return (
    <Dialog class="dialog desk-dialog" titleId="desk-dialog-title" closed={(answer) => closed(answer === 'send')}>
      {(close) => (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (does !== null && send()) close('send')
          }}
        >
          <h2 id="desk-dialog-title">
            <Shown text={title} />
          </h2>
          <p>{lead}</p>
          {children}
          <div class="buttons">
            {does !== null && (
              <button class="b go" type="submit">
                {does}
              </button>
            )}
            <button class="b" type="button" onClick={() => close()}>
              {texts.cancel}
            </button>
          </div>
        </form>
      )}
    </Dialog>
  )
}

interface ChoiceOfProps {
  readonly name: string
  readonly legend: string
  /** What is wrong with it; null where nothing is. */
  readonly wrong: string | null
  readonly children: ComponentChildren
}

/** A question with its choices, and below them what is wrong. */
export function ChoiceOf({ name, legend, wrong, children }: ChoiceOfProps) {
  const about = wrong === null ? undefined : `${name}-wrong`
  return (
    <fieldset aria-describedby={about}>
      <legend>{legend}</legend>
      {children}
      {wrong !== null && (
        <p class="wrong" id={about} role="alert">
          {wrong}
        </p>
      )}
    </fieldset>
  )
}
