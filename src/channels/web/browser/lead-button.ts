import { screenTexts } from '../../screen-texts.ts'
import { act, button } from './card-button.ts'
import type { CardProps } from './card-props.ts'
import type { Child } from './element.ts'

/** The one button that leads on from a press that wasn't taken; null where nothing has to. */
export function leadButton(props: CardProps): Child | null {
  const { card, acts } = props
  if (card.leadsOn === null) return null
  const elsewhere = acts.leadTo(card.leadsOn, card.plan)
  const { lead } = card.leadsOn
  // Signed in again by the page around it, the same press goes through.
  const here = lead === 'try-again' || lead === 'sign-in' ? 'try-again' : 'look-again'
  const [leads, press] =
    elsewhere === null
      ? ([here, act(props, { do: here === 'try-again' ? here : 'see-as-it-stands' })] as const)
      : ([lead, elsewhere] as const)
  if (leads === 'mend') return null
  return button(props, { name: 'lead-on', label: screenTexts.card.leads[leads], press })
}
