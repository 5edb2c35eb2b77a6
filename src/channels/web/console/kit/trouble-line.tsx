import type { ComponentChildren } from 'preact'
import { consoleTexts } from '#cards/texts/console-texts.ts'
import { Icon } from './icon.tsx'

interface TroubleProps {
  readonly look: () => void
  readonly children: ComponentChildren
}

/** That something went wrong, above what was there before, and a way to look again. */
export function TroubleLine({ look, children }: TroubleProps) {
  return (
    <div class="trouble-line" role="alert">
      <Icon name="warn" />
      <span>{children}</span>
      <button class="link" type="button" onClick={look}>
        {consoleTexts.tryAgain}
      </button>
    </div>
  )
}
