import { useState } from 'preact/hooks'
import type { DocumentView } from '#contract/document.ts'
import { SHARED } from '#core/shared-agents.ts'
import { documentTexts as texts } from '#cards/texts/document-texts.ts'
import { Dialog } from '../kit/dialog.tsx'
import { SomeOf } from '../kit/form.tsx'
import { Shown } from '../kit/shown.tsx'
import { agentsOf } from './choices.ts'

interface AgentsDialogProps {
  readonly document: DocumentView
  /** All that there are. */
  readonly agents: readonly string[]
  /** With the agents that were chosen; null where it was left as it is. */
  closed(agents: readonly string[] | null): void
}

/** Asks which agents answer from a document that is there. */
export function AgentsDialog({ document, agents, closed }: AgentsDialogProps) {
  const values = [...agents, SHARED]
  const [chosen, setChosen] = useState<readonly string[]>(values.filter((name) => document.agents.includes(name)))
  // From when on somebody has pressed the button with nothing chosen.
  const [isTold, setTold] = useState(false)
  const wanted = agentsOf({ agents: chosen })
  return (
    <Dialog
      class="dialog agents-dialog"
      titleId="agents-title"
      closed={(answer) => closed(answer === 'save' ? wanted : null)}
    >
      {(close) => (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (wanted === null) setTold(true)
            else close('save')
          }}
        >
          <h2 id="agents-title">
            <Shown text={texts.agentsTitle(document.title)} />
          </h2>
          <fieldset aria-labelledby="agents-title">
            <SomeOf id="document-agents" values={values} labelOf={texts.agent} chosen={chosen} choose={setChosen} />
          </fieldset>
          {isTold && wanted === null && (
            <p class="wrong" role="alert">
              {texts.agentsMissing}
            </p>
          )}
          <div class="buttons">
            <button class="b go" type="submit">
              {texts.agentsSave}
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
