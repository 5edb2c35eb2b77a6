import { choiceName } from '#cards/drawing/edit-fields.ts'
import type { JsonObject } from '#core/json.ts'
import { cut } from '#cards/drawing/cut-text.ts'
import { NOT_MEANT } from '#cards/drawing/not-meant.ts'
import { outsideCardTexts as texts } from '#cards/texts/outside-card-texts.ts'
import { planTexts } from '#cards/texts/plan-texts.ts'
import type { OutsideCard } from '#cards/drawing/outside-card.ts'
import { fieldId, type NamedField } from '#cards/drawing/typed-edit.ts'
import { VERBS } from './verbs.ts'

/** The longest title of a button that is shown whole. */
const BUTTON = 100
const REASONS = 20

/** The buttons by which a plan is answered; changes and a no with its reason stand on cards below. */
export function cardActions(card: OutsideCard, fields: readonly NamedField[]): readonly JsonObject[] {
  const { planId, digest } = card
  const data = { planId, digest }
  const reasons = card.noReasons.slice(0, REASONS)
  return [
    ...card.answers.map(({ does, label }) =>
      does === 'edit'
        ? { type: 'Action.ShowCard', title: label, card: editCard(fields, data) }
        : {
            ...execute(cut(label, BUTTON), does === 'approve' ? VERBS.approve : VERBS.notMeant, data),
            ...(does === 'approve' && { style: 'positive' }),
          },
    ),
    ...(reasons.length > 0 ? [{ type: 'Action.ShowCard', title: texts.noBecause, card: whyCard(reasons, data) }] : []),
  ]
}

function whyCard(reasons: readonly string[], data: JsonObject): JsonObject {
  const choices = [
    { title: planTexts.asked.notMeant, value: NOT_MEANT },
    ...reasons.map((reason) => ({ title: reason.replaceAll('-', ' '), value: reason })),
  ]
  return {
    type: 'AdaptiveCard',
    body: [
      {
        type: 'Input.ChoiceSet',
        id: 'reason',
        label: texts.whyNo,
        isRequired: true,
        errorMessage: texts.chooseOne,
        choices,
      },
      { type: 'Input.Text', id: 'note', label: texts.anythingElse, isMultiline: true, maxLength: 2_000 },
    ],
    actions: [{ ...execute(texts.sayNo, VERBS.reject, data), style: 'destructive' }],
  }
}

// What of them is the same as before changes nothing.
function editCard(fields: readonly NamedField[], data: JsonObject): JsonObject {
  return {
    type: 'AdaptiveCard',
    body: fields.map(({ effect, field, name }) => ({
      id: fieldId(effect.index, field.path),
      label: name,
      value: field.value,
      ...(field.form === 'choice'
        ? {
            type: 'Input.ChoiceSet',
            choices: field.choices.map((choice) => ({ title: choiceName(field, choice), value: choice })),
          }
        : { type: 'Input.Text', maxLength: 4_000, ...(field.form === 'text' && { isMultiline: true }) }),
    })),
    actions: [execute(texts.change, VERBS.edit, data)],
  }
}

function execute(title: string, verb: string, data: JsonObject): JsonObject {
  return { type: 'Action.Execute', title, verb, data }
}
