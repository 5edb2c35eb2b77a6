import { useState } from 'preact/hooks'
import type { HandOverView } from '#contract/hand-over.ts'
import { handOverTexts as texts } from '#cards/texts/hand-over-texts.ts'
import { OneOf } from '../kit/form.tsx'
import { ChoiceOf, DeskDialog } from './desk-dialog.tsx'
import { NoteField, noted } from './note-field.tsx'

interface CloseDialogProps {
  readonly open: HandOverView
  /** With what came of it; null where it was left as it is. */
  closed(end: { readonly outcome: string; readonly note?: string } | null): void
}

/** Asks what came of a conversation before it is closed. */
export function CloseDialog({ open: { outcomes, requester }, closed }: CloseDialogProps) {
  const [outcome, choose] = useState('')
  const [note, write] = useState('')
  // From when on somebody has pressed the button with nothing chosen.
  const [isTold, setTold] = useState(false)
  const send = (): boolean => {
    setTold(true)
    return outcome !== ''
  }
  return (
    <DeskDialog
      title={texts.closeTitle(requester.name)}
      lead={texts.closeLead}
      does={texts.closeNow}
      send={send}
      closed={(isSent) => closed(isSent ? { outcome, ...noted(note) } : null)}
    >
      <ChoiceOf name="outcome" legend={texts.closeAsk} wrong={isTold && outcome === '' ? texts.closeMissing : null}>
        <OneOf
          name="outcome"
          values={outcomes}
          labels={Object.fromEntries(outcomes.map((one) => [one, texts.outcome(one)]))}
          chosen={outcome}
          choose={choose}
        />
      </ChoiceOf>
      <NoteField name={requester.name} value={note} write={write} />
    </DeskDialog>
  )
}
