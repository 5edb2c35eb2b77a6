import { useState } from 'preact/hooks'
import { toolTexts as texts } from '#cards/texts/tool-texts.ts'
import { Dialog } from '../kit/dialog.tsx'

interface StopDialogProps {
  /** What is to be stopped, in words. */
  readonly what: string
  /** Why; null where it was left. */
  closed(why: string | null): void
}

/** Asks why something is stopped. */
export function StopDialog({ what, closed }: StopDialogProps) {
  const [why, setWhy] = useState('')
  const [isMissing, setMissing] = useState(false)
  const submit = (
    event: SubmitEvent & { readonly currentTarget: HTMLFormElement },
    close: (answer: string) => void,
  ) => {
    event.preventDefault()
    setMissing(why.trim() === '')
    if (why.trim() === '') event.currentTarget.querySelector('textarea')?.focus()
    else close('stop')
  }
  return (
    <Dialog
      class="dialog stop-dialog"
      titleId="stop-title"
      closed={(answer) => closed(answer === 'stop' ? why.trim() : null)}
    >
      {(close) => (
        <>
          <h2 id="stop-title">{texts.stopTitle(what)}</h2>
          <p>{texts.stopLead}</p>
          <form onSubmit={(event) => submit(event, close)}>
            <WhyField isMissing={isMissing} typed={setWhy} />
            <div class="buttons">
              <button class="b no" type="submit">
                {texts.stopNow}
              </button>
              <button class="b" type="button" onClick={() => close()}>
                {texts.cancel}
              </button>
            </div>
          </form>
        </>
      )}
    </Dialog>
  )
}

function WhyField({ isMissing, typed }: { readonly isMissing: boolean; typed(why: string): void }) {
  return (
    <>
      <label for="stop-why">{texts.stopWhy}</label>
      <span class="hint" id="stop-hint">
        {texts.stopWhyHint}
      </span>
      <textarea
        id="stop-why"
        autofocus
        rows={3}
        maxlength={300}
        aria-describedby={isMissing ? 'stop-missing' : 'stop-hint'}
        aria-invalid={isMissing || undefined}
        onInput={({ currentTarget }) => typed(currentTarget.value)}
      />
      {isMissing && (
        <p class="missing" id="stop-missing" role="alert">
          {texts.missingWhy}
        </p>
      )}
    </>
  )
}
