import { handOverTexts as texts } from '#cards/texts/hand-over-texts.ts'
import { Shown } from '../kit/shown.tsx'

interface NoteFieldProps {
  /** Whose conversation it is: they don't see the note. */
  readonly name: string
  readonly value: string
  write(note: string): void
}

/** What the desk writes for itself. Enter sends the form that it is in; Shift and Enter is a new line. */
export function NoteField({ name, value, write }: NoteFieldProps) {
  const pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    if (event.currentTarget instanceof HTMLTextAreaElement) event.currentTarget.form?.requestSubmit()
  }
  return (
    <div class="line">
      <label for="desk-note">{texts.note}</label>
      <textarea
        class="field"
        id="desk-note"
        rows={2}
        maxlength={2_000}
        value={value}
        aria-describedby="desk-note-hint"
        onInput={({ currentTarget }) => write(currentTarget.value)}
        onKeyDown={pressed}
      />
      <p class="hint" id="desk-note-hint">
        <Shown text={texts.noteHint(name)} />
      </p>
    </div>
  )
}

/** A note as it is sent: none where nothing was written. */
export function noted(note: string): { readonly note?: string } {
  return note.trim() === '' ? {} : { note: note.trim() }
}
