import type { CardButton } from '#cards/drawing/card-buttons.ts'
import type { Asking, CardProps, ShownCard } from './card-props.ts'
import type { CardAct } from './plan-cards.ts'
import { planTexts } from '#cards/texts/plan-texts.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'
import { act, button } from './card-button.ts'
import { h, type Child } from './element.ts'

const words = screenTexts.card

/** The buttons of a card, or the question that one of them asked; null where nothing can be pressed. */
export function cardButtons(props: ShownCard): Child | null {
  const { card, lostUntil } = props
  if (card.asking !== null) return question(props, card.asking)
  const buttons = buttonsOf(props)
  const isLost = lostUntil !== null && buttons.length > 0
  const all = isLost ? [...buttons, tryNow(props)] : buttons
  const look = card.plan.status === 'rejected' && props.density === 'chat' ? 'acts instead' : 'acts'
  return all.length === 0 ? null : h('div', { key: 'acts', class: look }, all)
}

function question(props: ShownCard, asking: Asking): Child {
  const { opened, questions, content } = props.details
  if (questions !== null) return questions.question(props, asking)
  opened()
  return h('div', { key: 'asked', class: 'asked' }, content('values', props))
}

function buttonsOf(props: ShownCard): readonly Child[] {
  const { card, density, isClosed, acts, shown } = props
  const { plan } = card
  const drawn = shown.buttons.flatMap(({ does, label }) => {
    const look = BUTTONS[does]
    const press = look.act === null ? acts.askAgain : act(props, look.act)
    return press === null
      ? []
      : [button(props, { ...look, name: does === 'not-meant' ? 'reject' : does, label, press })]
  })
  if (plan.status === 'rejected' && density === 'chat' && !isClosed && plan.instead.length > 0) return instead(props)
  const mayGoOn = acts.next !== null && !shown.buttons.some(({ does }) => does === 'approve')
  return mayGoOn ? [...drawn, button(props, { name: 'next', label: words.next, press: acts.next })] : drawn
}

type Look = Omit<Parameters<typeof button>[1], 'label' | 'name' | 'press'> & { readonly act: CardAct | null }

const BUTTONS: Readonly<Record<CardButton['does'], Look>> = {
  approve: { act: { do: 'approve' }, look: 'go', busy: 'approve', letter: 'A' },
  edit: { act: { do: 'ask', asking: 'edit' }, look: 'plain', icon: 'pen', letter: 'E' },
  reject: { act: { do: 'ask', asking: 'reject' }, look: 'plain no', letter: 'X' },
  'not-meant': { act: { do: 'reject' }, busy: 'reject', letter: 'X' },
  withdraw: { act: { do: 'withdraw' }, busy: 'withdraw' },
  'look-again': { act: { do: 'look-again' }, look: 'go', busy: 'resolve' },
  happened: { act: { do: 'ask', asking: 'happened' } },
  'did-not': { act: { do: 'ask', asking: 'did-not' } },
  // What was asked for then is the screen's to say once more.
  'ask-again': { act: null, look: 'go' },
  save: { act: { do: 'save' }, icon: 'save' },
}

/** What they can say instead, once they said that this isn't what they meant: each is a message of theirs. */
function instead(props: CardProps): readonly Child[] {
  const { plan } = props.card
  return [
    h('p', { key: 'meant' }, planTexts.asked.meant),
    ...plan.instead.map(({ title, message }, index) =>
      button(props, { name: `instead-${index}`, label: title, press: act(props, { do: 'say', text: message }) }),
    ),
  ]
}

function tryNow(props: CardProps): Child {
  const { tryNow: press } = props.acts
  return h(
    'button',
    { key: 'try-now', type: 'button', class: 'b', 'data-act': 'try-now', on: { click: press } },
    words.tryNow,
  )
}
