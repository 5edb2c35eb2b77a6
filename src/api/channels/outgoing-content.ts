import { REQUESTER } from '#auth/roles.ts'
import type { OutgoingContent, OutgoingPlan } from '#contract/channel-operations.ts'
import type { MessagePart } from '#contract/message.ts'
import type { PlanView } from '#contract/plan.ts'
import type { Principal } from '#core/principal.ts'
import type { ThreadEvent } from '#contract/event.ts'
import { textOfParts } from '#memory/threads/part.ts'
import { readPassed } from '#memory/threads/messages.ts'
import { readPlan } from '#memory/plans/plans.ts'
import { isReadable, viewOrNothing } from '#cards/plan-view/plan-for-reader.ts'
import { redactForReader } from '#cards/plan-view/redact-for-reader.ts'
import type { Services } from '#turn/services.ts'
import { speaking } from '#turn/speaking.ts'

/** What a channel is told of an event: as the thread's requester may see it now. Null where that is nothing. */
export async function outgoingContent(
  services: Services,
  {
    event,
    reader,
    address,
  }: { readonly event: ThreadEvent; readonly reader: Principal; readonly address: string | null },
): Promise<OutgoingContent | null> {
  switch (event.type) {
    case 'message-completed':
    case 'person-answered':
      return messageContent(services, reader, event)
    case 'run-waiting': {
      const plan = await planFor(services, reader, event.planId)
      if (plan === null) return null
      const link = address === null ? null : `${address}/console/queue/${plan.id}`
      const text = [
        ...(plan.told ? [plan.told.text] : []),
        waitingText(services, plan),
        ...(link === null ? [] : [link]),
      ].join('\n')
      return { type: 'plan-waiting', plan: inShort(plan), text, link, view: plan }
    }
    case 'plan-decided': {
      const plan = await planFor(services, reader, event.planId)
      return plan && { type: 'plan-decided', plan: inShort(plan), decision: event.decision, view: plan }
    }
    case 'run-set-aside':
      return { type: 'notice', code: event.code, text: event.text }
    // Those that the outbox has no row for (migration 0037).
    case 'message-received':
    case 'message-owned':
    case 'run-started':
    case 'node-started':
    case 'plan-proposed':
    case 'plan-escalated':
    case 'effect-dispatched':
    case 'effect-completed':
    case 'effect-tried':
    case 'run-completed':
    case 'run-failed':
    case 'run-resting':
    case 'handed-over':
    case 'hand-over-taken':
    case 'hand-over-released':
    case 'hand-over-closed':
      return null
  }
}

async function messageContent(
  services: Services,
  reader: Principal,
  event: Extract<ThreadEvent, { type: 'message-completed' | 'person-answered' }>,
): Promise<OutgoingContent> {
  const { messageId, threadId, answers = [] } = event
  const last = answers.at(-1)
  const [[cut = event], passed] = await Promise.all([
    redactForReader(services.database, reader, [event]),
    last === undefined ? null : services.database.batch(reader.tenantId, (tx) => readPassed(tx, threadId, last)),
  ])
  const parts = await partsFor(services, reader, cut.parts)
  const by = event.type === 'person-answered' ? event.name : null
  const role = event.type === 'person-answered' ? 'person' : 'assistant'
  return {
    type: 'message',
    messageId,
    answers,
    answered: passed && textOfParts(passed),
    role,
    by,
    text: textOf(parts),
    parts,
  }
}

/** What is said of a plan that waits. An outside sender can't say yes: a yes needs a session, which is behind a link. */
export function waitingText({ agents }: Pick<Services, 'agents'>, plan: PlanView): string {
  const agent = agents.get(plan.agent)?.agent
  const values = { plan: plan.title }
  const speech = agent && speaking(agent, plan.language)
  if (!speech) return plan.title
  return plan.awaits.includes(REQUESTER)
    ? speech.say('This waits for an answer: {plan}.', values)
    : speech.say('Others have to agree to this first: {plan}. To cancel it, say “cancel that”.', values)
}

/** The plan as its requester may see it now; null where that is nothing. */
export async function planFor(services: Services, reader: Principal, planId: string): Promise<PlanView | null> {
  const plan = await services.database.batch(reader.tenantId, (tx) => readPlan(tx, planId))
  if (plan === null || !isReadable(services, plan, reader)) return null
  return viewOrNothing(services, plan, reader)[0] ?? null
}

/** The plan without its steps, which a link leads to. */
export function inShort({ id, status, title, totals, awaits, expiresAt }: PlanView): OutgoingPlan {
  return { id, status, title, totals, awaits, expiresAt }
}

function partsFor(
  services: Services,
  reader: Principal,
  parts: Extract<ThreadEvent, { type: 'message-completed' }>['parts'],
): Promise<readonly MessagePart[]> {
  return Promise.all(
    parts.map(async (part): Promise<MessagePart> => {
      if (part.type !== 'plan') return part
      const plan = await planFor(services, reader, part.planId)
      return { ...part, plan: plan && { ...inShort(plan), digest: plan.digest } }
    }),
  )
}

/** A message in words alone. Choices are what one may say next, each on a line; a card of a plan was told by itself. */
function textOf(parts: readonly MessagePart[]): string {
  const isQuoting = parts.some((part) => part.type === 'text' && part.citations.length > 0)
  return parts
    .flatMap((part) => {
      // Beside what the documents say, what the agent says of its own accord stands in brackets.
      if (part.type === 'own-words' && isQuoting) return [`(${part.text})`]
      if ('text' in part) return [part.text]
      if (part.type === 'file') return [part.name]
      if (part.type === 'choices') return part.choices.map(({ says }) => `- ${says}`)
      return []
    })
    .join('\n')
}
