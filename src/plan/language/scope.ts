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
