import type { ArgumentView, EffectView } from '#contract/effect.ts'
import type { PlanView } from '#contract/plan.ts'
import type { Json } from '#core/json.ts'
import { planTexts as texts } from '../texts/plan-texts.ts'

/** What came of a step, in a few words; null while there is nothing to say. */
export function stepOutcome(plan: PlanView, effect: EffectView): string | null {
  if (effect.verdict?.decision === 'deny') return texts.card.stepNotAllowed
  switch (effect.state) {
    case 'planned':
      return plan.status === 'failed' || plan.status === 'unknown' ? texts.card.stepNotStarted : null
    case 'dispatched':
      return texts.card.stepRunning
    case 'succeeded':
      return wentText(effect)
    case 'failed':
      return effect.failed === undefined ? texts.card.stepFailed : texts.card.stepFailedSince(effect.failed)
    case 'unknown':
      return texts.card.stepUnknown
    case 'compensated':
      return texts.card.stepTakenBack
    case 'cancelled':
      return texts.card.stepNotStarted
  }
}

/** What the other side said last, where it answered with an error and a person has to find out what became of the step. */
export function stepSaid({ said }: EffectView): string | null {
  return said && texts.card.stepSaid(said.text, said.code)
}

// A text that a tool answered says what came of it; "done" over it might not be true.
function wentText({ answered, result }: EffectView): string {
  const number = numberText(result)
  return [number, answered].filter((text) => text !== null && text !== undefined).join(': ') || texts.card.stepDone
}

// The number that the tool gave what it made: what a customer will be asked for later.
function numberText(result: Json | null): string | null {
  const id = result !== null && typeof result === 'object' && 'id' in result ? result.id : undefined
  return typeof id === 'string' || typeof id === 'number' ? texts.card.stepNumber(String(id)) : null
}

/** Who or how much: names that tools give such arguments, and values that look like one. Such a value is never folded. */
export function isNeverFolded({ name, text }: Pick<ArgumentView, 'name' | 'text'>): boolean {
  return WHO_OR_HOW_MUCH.test(name.split(/[./]/).at(-1) ?? '') || /^[^\s@]{1,256}@[^\s@]{1,256}$/.test(text)
}

const WHO_OR_HOW_MUCH =
  /^(?:amount|total|price|sum|currency|to|cc|bcc|recipients?|e?-?mail|(?:e?mail)?address(?:es)?|account|iban|bic|phone|payee)$/i
