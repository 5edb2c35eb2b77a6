import type { EditField } from '#contract/effect.ts'
import type { CardValue } from '#cards/drawing/card-rows.ts'
import type { PlanChange } from '#plan-language/values/plan-edit.ts'
import { typedChange } from '#cards/drawing/edit-change.ts'
import { detailsTexts } from '#cards/texts/details-texts.ts'
import { editChangeTexts } from '#cards/texts/edit-change-texts.ts'
import { fieldName } from '#cards/drawing/edit-fields.ts'
import { fieldKey, type CardState } from './card-state.ts'
import { h, type Child } from './element.ts'
import type { CardAct } from './plan-cards.ts'
import { shownText } from './shown-text.ts'

/** A card whose values are being changed, and where what is typed goes. */
export interface Editing {
  readonly card: CardState
  /** What draws the fields. */
  readonly edit: CardEdit
  act(act: CardAct): void
}

/** Draws and reads what is changed of a plan. A chat loads it when somebody first changes one. */
export interface CardEdit {
  /** What changing it does and doesn't do. */
  editHint(): string
  changesOf(card: CardState): readonly PlanChange[] | string
  valueFields(step: number, value: CardValue, editing: Editing): Child | null
  leaveOutSwitch(step: number, editing: Editing): Child
}

export function editHint(): string {
  return detailsTexts.editHint
}

/** All that was typed, as changes; or what is wrong with the first that is none. */
export function changesOf({ plan, typed, leftOut }: CardState): readonly PlanChange[] | string {
  const changes: PlanChange[] = leftOut.map((effect) => ({ effect, leaveOut: true }))
  for (const effect of plan.effects.filter(({ index }) => !leftOut.includes(index))) {
    for (const field of effect.arguments.flatMap(({ edit }) => edit)) {
      const text = typed[fieldKey(effect.index, field.path)]
      const read = text === undefined ? null : typedChange(effect, field, text)
      if (read?.ok === false) return read.message
      if (read?.change) changes.push(read.change)
    }
  }
  return changes.length === 0 ? editChangeTexts.nothing : changes
}

/** The fields that stand in the place of a value while it is changed; null where it may not be. */
export function valueFields(step: number, value: CardValue, editing: Editing): Child | null {
  if (value.edit.length === 0) return null
  return h(
    'div',
    { class: 'editing' },
    value.edit.map((field) => oneField(step, value, field, editing)),
  )
}

function oneField(step: number, value: CardValue, field: EditField, editing: Editing): Child {
  const key = fieldKey(step, field.path)
  const text = editing.card.typed[key] ?? field.value
  const label = `${detailsTexts.stepNumber(step + 1)}, ${fieldName(value, field)}`
  const type = (typed: string) => editing.act({ do: 'type', effect: step, path: field.path, text: typed })
  if (field.form === 'choice') return choices(field, { key, label, text, type })
  return h(
    'div',
    { key, class: 'edited' },
    text === field.value ? null : h('del', null, shownText(field.value)),
    h('input', {
      class: 'field',
      type: field.form === 'date' ? 'date' : 'text',
      value: text,
      'aria-label': label,
      autocomplete: 'off',
      on: { input: ({ currentTarget }) => currentTarget instanceof HTMLInputElement && type(currentTarget.value) },
    }),
    field.money === null ? null : h('span', null, shownText(field.money.currency)),
  )
}

interface Field {
  readonly key: string
  readonly label: string
  readonly text: string
  readonly type: (typed: string) => void
}

function choices(field: EditField, { key, label, text, type }: Field): Child {
  return h(
    'fieldset',
    { key, class: 'edited', 'aria-label': label },
    field.choices.map((choice) =>
      h(
        'label',
        { key: choice, class: 'choice' },
        h('input', { type: 'radio', name: key, checked: choice === text, on: { change: () => type(choice) } }),
        h('span', null, shownText(choice)),
      ),
    ),
  )
}

/** The switch that leaves a step out. */
export function leaveOutSwitch(step: number, { card, act }: Editing): Child {
  const isOut = card.leftOut.includes(step)
  return h(
    'label',
    { key: 'leave-out', class: 'choice' },
    h('input', {
      type: 'checkbox',
      checked: isOut,
      on: { change: () => act({ do: 'leave-out', effect: step, isOut: !isOut }) },
    }),
    h('span', null, detailsTexts.leaveOut(step + 1)),
  )
}
