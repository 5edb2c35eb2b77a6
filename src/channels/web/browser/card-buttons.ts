import type { CardButton } from '#cards/drawing/card-buttons.ts'
import type { CardProps, ShownCard } from './card-props.ts'
import type { CardAct } from './plan-cards.ts'
import { upperFirst } from '#text/upper-first.ts'
import { planTexts, roleName } from '#cards/texts/plan-texts.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'
import { act, button } from './card-button.ts'
import type { PlanChange } from '#plan-language/values/plan-edit.ts'
import { h, type Child } from './element.ts'
import { shownText } from './shown-text.ts'

const words = screenTexts.card

/** The buttons of a card, or the question that one of them asked; null where nothing can be pressed. */
export function cardButtons(props: ShownCard): Child | null {
  const { card, lostUntil } = props
  if (card.asking === 'edit') return editButtons(props)
  if (card.asking !== null) return question(props, card.asking)
  const buttons = buttonsOf(props)
  const isLost = lostUntil !== null && buttons.length > 0
  const all = isLost ? [...buttons, tryNow(props)] : buttons
  const look = card.plan.status === 'rejected' && props.density === 'chat' ? 'acts instead' : 'acts'
  return all.length === 0 ? null : h('div', { key: 'acts', class: look }, all)
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

/** The fields stand in the steps above; here what was typed is sent, or forgotten. */
function editButtons(props: ShownCard): Child {
  const { card, details } = props
  const send = (changes: readonly PlanChange[] | string): Child =>
    button(props, {
      name: 'send',
      label: words.editNow,
      press: act(props, { do: 'edit', changes }),
      look: 'go',
      busy: 'edit',
    })
  return h(
    'div',
    { key: 'ask-edit', 'data-asking': 'edit' },
    h(
      'div',
      { class: 'asked' },
      details.edit ? h('p', null, details.edit.editHint()) : details.content('values', props),
    ),
    h(
      'div',
      { class: 'acts' },
      details.edit && send(details.edit.changesOf(card)),
      button(props, { name: 'go-back', label: words.goBack, press: act(props, { do: 'go-back' }) }),
    ),
  )
}

function tryNow(props: CardProps): Child {
  const { tryNow: press } = props.acts
  return h(
    'button',
    { key: 'try-now', type: 'button', class: 'b', 'data-act': 'try-now', on: { click: press } },
    words.tryNow,
  )
}

/** Why not, or what was found: asked in the card itself, and sent with the answer. */
function question(props: CardProps, asking: 'reject' | 'happened' | 'did-not'): Child {
  const isReject = asking === 'reject'
  const label = isReject ? words.rejectNow : asking === 'happened' ? words.happened : words.didNot
  const press = act(props, isReject ? { do: 'reject' } : { do: 'resolve' })
  const busy = isReject ? 'reject' : 'resolve'
  return h(
    'div',
    { key: `ask-${asking}`, 'data-asking': asking },
    h(
      'div',
      { class: 'asked' },
      isReject ? reasons(props) : null,
      note(props, isReject ? words.note : words.noteNeeded),
    ),
    h(
      'div',
      { class: 'acts' },
      button(props, { name: 'send', label, press, look: isReject ? 'plain no' : 'go', busy }),
      button(props, { name: 'go-back', label: words.goBack, press: act(props, { do: 'go-back' }) }),
    ),
  )
}

function reasons(props: CardProps): Child | null {
  const { plan, reason } = props.card
  if (plan.rejectReasons.length === 0) return null
  const choices = [...plan.rejectReasons, null]
  return h(
    'fieldset',
    { key: 'reasons' },
    h('legend', null, planTexts.decide.reasons),
    choices.map((choice) =>
      h(
        'label',
        { key: choice ?? 'none', class: 'choice' },
        h('input', {
          type: 'radio',
          name: `reason-${plan.id}`,
          checked: reason === choice,
          on: { change: act(props, { do: 'choose-reason', reason: choice }) },
        }),
        h('span', null, shownText(choice === null ? words.noReason : upperFirst(roleName(choice)))),
      ),
    ),
  )
}

function note(props: CardProps, label: string): Child {
  const { acts, card } = props
  return h(
    'label',
    { key: 'note' },
    h('span', null, label),
    h('textarea', {
      class: 'field',
      rows: '2',
      maxlength: '2000',
      value: card.note,
      on: {
        input: ({ currentTarget }) => {
          if (currentTarget instanceof HTMLTextAreaElement) {
            acts.act(card.plan.id, { do: 'write-note', note: currentTarget.value })
          }
        },
      },
    }),
  )
}
