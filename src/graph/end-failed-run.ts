import { appendEvents } from '#memory/events.ts'
import { appendAnswer } from '#memory/messages.ts'
import type { Tx } from '#memory/database.ts'
import type { Part } from '#memory/part.ts'
import { endPlansOfFailedRun } from '#memory/plan-changes.ts'
import { findBegunPlan, readPlan } from '#memory/plans.ts'
import { finishRun } from '#memory/runs.ts'
import { speaking, type MessageId } from './messages/speaking.ts'
import { spokenIn } from './planning/spoken-in.ts'
import { liveAgent, readTurn } from './read-turn.ts'
import type { Services } from './services.ts'
import type { Turn } from './turn.ts'
import { outcomeText } from './view/outcome-text.ts'
import { spokenAgent } from './view/viewed-agent.ts'

const CODE = 'run-failed'
const TEXT = 'Something on our side went wrong three times, so I stopped. Please ask again, or ask for a person.'
const HALF_WAY_TEXT =
  'Something on our side went wrong three times, so I stopped. A step had begun, and I can’t say whether it happened: a person will find out. Please don’t ask for it again meanwhile.'
const BEGUN_TEXT =
  'Something on our side went wrong three times, so I stopped. Some of this may be done already: please don’t ask again for what was done, ask for a person.'
const BEGUN_FAILURE = 'Something on our side went wrong.'

/** Ends a run that failed on every attempt: its user is told, its plan is closed, and the thread goes on. */
export async function endFailedRun(services: Services, turn: Turn): Promise<void> {
  const { runId } = turn.hold
  await services.database.tenant(turn.tenantId, async (tx) => {
    const begun = await findBegunPlan(tx, runId)
    const isLost = await endPlansOfFailedRun(tx, runId, { code: CODE, text: begun ? BEGUN_FAILURE : TEXT })
    const text = sayTo(services, turn, isLost || begun?.isUnknown ? HALF_WAY_TEXT : begun ? BEGUN_TEXT : TEXT)
    const outcome = begun ? await outcomeParts(services, tx, begun.planId) : []
    const parts: readonly Part[] = [{ type: 'notice', code: CODE, text }, ...outcome]
    const messageId = await appendAnswer(tx, { id: services.context.newId(), threadId: turn.threadId, runId, parts })
    await finishRun(tx, turn.hold, 'failed', { code: CODE, text })
    await appendEvents(
      tx,
      turn.threadId,
      [
        { event: { type: 'message-completed', runId, messageId, parts }, personal: ['/parts'] },
        { event: { type: 'run-failed', runId, code: CODE, text }, personal: [] },
      ],
      services.context.randomBytes,
    )
  })
  services.context.log.error({ event: 'run-failed', runId, code: CODE })
}

// Whatever made the run fail may be what makes its turn unreadable: then it is said in English.
function sayTo(services: Services, turn: Turn, text: MessageId): string {
  try {
    const { live, language } = readTurn(services, turn)
    return speaking(live.agent, language).say(text)
  } catch {
    return text
  }
}

// Whatever made the run fail may be what makes its plan unreadable: its end mustn't fail with it.
async function outcomeParts(services: Services, tx: Tx, planId: string): Promise<readonly Part[]> {
  try {
    const plan = await readPlan(tx, planId)
    if (!plan) return []
    const live = liveAgent(services, plan.agent)
    const text = outcomeText(plan, spokenAgent(live, spokenIn(plan, live.agent)))
    return [
      { type: 'plan', planId },
      { type: 'text', text, citations: [] },
    ]
  } catch (error) {
    services.context.log.error({ event: 'plan-not-told', planId, err: error })
    return []
  }
}
