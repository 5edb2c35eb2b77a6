import type { EditField, EffectView } from '#contract/effect.ts'
import type { PlanView } from '#contract/plan.ts'
import type { PlanChange } from '#plan-language/values/plan-edit.ts'
import { editChangeTexts } from '../texts/edit-change-texts.ts'
import { typedChange } from './edit-change.ts'
import { fieldName } from './edit-fields.ts'
import { outsideCardTexts as texts } from '../texts/outside-card-texts.ts'

/** A field of a card elsewhere: a step, and a JSON Pointer into its arguments. */
export interface TypedPlace {
  readonly effect: number
  readonly path: string
}

/** What somebody typed into it. */
export interface TypedValue extends TypedPlace {
  readonly text: string
}

/** A field of a plan that its reader may change now, and what it is called. */
export interface NamedField {
  readonly effect: EffectView
  readonly field: EditField
  readonly name: string
}

/** What an input of a field is called: its step and its place in the step's arguments. */
export const FIELD = /^edit (\d{1,4}) (\/.{1,300})$/u

export function fieldId(effect: number, path: string): string {
  return `edit ${effect} ${path}`
}

/** More than these are changed with us, and longer ones too. */
const FIELDS = 10
const LENGTH = 2_000

/** The fields of a card elsewhere; none where there are more, or longer ones, than it can have. */
export function typedFields(view: PlanView): readonly NamedField[] {
  const fields = allFields(view)
  return fields.length <= FIELDS && fields.every(({ field }) => field.value.length <= LENGTH) ? fields : []
}

/** `wrong`: the field that the message is about; null where it is about none. */
export type TypedChanges =
  | { readonly ok: true; readonly changes: readonly PlanChange[] }
  | { readonly ok: false; readonly message: string; readonly wrong: TypedPlace | null }

/** The changes that were typed, as the plan's fields read them; or why they are none, in words. */
export function typedChanges(view: PlanView, typed: readonly TypedValue[]): TypedChanges {
  const fields = allFields(view)
  const changes: PlanChange[] = []
  for (const { effect, path, text } of typed) {
    const found = fields.find((each) => each.effect.index === effect && each.field.path === path)
    if (!found) return { ok: false, message: 'You can’t change this. Nothing was changed.', wrong: null }
    const change = typedChange(found.effect, found.field, text)
    if (!change.ok)
      return { ok: false, message: `${found.name}: ${change.message} Nothing was changed.`, wrong: { effect, path } }
    if (change.change !== null) changes.push(change.change)
  }
  return changes.length === 0 ? { ok: false, message: editChangeTexts.nothing, wrong: null } : { ok: true, changes }
}

function allFields({ effects }: PlanView): readonly NamedField[] {
  return effects.flatMap((effect) =>
    effect.arguments.flatMap((argument) =>
      argument.edit.map((field) => {
        const name = fieldName(argument, field)
        return { effect, field, name: effects.length === 1 ? name : texts.ofStep(name, effect.index + 1) }
      }),
    ),
  )
}
