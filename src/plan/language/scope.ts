import type { Node } from 'acorn'
import { fail } from './fault.ts'
import type { Scope, Slot } from './values.ts'

/** A new innermost scope. */
export function scopeIn(outer: Scope | null): Scope {
  return { names: new Map(), outer }
}

/** The slot that a name stands for, from the inside out. */
export function findSlot(scope: Scope, name: string): Slot | null {
  for (let at: Scope | null = scope; at; at = at.outer) {
    const slot = at.names.get(name)
    if (slot) return slot
  }
  return null
}

/**
 * The slot that a program reads or assigns. A name declared further down in its block is refused, and not taken for one
 * further out: whether that declaration is reached may hang on a condition.
 */
export function slotNamed(scope: Scope, name: string, at: Node): Slot {
  const slot = findSlot(scope, name)
  if (!slot) return fail('runtime', `${name} is not defined here.`, at)
  if (!slot.isDeclared) return fail('runtime', `${name} is used before it is declared.`, at)
  return slot
}
