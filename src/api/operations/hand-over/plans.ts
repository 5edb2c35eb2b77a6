import type { NamedPlaybook } from '#agents/contract.ts'
import { enforce } from '#auth/authorize.ts'
import type { Operations } from '#contract/operations.ts'
import { AppError, notFound } from '#core/errors.ts'
import { DESK_CHANNEL } from '#core/outside-principal.ts'
import type { Principal } from '#core/principal.ts'
import { languageOf } from '#dialogue/language-of.ts'
import { fillSlots } from '#dialogue/slot-filling/fill-slots.ts'
import { expected } from '#dialogue/slot-filling/read-slot.ts'
import { slotName } from '#dialogue/slot-filling/slot-name.ts'
import { listMessages } from '#memory/threads/messages.ts'
import type { HandOver } from '#memory/threads/hand-overs.ts'
import { createThread } from '#memory/threads/threads.ts'
import { procedureCallText, type ProcedureCall } from '#plan-language/values/procedure-call.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { handOverAccess } from '#turn/hand-over/rights.ts'
import { agentRuntime } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import { messagePage } from '../message-views.ts'
import { procedureForm } from '../procedures.ts'
import { hashedId } from './hashed-id.ts'
import { seen } from './rows.ts'

type Plans = Pick<Operations, 'listDeskProcedures' | 'proposeFromDesk' | 'listFromDesk'>

/**
 * What whoever has a conversation begins beside it, by the agent's procedures. It is their own request, in a thread of their
 * own: the same rules judge it, they are who asks, and who may say yes to it is as for any other.
 */
export function deskPlans(services: Services, threads: Pick<Operations, 'acceptMessage'>): Plans {
  const { database } = services
  const had = (principal: Principal, id: string): Promise<HandOver> =>
    database.tenant(principal.tenantId, async (tx) => {
      const row = await seen(tx, principal, id)
      enforce(principal, 'hand-over.answer', handOverAccess(row))
      return row
    })
  return {
    listDeskProcedures: async (principal, { handOverId }) => {
      const live = agentRuntime(services, (await had(principal, handOverId)).agent)
      return { procedures: live.agent.playbooks.map((playbook) => procedureForm(live, playbook)) }
    },
    proposeFromDesk: async (principal, { handOverId, procedure, args }) => {
      const { agent } = await had(principal, handOverId)
      const text = callText(agentRuntime(services, agent), { procedure, args }, services.context.now().toISOString())
      const threadId = deskThread(handOverId, principal)
      const thread = { id: threadId, agent, requester: principal.id, channel: DESK_CHANNEL }
      await database.batch(principal.tenantId, (tx) => createThread(tx, thread))
      const dedupeKey = services.context.newId()
      const sent = { threadId, channel: DESK_CHANNEL, dedupeKey, text, underKey: null }
      const { runId } = await threads.acceptMessage(principal, sent)
      return { threadId, runId }
    },
    listFromDesk: async (principal, { handOverId }) => {
      await had(principal, handOverId)
      const page = { after: null, limit: MOST_SHOWN }
      const rows = await database.batch(principal.tenantId, (tx) =>
        listMessages(tx, deskThread(handOverId, principal), page),
      )
      const { messages } = await messagePage(services, principal, rows, MOST_SHOWN)
      return { messages }
    },
  }
}

/** More than anybody begins beside one conversation. */
const MOST_SHOWN = 100

// One for each person at each conversation: what they begin there stands together, and nobody else's stands in it.
function deskThread(handOverId: string, { id }: Principal): string {
  return hashedId(`desk ${handOverId} ${id}`)
}

function callText(live: AgentRuntime, { procedure, args }: ProcedureCall, now: string): string {
  const playbook = live.agent.playbooks.find(({ name }) => name === procedure)
  if (!playbook) throw notFound('procedure')
  mustFit(live, playbook, args, now)
  return procedureCallText({ procedure, args })
}

// Nobody is asked for what is missing: it is said at the form.
function mustFit({ agent }: AgentRuntime, { slots }: NamedPlaybook, args: ProcedureCall['args'], now: string): void {
  const language = languageOf(agent, agent.languages[0] ?? 'en')
  for (const [name, slot] of Object.entries(slots)) {
    const value = args[name]
    if (value === undefined && slot.optional) continue
    const filled =
      value === undefined ? {} : fillSlots({ [name]: slot }, String(value), { language, now, open: name }).slots
    if (filled[name] !== undefined) continue
    throw new AppError(`${slotName(name, slot)}: ${expected(slot, language)}`.trim(), {
      code: 'argument-unfit',
      status: 422,
      details: { slot: name },
    })
  }
}
