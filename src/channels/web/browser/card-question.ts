import { detailsTexts } from '#cards/texts/details-texts.ts'
import { planTexts, roleName } from '#cards/texts/plan-texts.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'
import { upperFirst } from '#text/upper-first.ts'
import { act, button } from './card-button.ts'
import { changesOf } from './card-edit.ts'
import type { Asking, CardProps, ShownCard } from './card-props.ts'
import { NOTE } from './card-state.ts'
import { h, type Child } from './element.ts'
import { lettersFor } from './letters.ts'
import { shownText } from './shown-text.ts'

const words = screenTexts.card

/** Why not, what was found, or what a changed plan is to be: asked in the card itself, with the buttons that send it below. */
export function question(props: ShownCard, asking: Asking): Child {
  return h(
    'div',
    { key: `ask-${asking}`, 'data-asking': asking, made: intoFirstField },
    h('div', { class: 'asked' }, asked(props, asking), wrongOfNone(props)),
    h(
      'div',
      { class: 'acts' },
      sendButton(props, asking),
      button(props, { name: 'go-back', label: words.goBack, press: act(props, { do: 'go-back' }) }),
    ),
  )
}

function asked(props: CardProps, asking: Asking): readonly Child[] {
  switch (asking) {
    case 'edit':
      return [h('p', { key: 'hint' }, detailsTexts.editHint)]
    case 'reject':
      return [...reasons(props), note(props, words.note)]
    case 'happened':
    case 'did-not':
      return [note(props, words.noteNeeded)]
  }
}

function sendButton(props: CardProps, asking: Asking): Child {
  const send = { name: 'send', look: 'go' } as const
  switch (asking) {
    case 'edit': {
      const press = act(props, { do: 'edit', changes: changesOf(props.card) })
      return button(props, { ...send, label: words.editNow, press, busy: 'edit' })
    }
    case 'reject':
      return button(props, {
        ...send,
        label: words.rejectNow,
        press: act(props, { do: 'reject' }),
        look: 'plain no',
        busy: 'reject',
      })
    case 'happened':
    case 'did-not': {
      const label = asking === 'happened' ? words.happened : words.didNot
      return button(props, { ...send, label, press: act(props, { do: 'resolve' }), busy: 'resolve' })
    }
  }
}

function wrongOfNone({ card: { wrong } }: CardProps): Child | null {
  return wrong && (wrong.at === null ? h('p', { key: 'wrong', class: 'wrong' }, shownText(wrong.words)) : null)
}

/** None is the first, and chosen until another is: Enter alone says no without one. */
function reasons(props: CardProps): readonly Child[] {
  const { card, density } = props
  const { plan, reason } = card
  if (plan.rejectReasons.length === 0) return []
  const rows = choicesOf(plan.rejectReasons).map(({ choice, label, letter }) =>
    h(
      'label',
      { key: choice ?? 'none', class: 'choice' },
      h('input', {
        type: 'radio',
        name: `reason-${plan.id}`,
        checked: reason === choice,
        'aria-keyshortcuts': letter,
        'data-letter': letter,
        on: { change: act(props, { do: 'choose-reason', reason: choice }) },
      }),
      h('span', null, shownText(label)),
      letter !== null && density === 'console' ? h('kbd', { 'aria-hidden': 'true' }, letter) : null,
    ),
  )
  return [h('fieldset', { key: 'reasons' }, h('legend', null, planTexts.decide.reasons), rows)]
}

function choicesOf(known: readonly string[]) {
  const labelled = known.map((choice) => ({ choice, label: upperFirst(roleName(choice)) }))
  const letters = lettersFor([...labelled.map(({ label }) => label), words.noReason])
  const none = { choice: null, label: words.noReason, letter: letters.at(-1) ?? null }
  return [none, ...labelled.map((each, index) => ({ ...each, letter: letters[index] ?? null }))]
}

function note(props: CardProps, label: string): Child {
  const { acts, card } = props
  const { wrong } = card
  const isWrong = wrong?.at === NOTE
  return h(
    'label',
    { key: 'note' },
    h('span', null, label),
    h('textarea', {
      class: 'field',
      rows: '2',
      maxlength: '2000',
      value: card.note,
      'aria-invalid': isWrong ? 'true' : null,
      on: {
        input: ({ currentTarget }) => {
          if (currentTarget instanceof HTMLTextAreaElement) {
            acts.act(card.plan.id, { do: 'write-note', note: currentTarget.value })
          }
        },
      },
    }),
    isWrong ? h('span', { key: 'wrong', class: 'wrong' }, shownText(wrong.words)) : null,
  )
}

/** Escape leaves a question, Enter sends it, and a letter chooses the reason that it stands beside. */
export function keyed(props: ShownCard, event: KeyboardEvent): void {
  const { asking } = props.card
  const { currentTarget: card, target, key } = event
  if (asking === null || event.defaultPrevented || event.isComposing || event.altKey) return
  if (!(card instanceof HTMLElement) || !(target instanceof HTMLElement)) return
  if (key === 'Escape') {
    act(props, { do: 'go-back' })()
    queueMicrotask(() => card.querySelector<HTMLElement>(`[data-act="${asking}"]`)?.focus())
    return event.preventDefault()
  }
  if (key === 'Enter' && sends(target, event)) card.querySelector<HTMLElement>('[data-act="send"]')?.click()
  else if (event.ctrlKey || event.metaKey || isWritten(target) || !chose(card, key)) return
  event.preventDefault()
}

// Buttons and folds have an Enter of their own, and so have values of several lines.
function sends(target: HTMLElement, { ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  if (target instanceof HTMLTextAreaElement) return ctrlKey || metaKey || !(shiftKey || target.closest('.editing'))
  return target instanceof HTMLInputElement
}

function isWritten(target: HTMLElement): boolean {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== 'radio')
}

function chose(card: HTMLElement, key: string): boolean {
  const [radio] = [...card.querySelectorAll<HTMLElement>('[data-letter]')].filter(
    ({ dataset }) => dataset['letter'] === key.toUpperCase(),
  )
  radio?.click()
  radio?.focus()
  return radio !== undefined
}

// Once it stands in the page. Whoever has gone on to something else meanwhile stays there.
function intoFirstField(asked: Element): void {
  queueMicrotask(() => {
    const card = asked.closest('.plan')
    const root = asked.getRootNode()
    const focused = root instanceof Document || root instanceof ShadowRoot ? root.activeElement : null
    const isElsewhere = focused !== null && focused !== document.body && !card?.contains(focused)
    const fields = card?.querySelectorAll<HTMLElement>(':is(.steps, .asked) :is(input, textarea)') ?? []
    const first = [...fields].find((field) => !(field instanceof HTMLInputElement && isUnchosen(field)))
    if (isElsewhere || first === undefined) return
    // Before the focus, which scrolls up again where the fields are those of the steps.
    card?.scrollIntoView({ block: 'end' })
    first.focus()
  })
}

function isUnchosen({ type, checked }: HTMLInputElement): boolean {
  return type === 'radio' && !checked
}
