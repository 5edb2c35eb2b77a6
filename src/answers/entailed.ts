import { comparedText } from '#core/compared-text.ts'
import { withFallback } from '#turn/with-fallback.ts'
import type { Services } from '#turn/services.ts'
import type { Checked } from './check-sentence.ts'
import type { Follows } from './checked-answer.ts'

/**
 * What a model that judges entailment leaves of checked sentences: it may only refuse more. Each is judged once, so that
 * the same is shown while an answer is written and when it is whole; where the model is down, what our checks say stands.
 */
export function judgedByEntailment(services: Pick<Services, 'entailment' | 'context'>, signal: AbortSignal): Follows {
  const { entailment } = services
  if (!entailment) return (checked) => Promise.resolve(checked)
  const verdicts = new Map<string, boolean>()
  return async (checked) => {
    const pairs = checked.flatMap(pairOf).filter(({ key }) => !verdicts.has(key))
    const judged =
      pairs.length === 0
        ? []
        : await withFallback(services, { event: 'entailment-unavailable', during: 'answer', signal }, () =>
            entailment.follow(pairs, { signal }),
          )
    for (const [at, { key }] of pairs.entries()) verdicts.set(key, judged?.[at] ?? true)
    return checked.map((each) => {
      const isRefused = pairOf(each).some(({ key }) => verdicts.get(key) === false)
      return each.ok && isRefused ? { ok: false, code: 'entailment', at: '', evidence: each.sentence.evidence } : each
    })
  }
}

function pairOf(checked: Checked) {
  if (!checked.ok) return []
  const { text, evidence } = checked.sentence
  const premise = comparedText(evidence.map(({ quote }) => quote).join(' '))
  const hypothesis = comparedText(text)
  return [{ premise, hypothesis, key: JSON.stringify([premise, hypothesis]) }]
}
