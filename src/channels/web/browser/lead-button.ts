import { screenTexts } from '#cards/texts/screen-texts.ts'
import { act, button } from './card-button.ts'
import type { CardProps } from './card-props.ts'
import type { Child } from './element.ts'

/** The one button that leads on from a press that wasn't taken; null where nothing has to. */
export function leadButton(props: CardProps): Child | null {
  const { card, acts } = props
  const { leadsOn } = card
  if (leadsOn === null || leadsOn.lead === 'mend') return null
  const { lead } = leadsOn
  const elsewhere = acts.leadTo(leadsOn, card.plan)
  // Signed in again by the page around it, the same press goes through.
  const here = lead === 'sign-in' || lead === 'try-again' ? 'try-again' : 'look-again'
  return button(props, {
    name: 'lead-on',
    label: screenTexts.card.leads[elsewhere ? lead : here],
    press: elsewhere ?? act(props, { do: here === 'try-again' ? here : 'see-now' }),
  })
}
