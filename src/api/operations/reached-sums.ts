import type { ExplainedRuleView, ExplanationView } from '#contract/explanation.ts'
import { LEDGER_WINDOWS } from '#memory/ledger/ledger-window.ts'
import type { Speech } from '#turn/speaking.ts'

/**
 * What was added up over time and came to more than a rule lets by, against its limit: "447.90 of 300.00 EUR in 30 days".
 * As far as whoever is told may see what decided. `currency`: of the plan, where it moves one alone.
 */
export function reachedSums(
  { whole, effects }: ExplanationView,
  { speech, currency }: { readonly speech: Speech; readonly currency: string | null },
): readonly string[] {
  const judged = [...(whole === null ? [] : [whole]), ...effects]
  const rules = judged.flatMap((each) => (each.verdict.decision === 'allow' ? [] : each.rules))
  return [
    ...new Set(
      rules.flatMap((rule) =>
        rule.parts.flatMap((part) => sumOf({ ...rule, currency: rule.currency ?? currency }, part, speech) ?? []),
      ),
    ),
  ]
}

const LIMIT = /^context\.ledger\.(\w+)((?:\.\w+)*)\s*(>=?)\s*(\d+)$/u

function sumOf(
  { currency, effect }: ExplainedRuleView,
  { text, holds, values }: ExplainedRuleView['parts'][number],
  { say, money }: Speech,
): string | null {
  const [, name = '', path = '', , limit] = LIMIT.exec(text) ?? []
  const hours = LEDGER_WINDOWS.find((window) => window.name === name)?.hours
  const seen = values.find((value) => value.name === `context.ledger.${name}${path}`)
  if (effect !== 'forbid' || holds !== true || hours === undefined || typeof seen?.value !== 'number') return null
  const isMoney = path.endsWith('.amount')
  if (isMoney && currency === null) return null
  const told = (value: number) => (isMoney ? money(value, currency ?? '') : String(value))
  const time = hours >= 48 ? say('{count} days', { count: hours / 24 }) : say('{count} hours', { count: hours })
  const sum = { sum: told(seen.value).replace(/\s?[A-Z]{3}$/u, ''), limit: told(Number(limit)), time }
  return isMoney ? say('{sum} of {limit} in {time}', sum) : say('{sum} times of {limit} in {time}', sum)
}
