import { comparedText } from '#text/compared-text.ts'
import { entailPrompt } from '#models/prompts.ts'
import { withFallback } from '#turn/with-fallback.ts'
import type { Services } from '#turn/services.ts'
import type { Checked } from './check-sentence.ts'
import type { Follows } from '../compose/checked-answer.ts'

type Judges = Pick<Services, 'entailment' | 'gateway' | 'context'>

/**
 * What a second reader leaves of checked sentences: it may only refuse more. That is a model that judges entailment, where one is
 * configured; else, of sentences in words that our checks don't know, the language model, which sees sentence and quotes alone. Each
 * is judged once, so that the same is shown while an answer is written and when it is whole. Where nobody answers, what our
 * checks say stands, and of words that they don't know nothing does.
 */
export function judgedByEntailment(services: Judges, signal: AbortSignal): Follows {
  const verdicts = new Map<string, boolean>()
  return async (checked, when) => {
    const judge = services.entailment ? byEndpoint : byModel
    const isAsked = (each: Checked) => services.entailment !== null || (each.isUnread && when === 'whole')
    const pairs = checked
      .filter(isAsked)
      .flatMap(pairOf)
      .filter(({ key }) => !verdicts.has(key))
    const judged = pairs.length === 0 ? [] : await judge(services, pairs, signal)
    for (const [at, { key, isUnread }] of pairs.entries()) verdicts.set(key, judged?.[at] ?? !isUnread)
    return checked.map((each) => held(each, verdicts))
  }
}

// A sentence that somebody has yet to judge is none yet.
function held(each: Checked, verdicts: ReadonlyMap<string, boolean>): Checked | null {
  const [pair] = pairOf(each)
  if (!pair || !each.ok) return each
  const verdict = verdicts.get(pair.key) ?? (each.isUnread ? null : true)
  if (verdict === null) return null
  if (verdict) return each
  const { translatedFrom, isUnread, sentence } = each
  return { ok: false, code: 'entailment', at: '', evidence: sentence.evidence, translatedFrom, isUnread }
}

interface Pair {
  readonly premise: string
  readonly hypothesis: string
  readonly key: string
  readonly isUnread: boolean
}

type Judged = readonly (boolean | undefined)[] | null

function byEndpoint(services: Judges, pairs: readonly Pair[], signal: AbortSignal): Promise<Judged> {
  const { entailment } = services
  if (!entailment) return Promise.resolve(null)
  const asked = pairs.map(({ premise, hypothesis }) => ({ premise, hypothesis }))
  return withFallback(services, { event: 'entailment-unavailable', during: 'answer', signal }, () =>
    entailment.follow(asked, { signal }),
  )
}

async function byModel(services: Judges, pairs: readonly Pair[], signal: AbortSignal): Promise<Judged> {
  const { gateway } = services
  if (!gateway) return null
  const { request, schema } = entailPrompt(pairs)
  const reply = await withFallback(services, { event: 'model-unavailable', during: 'entail', signal }, () =>
    gateway.askFor(request, schema, { signal }),
  )
  if (!reply) return null
  const follows = new Map(reply.value.sentences.map((each) => [each.sentence, each.follows === 'yes']))
  return pairs.map((_, at) => follows.get(at + 1))
}

function pairOf(checked: Checked): readonly Pair[] {
  if (!checked.ok) return []
  const { text, evidence } = checked.sentence
  const premise = comparedText(evidence.map(({ quote }) => quote).join(' '))
  const hypothesis = comparedText(text)
  return [{ premise, hypothesis, key: JSON.stringify([premise, hypothesis]), isUnread: checked.isUnread }]
}
