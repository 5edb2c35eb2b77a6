import { useState } from 'preact/hooks'
import type { HandOverView } from '#contract/hand-over.ts'
import { handOverTexts as texts } from '#cards/texts/hand-over-texts.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import type { Colleagues } from '#channels/client/hand-over-calls.ts'
import { Dialog } from '../kit/dialog.tsx'
import { OneOf } from '../kit/form.tsx'
import { Shown } from '../kit/shown.tsx'
import { NoteField, noted } from './note-field.tsx'

/** To whom, and with which words. */
export interface HandOnTo {
  readonly role: string
  readonly person?: string
  readonly note?: string
}

interface HandOnDialogProps {
  readonly open: HandOverView
  readonly me: string
  readonly colleagues: readonly Colleagues[]
  closed(to: HandOnTo | null): void
}

/** Asks to whom a conversation is handed on: a role, or somebody of it. */
export function HandOnDialog({ open, me, colleagues, closed }: HandOnDialogProps) {
  const others = colleagues
    .map(({ role, people }) => ({ role, people: people.filter(({ id }) => id !== me) }))
    .filter(({ people }) => people.length > 0)
  const [role, choose] = useState('')
  const [person, pick] = useState('')
  const [note, write] = useState('')
  const [isTold, setTold] = useState(false)
  const people = others.find((one) => one.role === role)?.people ?? []
  const to = { role, ...(person === '' ? {} : { person }), ...noted(note) }
  return (
    <Dialog
      class="dialog desk-dialog"
      titleId="hand-on-title"
      closed={(answer) => closed(answer === 'hand-on' ? to : null)}
    >
      {(close) => (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (role === '') setTold(true)
            else close('hand-on')
          }}
        >
          <h2 id="hand-on-title">
            <Shown text={texts.handOnTitle(open.requester.name)} />
          </h2>
          <p>{others.length === 0 ? texts.noColleagues : texts.handOnLead}</p>
          {others.length > 0 && (
            <>
              <fieldset>
                <legend>{texts.handOnTo}</legend>
                <OneOf
                  name="role"
                  values={others.map((one) => one.role)}
                  labels={Object.fromEntries(others.map((one) => [one.role, texts.outcome(one.role)]))}
                  chosen={role}
                  choose={(chosen) => {
                    choose(chosen)
                    pick('')
                  }}
                />
                {isTold && role === '' && (
                  <p class="wrong" role="alert">
                    {texts.handOnMissing}
                  </p>
                )}
              </fieldset>
              {role !== '' && (
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
              )}
              <NoteField name={open.requester.name} value={note} write={write} />
            </>
          )}
          <div class="buttons">
            {others.length > 0 && (
              <button class="b go" type="submit">
                {texts.handOn}
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
