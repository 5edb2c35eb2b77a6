import type { PlanView } from '#contract/plan.ts'
import { isOutsideId } from '#core/outside-principal.ts'
import { inLanguage } from '../texts/card-language.ts'
import { outsideCardTexts as texts } from '../texts/outside-card-texts.ts'
import { cardOf, type Card } from './card.ts'
import type { CardButton } from './card-buttons.ts'

/** A plan's card as a service outside draws it for whoever asked. */
export interface OutsideCard extends Omit<Card, 'buttons'> {
  readonly planId: string
  readonly digest: string | null
  /** What somebody whom we don't know is told, so that it isn't there for nobody; null for nothing. */
  readonly advice: string | null
  /** How it is answered there, where all of it can be seen; none where it doesn't wait for its requester. */
  readonly answers: readonly OutsideButton[]
  /** What a no may name as its reason. */
  readonly noReasons: readonly string[]
  /** Whether there is a button by which somebody whom we don't know says who they are. */
  readonly isLinked: boolean
  /** Where it is opened with us, while something can be decided. */
  readonly url: string | null
  /** What is said where it can't be shown whole: nobody agrees to what they can't see. */
  readonly tooMuch: string
}

export type OutsideButton = CardButton & { readonly does: 'approve' | 'edit' | 'not-meant' }

export interface OutsideCardOptions {
  /** Where it is opened with us; null where nobody told us our address. */
  readonly url: string | null
  readonly address: string | null
  /** Whether its requester may change something of it there. */
  readonly isEditable: boolean
  /** Whether somebody whom we don't know may link their account. */
  readonly isLinkable: boolean
  readonly now: Date
}

/** Makes it. Of somebody whom we don't know no yes counts. */
export function outsideCard(plan: PlanView, options: OutsideCardOptions): OutsideCard {
  const { url, address, isEditable, isLinkable, now } = options
  const { buttons, ...card } = cardOf(plan, {
    reader: { id: plan.requester.id, roles: [] },
    clock: { now },
    isEditable,
  })
  const isUnknown = card.isAsked && isOutsideId(plan.requester.id)
  const isAnswered = card.isAsked && !isUnknown
  return inLanguage(plan.language, () => ({
    ...card,
    planId: plan.id,
    digest: plan.digest,
    advice: isUnknown ? `${isLinkable ? texts.notKnownYet : texts.notKnown(address)} ${texts.askAgain}` : null,
    answers: isAnswered ? buttons.filter(isAnswer) : [],
    noReasons: isAnswered ? plan.rejectReasons : [],
    isLinked: isUnknown && isLinkable,
    url: plan.status === 'waiting' ? url : null,
    tooMuch: url === null ? texts.tooMuchHere : texts.tooMuch,
  }))
}

function isAnswer(button: CardButton): button is OutsideButton {
  return button.does === 'approve' || button.does === 'edit' || button.does === 'not-meant'
}
