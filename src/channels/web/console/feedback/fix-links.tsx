import type { ComponentChildren } from 'preact'
import { feedbackTexts as texts } from '#cards/texts/feedback-texts.ts'
import type { TickedOff } from '#contract/feedback.ts'
import { addressOf } from '../address.ts'
import { placeWord } from '../documents/document-place.ts'
import { Link } from '../kit/link.tsx'

export type Ticked = TickedOff

/** How something is ticked off, by those who may. */
export interface Ticking {
  tick(what: Ticked, name: string): void
}

interface DocumentLinkProps {
  readonly document: { readonly id: string; readonly version: number }
  readonly passageId: string | null
  readonly children: ComponentChildren
}

/** Leads to a document as it was quoted, and to a passage of it. */
export function DocumentLink({ document: { id, version }, passageId, children }: DocumentLinkProps) {
  return <Link path={addressOf('documents', id, placeWord({ version, passageId }))}>{children}</Link>
}

interface TickButtonProps {
  readonly what: Ticked
  readonly name: string
  readonly ticking: Ticking | null
}

export function TickButton({ what, name, ticking }: TickButtonProps) {
  if (ticking === null) return null
  return (
    <button class="b" type="button" aria-label={texts.tickOf(name)} onClick={() => ticking.tick(what, name)}>
      {texts.tick}
    </button>
  )
}
