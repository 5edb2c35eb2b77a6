import { argumentWords } from '#plan-language/values/argument-words.ts'
import type { ArgumentView, EditField, EffectView } from '#contract/effect.ts'
import type { PlanView } from '#contract/plan.ts'

/** Whether there is anything of a plan that its reader may change. */
export function isEditable({ effects }: Pick<PlanView, 'effects'>): boolean {
  return effects.some(
    (effect: EffectView) => effect.mayLeaveOut || effect.arguments.some(({ edit }) => edit.length > 0),
  )
}

/** What a field that may be changed is called: its argument and, within it, the way there. */
export function fieldName(value: Pick<ArgumentView, 'name' | 'words'>, { path }: Pick<EditField, 'path'>): string {
  const deeper = path.split('/').slice(2).join(' ')
  return [value.words ?? argumentWords(value.name), deeper].filter((part) => part !== '').join(' ')
}

/** What a choice is called in a field; its value where nothing says otherwise. */
export function choiceName({ called = {} }: EditField, choice: string): string {
  return (Object.hasOwn(called, choice) && called[choice]) || choice
}
