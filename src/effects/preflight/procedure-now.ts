import { z } from 'zod'
import { playbookIn } from '#agents/playbook-in.ts'
import { labelOf } from '#plan-language/values/label.ts'
import { languageOf } from '#dialogue/language-of.ts'
import { problemOf } from '#dialogue/slot-filling/read-slot.ts'
import { slotName } from '#dialogue/slot-filling/slot-name.ts'
import type { PlanRecord, SettingChange, Slots } from '#memory/plans/plan-record.ts'
import type { PlaybookCite } from '#core/plan-citation.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { changedProcedures, procedureOf } from '#sealed-plan/used-procedure.ts'

const Value = z.union([z.string(), z.number(), z.null(), z.object({ amount: z.number(), currency: z.string() })])

/** What a waiting plan is tried out by where its procedure isn't what it was: the one of today, or why it can't be. */
export type ProcedureNow =
  | {
      readonly ok: true
      readonly program: string
      readonly slots: Slots
      readonly cites: readonly PlaybookCite[]
    }
  | { readonly ok: false; readonly failure: NonNullable<PlanRecord['failure']> }

/**
 * With the procedures that a digest says nothing of, or of another time: an edit seals anew, and what a model wrote is sealed
 * with those that it calls. What runs has to be today's either way.
 */
export function withProcedure(
  settings: readonly SettingChange[],
  plan: PlanRecord,
  { agent }: AgentRuntime,
): readonly SettingChange[] {
  if (settings.some(({ setting }) => setting === 'procedure')) return settings
  return [...settings, ...changedProcedures(plan, agent).map((of) => ({ setting: 'procedure', of }) as const)]
}

/**
 * A waiting plan's procedure as it is now, with what its requester said, as far as that is asked for and still may be said.
 * No question is asked here: a value that is needed by now and wasn't given ends the plan, in words that say how to go on.
 */
export function procedureNow(plan: PlanRecord, { agent }: AgentRuntime): ProcedureNow {
  if (plan.author === 'model') return { ok: false, failure: isThere(plan, agent) ? PROCEDURE_CHANGED : PROCEDURE_GONE }
  const procedure = procedureOf(plan, agent)
  if (!procedure) return { ok: false, failure: PROCEDURE_GONE }
  const spoken = playbookIn(procedure, plan.language ?? '')
  const language = languageOf(agent, plan.language ?? '')
  const slots: Record<string, Slots[string]> = {}
  for (const [name, slot] of Object.entries(spoken.slots)) {
    const said = plan.slots[name] ?? leftOut(plan)
    const { data: value } = Value.safeParse(said.value)
    const context = { language, now: plan.now, isAsked: true, label: slotName(name, slot) }
    if (value === undefined || problemOf(slot, value, context) !== null) return { ok: false, failure: ASKS_OTHERWISE }
    slots[name] = said
  }
  return { ok: true, program: spoken.source, slots, cites: procedure.cites }
}

// What a model wrote calls a procedure as that was then: of today's it knows nothing.
function isThere({ procedures }: PlanRecord, { playbooks }: AgentRuntime['agent']): boolean {
  return Object.values(procedures ?? {}).every((called) => playbooks.some(({ name }) => name === called.name))
}

// That they said nothing of it is their saying, too.
function leftOut({ requester }: PlanRecord): Slots[string] {
  return { value: null, labels: { '': labelOf(`user:${requester}`) } }
}

/** What is said where how a plan would be done isn't what it was when people were asked. */
export const CHANGED_WHILE_WAITING =
  'Our team changed how this is done while it waited. Nothing was done. Please ask for it again.'

const PROCEDURE_CHANGED = { code: 'procedure-changed', text: CHANGED_WHILE_WAITING } as const

const PROCEDURE_GONE = {
  code: 'procedure-gone',
  text: 'Our team has removed the procedure for this. Nothing was done.',
} as const

const ASKS_OTHERWISE = {
  code: 'procedure-asks-otherwise',
  text: 'This is done differently now and needs other details. Nothing was done. Please ask for it again.',
} as const
