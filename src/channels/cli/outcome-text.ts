import type { Verdict } from '#core/verdict.ts'
import { texts } from '#cards/texts/texts.ts'
import { approverNames } from '#cards/drawing/approver-names.ts'

/** What a verdict comes to, in words: it goes ahead, isn't allowed, or whom it asks. */
export function outcomeText(verdict: Verdict): string {
  const { goesAhead, refused, asks } = texts.rules.explain
  return { allow: goesAhead, deny: refused, ask: asks(approverNames(verdict)) }[verdict.decision]
}
