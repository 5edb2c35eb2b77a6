import type { Node } from 'acorn'
import { mistake } from './fault.ts'
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
  if (!slot) return mistake(`${name} is not defined here: declare it with const or let before.`, at)
  if (!slot.isDeclared) return mistake(`${name} is used before it is declared: move its declaration up.`, at)
  return slot
}
