import type { NamedPlaybook } from '#agents/contract.ts'
import { leaves } from '#core/json.ts'
import type { EffectRecord, PlanRecord } from '#memory/plans/plan-record.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import { changesSomething } from '#dialogue/utterance/changes-something.ts'
import type { Route } from '#dialogue/contract.ts'
import { isLacking, type Filling, type Slots } from '#dialogue/slot-filling/fill-slots.ts'
import { plainWords } from '#dialogue/language.ts'
import { asksRequester } from '../open-plan/requester-decision.ts'
import { told } from '../open-plan/plan-calls.ts'
import { namedInThread } from './named-in-thread.ts'
import { isOpen, plansInThread } from '../open-plan/plans-in-thread.ts'

/**
 * What a question says of a deed that was asked for in the thread, without naming its thing ("where is my refund?"): where
 * that is open, it is told how it stands; else the question is about the thing that the requester named for it. Null where
 * it may be about several, or something is to be changed.
 */
export async function earlierRequest(
  services: Services,
  record: TurnRecord,
  playbook: NamedPlaybook,
  { typed, filling }: { readonly typed: string; readonly filling: Filling },
): Promise<{ readonly route: Route } | { readonly slots: Slots } | null> {
  const name = lackingIn(playbook, filling)
  if (name === null || changesSomething(playbook, record.live)) return null
  const words = new Set(plainWords(typed).split(' '))
  const isSaid = ({ tool }: EffectRecord) => nounsOf(tool, record.live).some((noun) => words.has(noun))
  const plans = (await plansInThread(services, record)).filter(({ effects }) => effects.some(isSaid))
  const [open, ...others] = plans.filter(isOpen)
  if (open) {
    const isOne = others.length === 0
    return isOne ? { route: told(open, asksRequester(open, record) ? 'shown' : 'others') } : null
  }
  const held = plans.filter(({ status }) => status === 'done').flatMap((plan) => heldBy(plan, isSaid))
  const slot = playbook.slots[name]
  // In the requester's own words: what a plan holds may be a record's.
  const named = slot ? await namedInThread(record, name, slot) : []
  const [one, ...more] = named.filter(({ value }) => held.includes(value))
  return one && more.every(({ value }) => value === one.value) ? { slots: { [name]: one } } : null
}

function lackingIn({ slots }: NamedPlaybook, filling: Filling): string | null {
  const lacking = Object.entries(slots).filter(([name, { optional }]) => !optional && isLacking(filling, name))
  const [[name, slot] = [null, null], ...others] = lacking
  return slot?.type === 'pattern' && others.length === 0 ? name : null
}

// What people call a step, in each of the agent's languages.
function nounsOf(tool: string, { agent, declarations }: AgentRuntime): readonly string[] {
  const words = agent.languages.map((language) => agent.toolTexts?.[language]?.tools?.[tool])
  const said = [declarations.get(tool)?.noun, ...words.flatMap((texts) => [texts?.noun, texts?.nouns])]
  return said.flatMap((noun) => (noun ? [plainWords(noun)] : []))
}

function heldBy({ effects }: PlanRecord, isSaid: (effect: EffectRecord) => boolean): readonly unknown[] {
  return effects.filter(isSaid).flatMap(({ args }) => [...leaves(args)].map(([, leaf]) => leaf))
}
