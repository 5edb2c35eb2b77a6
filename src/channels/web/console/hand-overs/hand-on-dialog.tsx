import { useState } from 'preact/hooks'
import type { HandOverView } from '#contract/hand-over.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import { handOverTexts as texts } from '#cards/texts/hand-over-texts.ts'
import type { Colleagues } from '#channels/client/hand-over-calls.ts'
import { OneOf } from '../kit/form.tsx'
import { ChoiceOf, DeskDialog } from './desk-dialog.tsx'
import { NoteField, noted } from './note-field.tsx'

/** To whom, and with which words. */
export interface HandOnTo {
  readonly role: string
  readonly person?: string
  readonly note?: string
}

interface HandOnDialogProps {
  readonly open: HandOverView
  /** The roles that somebody else than the reader holds. */
  readonly colleagues: readonly Colleagues[]
  closed(to: HandOnTo | null): void
}

/** Asks to whom a conversation is handed on: a role, or somebody of it. */
export function HandOnDialog({ open: { requester }, colleagues, closed }: HandOnDialogProps) {
  const [role, choose] = useState('')
  const [person, pick] = useState('')
  const [note, write] = useState('')
  const [isTold, setTold] = useState(false)
  const isAnybodyThere = colleagues.length > 0
  const to = { role, ...(person === '' ? {} : { person }), ...noted(note) }
  const send = (): boolean => {
    setTold(true)
    return role !== ''
  }
  return (
    <DeskDialog
      title={texts.handOnTitle(requester.name)}
      lead={isAnybodyThere ? texts.handOnLead : texts.noColleagues}
      does={isAnybodyThere ? texts.handOn : null}
      send={send}
      closed={(isSent) => closed(isSent ? to : null)}
    >
      {isAnybodyThere && (
        <>
          <ChoiceOf name="role" legend={texts.handOnTo} wrong={isTold && role === '' ? texts.handOnMissing : null}>
            <OneOf
              name="role"
              values={colleagues.map((one) => one.role)}
              labels={Object.fromEntries(colleagues.map((one) => [one.role, texts.outcome(one.role)]))}
              chosen={role}
              choose={(chosen) => {
                choose(chosen)
                pick('')
              }}
            />
          </ChoiceOf>
          <WhomOf people={colleagues.find((one) => one.role === role)?.people ?? []} person={person} pick={pick} />
          <NoteField name={requester.name} value={note} write={write} />
        </>
      )}
    </DeskDialog>
  )
}

interface WhomOfProps {
  readonly people: Colleagues['people']
  readonly person: string
  pick(person: string): void
}

function WhomOf({ people, person, pick }: WhomOfProps) {
  if (people.length === 0) return null
  return (
    <div class="line">
      <label for="hand-on-person">{texts.handOnWhom}</label>
      <select
        class="field"
        id="hand-on-person"
        value={person}
        onChange={({ currentTarget }) => pick(currentTarget.value)}
      >
        <option value="">{texts.anybody}</option>
        {people.map(({ id, name }) => (
          <option key={id} value={id}>
            {visibleText(name)}
          </option>
        ))}
      </select>
    </div>
  )
}
