import type { CardProps } from './card-props.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'
import type { Press } from './card-state.ts'
import { h, type Child } from './element.ts'
import { icon, type Icon } from './icons.ts'
import type { CardAct } from './plan-cards.ts'
import { shownText } from './shown-text.ts'

interface Button {
  readonly name: string
  readonly label: string
  readonly press: () => void
  readonly look?: 'go' | 'plain no' | 'plain'
  /** Of which press it says that it goes on. */
  readonly busy?: Exclude<Press, 'look'>
  readonly icon?: Icon
  readonly letter?: string
}

/** A button of a card: off while an answer is awaited or nobody would hear it, and then says so. */
export function button({ card, lostUntil, density }: CardProps, of: Button): Child {
  const isBusy = of.busy !== undefined && card.pressed === of.busy
  const isOff = isBusy || card.pressed !== null || lostUntil !== null
  const label = isBusy ? screenTexts.card.saying[of.busy ?? 'edit'] : of.label
  return h(
    'button',
    {
      key: of.name,
      type: 'button',
      class: `b ${of.look ?? ''}`,
      'data-act': of.name,
      'data-busy': isBusy ? '' : null,
      // Still there for the keyboard, and says why it does nothing.
      'aria-disabled': isOff ? 'true' : null,
      title: lostUntil === null ? null : screenTexts.card.offReason,
      on: { click: () => (isOff ? undefined : of.press()) },
    },
    isBusy ? h('span', { class: 'ring', 'aria-hidden': 'true' }) : null,
    of.icon === undefined ? null : icon(of.icon),
    h('span', null, shownText(label)),
    density === 'console' && of.letter !== undefined ? h('kbd', { 'aria-hidden': 'true' }, of.letter) : null,
  )
}

/** What pressing does to the card. */
export function act({ card, acts }: CardProps, what: CardAct): () => void {
  return () => acts.act(card.plan.id, what)
}
