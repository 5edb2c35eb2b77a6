import type { ExplainedRuleView, ExplainedVerdictView, ExplanationView } from '#contract/explanation.ts'
import type { OutgoingLimit } from '#contract/subscription.ts'
import { PENDING_LIMIT } from '#judging/pending-limit.ts'

/**
 * The rules that had a plan asked about or refused by what was added up over time, and the room for plans that wait: as
 * far as whoever is told may see what decided.
 */
export function reachedLimits({ verdict, whole, effects }: ExplanationView): readonly OutgoingLimit[] {
  const judged: readonly ExplainedVerdictView[] = [...(whole === null ? [] : [whole]), ...effects]
  const rules = judged.flatMap((each) => (each.verdict.decision === 'allow' ? [] : each.rules))
  const limits = rules.flatMap((rule) => limitOf(rule) ?? [])
  // Two steps may come to the same.
  const each = new Map(limits.map((limit) => [JSON.stringify(limit), limit]))
  const [reason = null] = verdict.reasons
  const room = verdict.policies.includes(PENDING_LIMIT) ? [{ rule: PENDING_LIMIT, reason, conditions: [] }] : []
  return [...room, ...each.values()]
}

function limitOf({ id, reason, parts }: ExplainedRuleView): OutgoingLimit | null {
  const added = parts.filter(({ values }) => values.some(({ name }) => name.startsWith('context.ledger.')))
  if (added.length === 0) return null
  const conditions = added.map(({ text, words, values }) => ({
    text,
    words,
    values: values.flatMap(({ name, shown, value }) => (shown ? [{ name, value }] : [])),
  }))
  return { rule: id, reason, conditions }
}
