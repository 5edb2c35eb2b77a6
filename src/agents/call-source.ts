import type { Source } from '#core/label.ts'

/** The source of what a program said for a slot of a procedure: `call:refund.orderId`. */
export function callSource(playbook: string, slot: string): Source {
  return `call:${playbook}.${slot}`
}
