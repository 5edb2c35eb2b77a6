import type { Message } from '#memory/threads/messages.ts'
import { readPlans } from '#memory/plans/plans.ts'
import type { Principal } from '#core/principal.ts'
import type { MessageView } from '#contract/message.ts'
import type { PlanCard } from '#contract/plan.ts'
import type { Services } from '#turn/services.ts'
import { redactForReader } from '#cards/plan-view/redact-for-reader.ts'
import { messageView, plainMessage } from '#cards/plan-view/message-view.ts'
import { isReadable, viewOrNothing } from '#cards/plan-view/plan-for-reader.ts'
import { keepOwnViews } from './plans.ts'

/** Messages as somebody may see them now: what they quote and the plans in them under their own rights. */
export async function messageViews(
  services: Services,
  reader: Principal,
  messages: readonly Message[],
): Promise<readonly MessageView[]> {
  const [cut, cards] = await Promise.all([
    redactForReader(services.database, reader, messages.map(plainMessage)),
    planCards(services, reader, messages),
  ])
  return cut.map((message) => messageView(message, cards))
}

async function planCards(
  services: Services,
  reader: Principal,
  messages: readonly Message[],
): Promise<ReadonlyMap<string, PlanCard>> {
  const named = messages.flatMap(({ parts }) => parts.flatMap((part) => (part.type === 'plan' ? [part.planId] : [])))
  if (named.length === 0) return new Map()
  const plans = await services.database.batch(reader.tenantId, (tx) => readPlans(tx, [...new Set(named)]))
  const views = plans
    .filter((plan) => isReadable(services, plan, reader))
    .flatMap((plan) => viewOrNothing(services, plan, reader))
  await keepOwnViews(services, reader, views)
  return new Map(
    views.map(({ id, status, digest, title, totals, awaits, expiresAt }) => [
      id,
      { status, digest, title, totals, awaits, expiresAt },
    ]),
  )
}

/** A page of messages as this principal sees them; `next` is where the one after it begins, where there may be one. */
export async function messagePage(
  services: Services,
  principal: Principal,
  messages: readonly Message[],
  limit: number,
): Promise<{ readonly messages: readonly MessageView[]; readonly next: string | null }> {
  return {
    next: messages.length < limit ? null : (messages.at(-1)?.id ?? null),
    messages: await messageViews(services, principal, messages),
  }
}
