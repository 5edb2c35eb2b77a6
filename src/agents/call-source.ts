import type { Source } from '#plan-language/values/label.ts'

/** The source of what a program said for a slot of a procedure: `call:refund.orderId`. */
export function callSource(playbook: string, slot: string): Source {
  return `call:${playbook}.${slot}`
}

/** The source of what a program said in words of its own, out of which a model makes a plan. No slot's has no dot. */
export const MESSAGE_SOURCE: Source = 'call:message'
