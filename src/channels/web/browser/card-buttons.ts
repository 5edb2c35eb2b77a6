import type { CardProps } from './card-props.ts'
import { upperFirst } from '#text/upper-first.ts'
import { waitsForReader } from '#cards/drawing/plan-state.ts'
import { deedOf } from '#cards/texts/people-texts.ts'
import { asksItsRequester } from '#cards/drawing/requester-reply.ts'
import { planTexts, roleName } from '#cards/texts/plan-texts.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'
import { isEditable } from '#cards/drawing/edit-fields.ts'
import { act, button } from './card-button.ts'
import type { PlanChange } from '#plan-language/values/plan-edit.ts'
import { h, type Child } from './element.ts'
import { shownText } from './shown-text.ts'

const words = screenTexts.card

/** The buttons of a card, or the question that one of them asked; null where nothing can be pressed. */
export function cardButtons(props: CardProps): Child | null {
  const { card, lostUntil } = props
  if (card.asking === 'edit') return editButtons(props)
  if (card.asking !== null) return question(props, card.asking)
  const buttons = buttonsOf(props)
  const isLost = lostUntil !== null && buttons.length > 0
  const all = isLost ? [...buttons, tryNow(props)] : buttons
  const look = card.plan.status === 'rejected' && props.density === 'chat' ? 'acts instead' : 'acts'
  return all.length === 0 ? null : h('div', { key: 'acts', class: look }, all)
}

function buttonsOf(props: CardProps): readonly Child[] {
  const { card, reader, density, isClosed, acts } = props
  const { plan } = card
  const isRequester = plan.requester.id === reader.id
  const next = acts.next === null ? [] : [button(props, { name: 'next', label: words.next, press: acts.next })]
  switch (plan.status) {
    case 'waiting':
      if (plan.withheld && waitsForReader(plan, reader)) return [reject(props), ...next]
      if (asksItsRequester(plan, reader)) return [deed(props), ...edit(props), no(props)]
      if (waitsForReader(plan, reader)) return [deed(props), ...edit(props), reject(props)]
      if (plan.ownEdit) return [...edit(props), reject(props), ...next]
      return isRequester ? [withdraw(props), ...next] : next
    case 'unknown':
      return plan.mayResolve ? [...resolutions(props), ...next] : next
    case 'expired':
      return acts.askAgain === null
        ? next
        : [button(props, { name: 'ask-again', label: words.askAgain, press: acts.askAgain, look: 'go' }), ...next]
    case 'done':
    case 'failed':
      return [save(props), ...next]
    case 'applying':
      if (plan.mayResolve) return [...resolutions(props), ...next]
      return density === 'console' ? next : []
    case 'rejected':
      if (density === 'console') return next
      return isClosed || plan.instead.length === 0 ? [] : instead(props)
    case 'making':
    case 'refused':
    case 'stale':
    case 'cancelled':
      return density === 'console' ? next : []
  }
}

function deed(props: CardProps): Child {
  const press = act(props, { do: 'approve' })
  const busy = { press: 'approve', label: words.saying.approve } as const
  return button(props, {
    name: 'approve',
    label: deedOf(props.card.plan, props.reader),
    press,
    look: 'go',
    busy,
    letter: 'A',
  })
}

function no(props: CardProps): Child {
  const busy = { press: 'reject', label: words.saying.reject } as const
  const label = planTexts.asked.notMeant
  return button(props, { name: 'reject', label, press: act(props, { do: 'reject' }), busy, letter: 'X' })
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

function reject(props: CardProps): Child {
  const press = act(props, { do: 'ask', asking: 'reject' })
  return button(props, { name: 'reject', label: words.reject, press, look: 'plain no', letter: 'X' })
}

function edit(props: CardProps): readonly Child[] {
  if (!isEditable(props.card.plan)) return []
  const press = act(props, { do: 'ask', asking: 'edit' })
  return [button(props, { name: 'edit', label: words.edit, press, look: 'plain', icon: 'pen', letter: 'E' })]
}

/** The fields stand in the steps above; here what was typed is sent, or forgotten. */
function editButtons(props: CardProps): Child {
  const { card, details } = props
  const busy = { press: 'edit', label: words.saying.edit } as const
  const send = (changes: readonly PlanChange[] | string): Child =>
    button(props, { name: 'send', label: words.editNow, press: act(props, { do: 'edit', changes }), look: 'go', busy })
  return h(
    'div',
    { key: 'ask-edit', 'data-asking': 'edit' },
    h(
      'div',
      { class: 'asked' },
      details.edit ? h('p', null, details.edit.editHint()) : details.content('values', card.plan, props),
    ),
    h(
      'div',
      { class: 'acts' },
      details.edit && send(details.edit.changesOf(card)),
      button(props, { name: 'go-back', label: words.goBack, press: act(props, { do: 'go-back' }) }),
    ),
  )
}

function withdraw(props: CardProps): Child {
  const busy = { press: 'withdraw', label: words.saying.withdraw } as const
  return button(props, { name: 'withdraw', label: words.withdraw, press: act(props, { do: 'withdraw' }), busy })
}

function save(props: CardProps): Child {
  return button(props, { name: 'save', label: words.saveRecord, press: act(props, { do: 'save' }), icon: 'save' })
}

function resolutions(props: CardProps): readonly Child[] {
  const busy = { press: 'resolve', label: words.saying.resolve } as const
  return [
    button(props, {
      name: 'look-again',
      label: words.lookAgain,
      press: act(props, { do: 'look-again' }),
      look: 'go',
      busy,
    }),
    button(props, { name: 'happened', label: words.happened, press: act(props, { do: 'ask', asking: 'happened' }) }),
    button(props, { name: 'did-not', label: words.didNot, press: act(props, { do: 'ask', asking: 'did-not' }) }),
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

/** Why not, or what was found: asked in the card itself, and sent with the answer. */
function question(props: CardProps, asking: 'reject' | 'happened' | 'did-not'): Child {
  const isReject = asking === 'reject'
  const label = isReject ? words.rejectNow : asking === 'happened' ? words.happened : words.didNot
  const press = act(props, isReject ? { do: 'reject' } : { do: 'resolve' })
  const busy = isReject
    ? ({ press: 'reject', label: words.saying.reject } as const)
    : ({ press: 'resolve', label: words.saying.resolve } as const)
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
