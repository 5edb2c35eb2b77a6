import { useState } from 'preact/hooks'
import type { HandOverView } from '#contract/hand-over.ts'
import { handOverTexts as texts } from '#cards/texts/hand-over-texts.ts'
import { Dialog } from '../kit/dialog.tsx'
import { OneOf } from '../kit/form.tsx'
import { Shown } from '../kit/shown.tsx'
import { NoteField, noted } from './note-field.tsx'

interface CloseDialogProps {
  readonly open: HandOverView
  /** With what came of it; null where it was left as it is. */
  closed(end: { readonly outcome: string; readonly note?: string } | null): void
}

/** Asks what came of a conversation before it is closed. */
export function CloseDialog({ open, closed }: CloseDialogProps) {
  const { outcomes, requester } = open
  const [outcome, choose] = useState('')
  const [note, write] = useState('')
  // From when on somebody has pressed the button with nothing chosen.
  const [isTold, setTold] = useState(false)
  return (
    <Dialog
      class="dialog desk-dialog"
      titleId="close-title"
      closed={(answer) => closed(answer === 'close' ? { outcome, ...noted(note) } : null)}
    >
      {(close) => (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (outcome === '') setTold(true)
            else close('close')
          }}
        >
          <h2 id="close-title">
            <Shown text={texts.closeTitle(requester.name)} />
          </h2>
          <p>{texts.closeLead}</p>
          <fieldset>
            <legend>{texts.closeAsk}</legend>
            <OneOf
              name="outcome"
              values={outcomes}
              labels={Object.fromEntries(outcomes.map((one) => [one, texts.outcome(one)]))}
              chosen={outcome}
              choose={choose}
            />
            {isTold && outcome === '' && (
              <p class="wrong" role="alert">
                {texts.closeMissing}
              </p>
            )}
          </fieldset>
          <NoteField name={requester.name} value={note} write={write} />
          <div class="buttons">
            <button class="b go" type="submit">
              {texts.closeNow}
            </button>
            <button class="b" type="button" onClick={() => close()}>
              {texts.cancel}
            </button>
          </div>
        </form>
      )}
    </Dialog>
  )
}
