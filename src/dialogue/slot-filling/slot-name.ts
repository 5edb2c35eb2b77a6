import type { Slot } from '#plan-language/slot.ts'

/** What a slot is called in sentences: its label, or its name taken apart (`orderId` is "order id"). */
export function slotName(name: string, slot: Slot | undefined): string {
  return slot?.label ?? name.replaceAll(/[A-Z]+/g, (letters) => ` ${letters.toLowerCase()}`)
}
