import { staysInside } from '#core/data-class.ts'
import { recordReading } from '#memory/ledger/record-reading.ts'
import type { EffectRecord } from '#memory/plans/plan-record.ts'
import type { EffectOutcome } from '#memory/plans/tool-answer.ts'
import type { ReadAnswer } from '#memory/plans/tool-answer.ts'
import { OUTCOME_PROMPT, outcomePrompt } from '#models/prompts.ts'
import { toolText } from '#cards/outcome/tool-text.ts'
import { declarationOf, definitionOf } from '#turn/agent-runtime.ts'
import type { Services } from '#turn/services.ts'
import type { Turn } from '#turn/turn.ts'
import { withFallback } from '#turn/with-fallback.ts'
import type { StepContext } from './step-context.ts'

/** Characters of an answer that are shown; of a longer one its two ends. */
const SHOWN = 4_000

/**
 * Has a model read what a tool answered in words to a step that went through, and keeps that beside the answer. The row says
 * by then that the call was made, and goes on saying so. Null where there are no words, nobody to read them, or the model
 * doesn't answer: then nobody knows more than the words say.
 */
export async function readAnswer(
  services: Services,
  turn: Turn,
  { found, effect }: Pick<StepContext, 'found' | 'effect'>,
  outcome: EffectOutcome,
): Promise<ReadAnswer | null> {
  const planId = found.plan.id
  const read = await askWhatCame(services, turn, { planId, effect, live: found.context.live }, wordsToRead(outcome))
  if (read === null) return null
  const { index } = effect
  await services.database.batch(turn.tenantId, (tx) => recordReading(tx, { planId, index, read }, turn.hold))
  return read
}

/** The words of an answer that no model has read yet; null where it has none. */
export function wordsToRead(outcome: EffectOutcome | null): string | null {
  return outcome?.ok !== true || outcome.read ? null : toolText(outcome)
}

interface Asking extends Pick<StepContext['found']['context'], 'live'> {
  readonly planId: string
  readonly effect: EffectRecord
}

async function askWhatCame(
  services: Services,
  turn: Turn,
  { planId, effect: { tool }, live }: Asking,
  words: string | null,
): Promise<ReadAnswer | null> {
  const { gateway } = services
  if (!gateway || words === null || staysInside(declarationOf(live, tool))) return null
  const { signal } = turn
  const { request, schema } = outcomePrompt({
    tool,
    description: definitionOf(live, tool).description,
    answer: clipped(words),
  })
  const reply = await withFallback(services, { event: 'model-unavailable', during: 'outcome', signal }, () =>
    gateway.askFor({ ...request, planId }, schema, { signal }),
  )
  if (reply === null) return null
  const said = { prompt: OUTCOME_PROMPT, model: gateway.model }
  const { came, words: found, needs } = reply.value
  // Without words that stand there it is nobody's word but the model's.
  if (came === 'unsure' || found === null || found.trim() === '' || !words.includes(found.trim()))
    return { ...said, came: 'unsure', words: null, needs: null }
  return { ...said, came, words: found.trim(), needs: came === 'more-needed' ? needs : null }
}

function clipped(words: string): string {
  return words.length <= SHOWN ? words : `${words.slice(0, SHOWN / 2)} … ${words.slice(-SHOWN / 2)}`.toWellFormed()
}
