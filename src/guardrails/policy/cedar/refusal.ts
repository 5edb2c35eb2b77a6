import type { Verdict } from '#core/verdict.ts'

/** A verdict that refuses, with a sentence why and the rules that said so. */
export function refuse(reason: string, policies: readonly string[] = []): Verdict {
  return { decision: 'deny', roles: [], reasons: [reason], policies }
}
