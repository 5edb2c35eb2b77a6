import type { ChannelOperations } from '#contract/channel-operations.ts'
import type { Operations } from '#contract/operations.ts'
import { AppError } from '#core/errors.ts'
import type { JsonObject } from '#core/json.ts'
import type { Logger } from '#core/log.ts'
import type { Principal } from '#core/principal.ts'
import type { Channel, Inbound, InboundLook, InboundPress, SeenPlan } from '../contract.ts'
import { decideFromChannel } from './decide-from-channel.ts'
import { planUrl } from './plan-url.ts'
import { offerAccountLink } from './account-link-offer.ts'
import { knownBy, senderOf, takeMessage } from './take-message.ts'

/** What taking something from outside works with, whichever way it came. */
export interface TakingInbound {
  readonly operations: Pick<
    ChannelOperations,
    'endInstallation' | 'offerLink' | 'receive' | 'recognise' | 'undelivered' | 'welcome'
  > &
    Pick<Operations, 'decidePlan' | 'readPlan'>
  /** Where people find our pages; null where nobody told us. */
  readonly address: string | null
  /** Counts it among what its sender may send. Throws where that is one too many. */
  spend(principal: Principal): void
  readonly log: Logger
  /** For what is said once the service has its answer. */
  readonly closing: AbortSignal
  readonly signal: AbortSignal
}

/** What became of it, and what the service is answered with; a body of null is an empty one. */
export type TakenInbound =
  | { readonly type: 'stored'; readonly ids: Awaited<ReturnType<ChannelOperations['receive']>> }
  | { readonly type: 'answered'; readonly body: JsonObject | null }

/** Stores, decides, shows or answers what came through a channel. Throws what the operations throw. */
export async function takeInbound(channel: Channel, inbound: Inbound, taking: TakingInbound): Promise<TakenInbound> {
  const { operations, spend, signal } = taking
  switch (inbound.type) {
    case 'nothing':
      if (inbound.why !== undefined) leave(inbound.why, { channel, log: taking.log })
      return answered(inbound.body ?? {})
    case 'undelivered':
      await operations.undelivered({ tenantId: channel.tenantId, channel: channel.name }, inbound)
      return answered({})
    case 'welcome': {
      const { name, tenantId, agent } = channel
      const welcome = await operations.welcome({ channel: name, tenantId, agent }, inbound.conversation)
      if (welcome !== null) await inbound.greet(welcome, { signal })
      return answered({})
    }
    case 'uninstalled':
      await operations.endInstallation(
        { tenantId: channel.tenantId, channel: channel.name },
        inbound.workspace,
        'service',
      )
      return answered({})
    case 'message': {
      const ids = await takeMessage(channel, inbound, { operations, spend, signal })
      if (ids === null) {
        leave('refused', { channel, log: taking.log })
        return answered({})
      }
      await inbound.shownTaken?.({ signal })
      return inbound.answer === undefined ? { type: 'stored', ids } : answered(inbound.answer)
    }
    case 'press':
      return answered(await decide(channel, inbound, taking))
    case 'link':
      spend(senderOf(channel, inbound.sender))
      return answered(await inbound.answer(await offerAccountLink(channel, inbound.sender, operations), { signal }))
    case 'look':
      return answered(await inbound.show(await seen(channel, inbound, taking), { signal }))
  }
}

/** Says that what came is answered by nobody. */
export function leave(
  why: string,
  { channel, log }: { readonly channel: Pick<Channel, 'name'>; readonly log: Logger },
): void {
  log.info({ event: 'message-left-alone', channel: channel.name, why })
}

function answered(body: JsonObject | null): TakenInbound {
  return { type: 'answered', body }
}

async function decide(
  channel: Channel,
  { sender, reply, ...decision }: InboundPress,
  { operations, address, closing, log }: TakingInbound,
): Promise<JsonObject | null> {
  const from = { principal: senderOf(channel, sender), by: knownBy(sender) }
  const failed = (err: AppError): void =>
    log.error({ event: 'press-failed', channel: channel.name, code: err.code, err })
  const came = await decideFromChannel(from, decision, { operations, address, failed })
  if (reply.by === 'answer') return reply.draw({ ...came, link: address && planUrl(decision.planId, address) })
  // The service has its answer by then: what it is told besides may take as long as it takes.
  if (came.told !== null) {
    void reply
      .tell(came.told, { signal: closing })
      .catch((error: unknown) => log.warn({ event: 'answer-not-told', channel: channel.name, err: error }))
  }
  return null
}

async function seen(
  channel: Channel,
  { sender, planId }: InboundLook,
  { operations, address }: TakingInbound,
): Promise<SeenPlan> {
  const person = await operations.recognise(senderOf(channel, sender), knownBy(sender))
  const plan = await operations.readPlan(person, { planId }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not-found') return null
    throw error
  })
  return { plan, link: address && planUrl(planId, address) }
}
