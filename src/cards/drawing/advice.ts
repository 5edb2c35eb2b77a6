import type { PlanView } from '#contract/plan.ts'
import { isOutsideId } from '#core/outside-principal.ts'
import { inLanguage } from '../texts/card-language.ts'
import { asksItsRequester } from './requester-reply.ts'
import { outsideCardTexts as texts } from '../texts/outside-card-texts.ts'

/** Whether a plan waits for a yes of its requester that can count: of somebody whom we don't know none does. */
export function asksKnownRequester(view: PlanView): boolean {
  return asksRequester(view) && !isOutsideId(view.requester.id)
}

/** Whether it waits for a yes of somebody whom we don't know. */
export function asksUnknown(view: PlanView): boolean {
  return asksRequester(view) && isOutsideId(view.requester.id)
}

/** What somebody whom we don't know is told beside a plan that waits for their own yes, so that it isn't there for nobody. */
export function adviceOn(
  view: PlanView,
  { address, isLinkable }: { readonly address: string | null; readonly isLinkable: boolean },
): string | null {
  if (!asksUnknown(view)) return null
  return inLanguage(
    view.language,
    () => `${isLinkable ? texts.notKnownYet : texts.notKnown(address)} ${texts.askAgain}`,
  )
}

// Not of what they changed themselves: that is somebody else's to agree to.
function asksRequester(view: PlanView): boolean {
  return asksItsRequester(view, { id: view.requester.id, roles: [] })
}
