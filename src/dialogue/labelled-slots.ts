import { labelOf, type Label, type Labels } from '#core/label.ts'
import type { Labelled } from '#plan/contract.ts'
import type { Slot } from '#plan/slot.ts'
import type { FilledSlot } from './reading.ts'

/**
 * The slots as a plan gets them. Each value was read by our own rules from words that stand verbatim in what the
 * requester typed, so they said it; that they left one out is their saying too. What a reading also hangs on it names:
 * the clock ("tomorrow"), the operator (a currency that wasn't said), a model that chose the words.
 */
export function labelledSlots(
  declared: Readonly<Record<string, Slot>>,
  filled: Readonly<Record<string, FilledSlot>>,
  principalId: string,
): Readonly<Record<string, Labelled>> {
  return Object.fromEntries(
    Object.keys(declared).map((name) => {
      const slot = filled[name] ?? { value: null, said: '', by: [] }
      return [name, { value: valueOf(slot), labels: labelsOf(slot, principalId) }]
    }),
  )
}

function valueOf({ value }: FilledSlot): Labelled['value'] {
  return typeof value === 'object' && value !== null ? { amount: value.amount, currency: value.currency } : value
}

function labelsOf({ value, by }: FilledSlot, principalId: string): Labels {
  const user = `user:${principalId}`
  const chosen = by.includes('model') ? (['model'] as const) : []
  const made = (also: readonly string[]): Label => ({ ...labelOf(user, ...also), ctrl: [...chosen] })
  const label = made(by.filter((source) => source !== 'model'))
  if (typeof value !== 'object' || value === null) return { '': label }
  // The number was said, and only the currency may have been left to the operator.
  return { '': label, '/amount': made([]), '/currency': label }
}
