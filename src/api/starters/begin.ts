import { procedureOf, type Starter } from '#agents/starter.ts'
import type { ChannelOperations } from '#contract/channel-operations.ts'
import type { BegunThread } from '#contract/starter-operations.ts'
import { AppError } from '#core/errors.ts'
import type { Principal } from '#core/principal.ts'
import { procedureCallText, type ProcedureCall } from '#plan-language/values/procedure-call.ts'
import { starterChannel, starterPrincipalId } from '#core/starter-id.ts'
import { fillSlots } from '#dialogue/slot-filling/fill-slots.ts'
import { languageOf } from '#dialogue/language-of.ts'
import { slotName } from '#dialogue/slot-filling/slot-name.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'

/** A starter of an agent that is loaded. */
export interface Beginning<S extends Starter = Starter> {
  readonly live: AgentRuntime
  readonly starter: S
}

/** What is begun: `key` is the same for the same event or time, which is begun once. */
export interface Begun {
  readonly key: string
  readonly now: string
  readonly what: Pick<ProcedureCall, 'args'> | { readonly text: string }
}

/**
 * Begins a thread with what a starter says, as the starter. The same key again gives the same thread, and nothing more comes
 * of it. Throws `event-unfit` where a value is missing or isn't what its slot takes: nobody is there to be asked for it.
 */
export function begin(
  operations: Pick<ChannelOperations, 'receive'>,
  { live, starter }: Beginning,
  { key, now, what }: Begun,
): Promise<BegunThread> {
  const id = { agent: live.agent.name, kind: starter.kind, name: starter.name } as const
  const principal: Principal = {
    tenantId: DEFAULT_TENANT,
    id: starterPrincipalId(id),
    name: starter.title,
    email: null,
    roles: starter.roles,
    groups: [],
    authenticatedBy: 'token',
    scopes: ['chat'],
  }
  const text = 'text' in what ? what.text : callText(starter, what.args, { live, now })
  const received = { channel: starterChannel(id), agent: id.agent, conversation: key, message: key, text }
  return operations.receive(principal, { ...received, isSubscribed: false })
}

function callText(
  starter: Starter,
  args: ProcedureCall['args'],
  { live: { agent }, now }: { readonly live: AgentRuntime; readonly now: string },
): string {
  const begun = procedureOf(starter)
  const playbook = agent.playbooks.find(({ name }) => name === begun?.procedure)
  if (!playbook) throw unfit('the procedure is gone')
  const language = languageOf(agent, agent.languages[0] ?? 'en')
  for (const [name, slot] of Object.entries(playbook.slots)) {
    const label = slotName(name, slot)
    const value = args[name]
    if (value === undefined && !slot.optional) throw unfit(`${label} is missing`)
    if (value === undefined) continue
    // As it will be read.
    const { slots } = fillSlots({ [name]: slot }, String(value), { language, now, open: name })
    if (slots[name] === undefined) throw unfit(`what it holds for ${label} can’t be taken for one`)
  }
  return procedureCallText({ procedure: playbook.name, args })
}

function unfit(why: string): AppError {
  return new AppError(`This can’t begin anything: ${why}.`, { code: 'event-unfit', status: 422 })
}
