import { labelOf, type Label, type Labels, type Source } from '#plan-language/values/label.ts'
import type { Labelled } from '#plan-language/contract.ts'
import type { Slot } from '#plan-language/slot.ts'
import type { FilledSlot } from '../reading.ts'

/**
 * The slots as a plan gets them. Each value was read by our own rules from words that stand verbatim in what the
 * requester typed, so they said it; that they left one out is their saying too. Where no person typed them, `saidBy` says
 * where they are from. What a reading also hangs on it names:
 * the clock ("tomorrow"), the operator (a currency that wasn't said), a model that chose the words.
 */
export function labelledSlots(
  declared: Readonly<Record<string, Slot>>,
  filled: Readonly<Record<string, FilledSlot>>,
  saidBy: (slot: string) => Source,
): Readonly<Record<string, Labelled>> {
  return Object.fromEntries(
    Object.keys(declared).map((name) => {
      const slot = filled[name] ?? { value: null, said: '', by: [] }
      return [name, { value: valueOf(slot), labels: labelsOf(slot, saidBy(name)) }]
    }),
  )
}

function valueOf({ value }: FilledSlot): Labelled['value'] {
  return typeof value === 'object' && value !== null ? { amount: value.amount, currency: value.currency } : value
}

function labelsOf({ value, by }: FilledSlot, said: Source): Labels {
  const chosen = by.includes('model') ? (['model'] as const) : []
  const made = (also: readonly string[]): Label => ({ ...labelOf(said, ...also), ctrl: [...chosen] })
  const label = made(by.filter((source) => source !== 'model'))
  if (typeof value !== 'object' || value === null) return { '': label }
  // The number was said, and only the currency may have been left to the operator.
  return { '': label, '/amount': made([]), '/currency': label }
}
