import { choiceName } from '#cards/drawing/edit-fields.ts'
import { z } from 'zod'
import type { PlanView } from '#contract/plan.ts'
import type { JsonObject } from '#core/json.ts'
import type { PressOutcome } from '../contract.ts'
import { inLanguage } from '#cards/texts/card-language.ts'
import { cut } from '#cards/drawing/cut-text.ts'
import { outsideCardTexts as texts } from '#cards/texts/outside-card-texts.ts'
import { FIELD, fieldId, typedFields, type NamedField, type TypedValue } from '#cards/drawing/typed-edit.ts'
import { plain } from './message-text.ts'

/** What the window is called when it comes back. */
export const EDIT_VIEW = 'parley-edit'

/** Slack's limits (https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element, …/blocks/input-block). */
const BLOCK_ID = 255
const CHOICES = 100
const CHOICE = 75
const HINT = 2_000
const LABEL = 200
const TYPED = 3_000

/**
 * The window in which what may be changed of a plan is typed anew, for whoever it was drawn for; null where there is nothing,
 * or more than a window holds.
 */
export function editView(view: PlanView, channel: string): JsonObject | null {
  const fields = inLanguage(view.language, () => typedFields(view))
  if (fields.length === 0 || fields.some((each) => idOf(each).length > BLOCK_ID)) return null
  return inLanguage(view.language, () => ({
    type: 'modal',
    callback_id: EDIT_VIEW,
    private_metadata: JSON.stringify({ planId: view.id, digest: view.digest, channel }),
    title: plain(texts.edit),
    submit: plain(texts.change),
    close: plain(texts.leaveAsIs),
    blocks: [
      { type: 'section', text: plain(cut(view.title, TYPED)) },
      ...fields.map(inputOf),
      { type: 'context', elements: [plain(texts.judgedAnew)] },
    ],
  }))
}

/** What such a window answers with: it goes where it was done; what is wrong stands at its field, and anything else alone. */
export function answerToEdit({ told, wrong, plan, link }: PressOutcome): JsonObject {
  if (told === null) return { response_action: 'clear' }
  if (wrong !== null)
    return { response_action: 'errors', errors: { [fieldId(wrong.effect, wrong.path)]: cut(told, HINT) } }
  return inLanguage(plan?.language ?? 'en', () => ({ response_action: 'update', view: toldView(told, link) }))
}

/** A window that says something. */
export function toldView(told: string, link: string | null): JsonObject {
  const open = { type: 'button', action_id: 'parley-open', text: plain(texts.open) }
  return {
    type: 'modal',
    callback_id: 'parley-told',
    private_metadata: '',
    title: plain(texts.edit),
    close: plain(texts.close),
    blocks: [
      { type: 'section', text: plain(cut(told, TYPED)) },
      ...(link === null ? [] : [{ type: 'actions', elements: [{ ...open, url: link }] }]),
    ],
  }
}

const State = z.record(z.string(), z.record(z.string(), z.looseObject({})))
const Typed = z.looseObject({ value: z.string().max(4_000).nullable() })
const Chosen = z.looseObject({ selected_option: z.looseObject({ value: z.string().max(200) }) })
/** More than a window has. */
const MOST_FIELDS = 20

/** What was typed into it; an empty field comes as null. */
export function typedIn(values: z.infer<typeof State>): readonly TypedValue[] {
  return Object.entries(values)
    .flatMap(([id, { value }]) => {
      const [, effect, path] = FIELD.exec(id) ?? []
      const text = Chosen.safeParse(value).data?.selected_option.value ?? textIn(value)
      return effect === undefined || path === undefined || text === null ? [] : { effect: Number(effect), path, text }
    })
    .slice(0, MOST_FIELDS)
}

function textIn(value: unknown): string | null {
  const typed = Typed.safeParse(value).data
  return typed ? (typed.value ?? '') : null
}

function idOf({ effect, field }: NamedField): string {
  return fieldId(effect.index, field.path)
}

function inputOf(named: NamedField): JsonObject {
  const { field, name } = named
  const { form, value, choices, money } = field
  const block = { type: 'input', block_id: idOf(named), label: plain(cut(name, LABEL)) }
  const options = choices.map((choice) => ({ text: plain(cut(choiceName(field, choice), CHOICE)), value: choice }))
  const isList = options.length <= CHOICES && choices.every((choice) => choice !== '' && choice.length <= CHOICE)
  const chosen = options.find((option) => option.value === value)
  if (form === 'choice' && isList) {
    const element = { type: 'static_select', action_id: 'value', options, ...(chosen && { initial_option: chosen }) }
    return { ...block, element }
  }
  return {
    ...block,
    optional: form === 'text',
    ...(money && { hint: plain(money.currency) }),
    element: {
      type: 'plain_text_input',
      action_id: 'value',
      multiline: form === 'text',
      max_length: TYPED,
      ...(value !== '' && { initial_value: value }),
    },
  }
}
