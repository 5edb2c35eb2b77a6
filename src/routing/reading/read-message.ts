import type { MessageReading } from '#dialogue/matching/message-reading.ts'
import { readingPrompt, type Misread } from '#models/prompts.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import { withFallback } from '#turn/with-fallback.ts'
import { plansInThread } from '../open-plan/plans-in-thread.ts'
import { checkedReading } from './checked-reading.ts'
import { readingFacts } from './reading-facts.ts'

/** How often a model is asked: once more, told what was wrong. */
const MOST_TRIES = 2

/**
 * Has a model read what somebody typed. Null where there is none, it doesn't answer, or what it says can't be used even when
 * it was told what was wrong: the rules read then.
 */
export async function readMessage(
  services: Services,
  record: TurnRecord,
  typed: string,
  signal: AbortSignal,
): Promise<MessageReading | null> {
  const { gateway, context } = services
  if (!gateway || typed.trim() === '') return null
  const [earlier, plans] = await Promise.all([record.earlier(), plansInThread(services, record)])
  const facts = readingFacts(record, typed, { earlier, plans })
  let misread: Misread | null = null
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const { request, schema } = readingPrompt(facts.shown, misread)
    const reply = await withFallback(services, { event: 'model-unavailable', during: 'reading', signal }, () =>
      gateway.askFor(request, schema, { signal }),
    )
    if (!reply) return null
    const checked = checkedReading(reply.value, facts, record.live.agent.playbooks)
    if (checked.ok) return checked.reading
    context.log.warn({ event: 'reading-refused', prompt: request.prompt, problem: tries === 0 ? 'first' : 'again' })
    misread = { reply: reply.value, problem: checked.problem }
  }
  return null
}
