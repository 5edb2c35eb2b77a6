import type { EditField } from '#contract/effect.ts'
import type { CardValue } from '#cards/drawing/card-rows.ts'
import type { PlanChange } from '#plan-language/values/plan-edit.ts'
import { fieldText, typedChange } from '#cards/drawing/edit-change.ts'
import { detailsTexts } from '#cards/texts/details-texts.ts'
import { editChangeTexts } from '#cards/texts/edit-change-texts.ts'
import { choiceName, fieldName } from '#cards/drawing/edit-fields.ts'
import type { Editing } from './card-props.ts'
import { fieldKey, type CardState, type Wrong } from './card-state.ts'
import { h, type Child, type Handlers } from './element.ts'
import { shownText } from './shown-text.ts'

/** All that was typed, as changes; or what is wrong with the first that is none. */
export function changesOf({ plan, typed, leftOut }: CardState): readonly PlanChange[] | Wrong {
  const changes: PlanChange[] = leftOut.map((effect) => ({ effect, leaveOut: true }))
  for (const effect of plan.effects.filter(({ index }) => !leftOut.includes(index))) {
    for (const field of effect.arguments.flatMap(({ edit }) => edit)) {
      const at = fieldKey(effect.index, field.path)
      const text = typed[at]
      const read = text === undefined ? null : typedChange(effect, field, text)
      if (read?.ok === false) return { at, words: read.message }
      if (read?.change) changes.push(read.change)
    }
  }
  return changes.length === 0 ? { at: null, words: editChangeTexts.nothing } : changes
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

function oneField(step: number, value: CardValue, field: EditField, { card, act }: Editing): Child {
  const key = fieldKey(step, field.path)
  const was = fieldText(field)
  const text = card.typed[key] ?? was
  const label = `${detailsTexts.stepNumber(step + 1)}, ${fieldName(value, field)}`
  const type = (typed: string) => act({ do: 'type', effect: step, path: field.path, text: typed })
  if (field.form === 'choice') return choices(field, { key, label, text, type })
  const wrong = card.wrong?.at === key ? card.wrong.words : null
  const wrongId = `wrong-${card.plan.id}-${key.replaceAll(/[^\w]/g, '-')}`
  return h(
    'div',
    { key, class: 'edited' },
    text === was ? null : h('del', null, shownText(was)),
    inputFor(field, was, {
      class: 'field',
      value: text,
      'aria-label': label,
      'aria-invalid': wrong === null ? null : 'true',
      'aria-describedby': wrong === null ? null : wrongId,
      autocomplete: 'off',
      on: { input: ({ currentTarget }) => isField(currentTarget) && type(currentTarget.value) },
    }),
    field.money === null ? null : h('span', null, shownText(field.money.currency)),
    wrong === null ? null : h('p', { key: 'wrong', class: 'wrong', id: wrongId, made: intoItsField }, shownText(wrong)),
  )
}

function intoItsField(wrong: Element): void {
  queueMicrotask(() => wrong.parentElement?.querySelector<HTMLElement>('.field')?.focus())
}

function isField(target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
}

/** More characters than these are written in several lines. */
const ONE_LINE = 80

type FieldAttributes = Readonly<Record<string, string | null | Handlers>>

function inputFor({ form }: EditField, was: string, attributes: FieldAttributes): Child {
  if (form === 'text' && (was.includes('\n') || was.length > ONE_LINE))
    return h('textarea', { ...attributes, rows: '4' })
  return h('input', { ...attributes, type: form === 'date' ? 'date' : 'text' })
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
        h('span', null, shownText(choiceName(field, choice))),
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
