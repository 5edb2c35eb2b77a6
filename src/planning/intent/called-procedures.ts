import { z } from 'zod'
import type { Agent, NamedPlaybook } from '#agents/contract.ts'
import { playbookIn } from '#agents/playbook-in.ts'
import type { Json } from '#core/json.ts'
import type { StagedStep } from '#plan-language/values/plan-edit.ts'
import { changesSomething } from '#dialogue/utterance/changes-something.ts'
import { languageOf } from '#dialogue/language-of.ts'
import { expected, problemOf } from '#dialogue/slot-filling/read-slot.ts'
import { slotName } from '#dialogue/slot-filling/slot-name.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { PlanPromptInput } from '#models/prompts.ts'
import { callsIn } from '#plan-language/analysis/calls-in.ts'
import type { PlanFailure } from '#plan-language/contract.ts'
import type { CalledProcedure, ProgramProcedure } from '#plan-language/procedure.ts'
import type { Slot } from '#plan-language/slot.ts'
import { usedHash } from '#sealed-plan/used-procedure.ts'
import type { AgentRuntime, PlanningAgent } from '#turn/agent-runtime.ts'

/** What a program of a model's calls of its operator's procedures. */
export interface CalledIn {
  /** By the names that the program has them by; null where it calls none. */
  readonly procedures: PlanRecord['procedures']
  /** The one that it seems to be of by its text; what it did says which: `procedureOfAll`. */
  readonly playbook: string | null
}

/** The name that a program has a procedure by: `cancelOrder` of `cancel-order`. */
export function callName({ name }: Pick<NamedPlaybook, 'name'>): string {
  return name.replaceAll(/-([a-z])/gu, (_, letter: string) => letter.toUpperCase())
}

/** A procedure as a program has it, with its texts in one of its agent's languages. */
export function programProcedure(playbook: NamedPlaybook, language: string): ProgramProcedure {
  const { name, source, slots } = playbookIn(playbook, language)
  const needs = Object.entries(slots).flatMap(([slot, { optional }]) => (optional ? [] : [slot]))
  return { name, source, takes: Object.keys(slots), needs, hash: usedHash(playbook, source) }
}

/** All that a plan runs, as one text: what it names is in it. */
export function wholeText({ program, procedures }: Pick<PlanRecord, 'program' | 'procedures'>): string {
  return [program, ...Object.values(procedures ?? {}).map(({ source }) => source)].join('\n')
}

/** Of more procedures the first are shown to a planner. */
const MOST_SHOWN = 40

/** The procedures that change something, as a planner is shown them. */
export function shownProcedures(live: AgentRuntime): PlanPromptInput['procedures'] {
  return live.agent.playbooks
    .filter((playbook) => changesSomething(playbook, live))
    .slice(0, MOST_SHOWN)
    .map((playbook) => {
      const { title, slots } = playbookIn(playbook, 'en')
      const takes = Object.entries(slots).map(([name, slot]) => `${name}${slot.optional ? '?' : ''}: ${typeOf(slot)}`)
      return { call: `procedures.${callName(playbook)}({ ${takes.join(', ')} })`, title }
    })
}

function typeOf(slot: Slot): string {
  switch (slot.type) {
    case 'choice':
      return (Array.isArray(slot.of) ? slot.of : Object.keys(slot.of)).map((value) => JSON.stringify(value)).join(' | ')
    case 'money':
      return `{ amount: number, currency: ${slot.currencies.map((value) => JSON.stringify(value)).join(' | ')} }`
    case 'number':
    case 'integer':
      return 'number'
    case 'date':
      return "'YYYY-MM-DD'"
    case 'email':
    case 'pattern':
    case 'text':
      return slot.expects === null ? 'string' : `string (${slot.expects})`
  }
}

/** Finds what a program calls under `procedures`: those of its agent alone, and by names that are written out. */
export function calledIn(
  program: string,
  { agent, declarations }: Pick<PlanningAgent, 'agent' | 'declarations'>,
  language: string,
): CalledIn {
  const calls = callsIn(program)
  const called = agent.playbooks.filter((playbook) => calls.procedures.has(callName(playbook)))
  const writesItself = [...calls.tools].some((tool) => declarations.get(tool)?.effect === 'write')
  const [only, ...others] = called
  if (!only) return { procedures: null, playbook: null }
  return {
    procedures: Object.fromEntries(
      called.map((playbook) => [callName(playbook), programProcedure(playbook, language)] as const),
    ),
    playbook: others.length > 0 || writesItself ? null : only.name,
  }
}

/** The call of a procedure that staged a step; null of what the program does itself. */
export function callOf(
  { index }: Pick<StagedStep, 'index'>,
  called: readonly CalledProcedure[],
): CalledProcedure | null {
  return called.find(({ from, to }) => from <= index && index < to) ?? null
}

/** The procedures that staged something, each once. */
export function proceduresIn(called: readonly CalledProcedure[]): readonly string[] {
  return [...new Set(called.filter(({ from, to }) => from < to).map(({ procedure }) => procedure))]
}

/** The procedure that staged all steps of a program; null where several did, or the program did something itself. */
export function procedureOfAll(
  steps: readonly Pick<StagedStep, 'index'>[],
  called: readonly CalledProcedure[],
): string | null {
  const [only = null, ...others] = new Set(steps.map((step) => callOf(step, called)?.procedure ?? null))
  return others.length > 0 ? null : only
}

const SlotValue = z.union([z.string(), z.number(), z.null(), z.object({ amount: z.number(), currency: z.string() })])

/** What is wrong with the values that procedures were called with, for the program's author; null where nothing is. */
export function calledWrongly(
  called: readonly CalledProcedure[],
  { language: code, now }: Pick<PlanRecord, 'language' | 'now'>,
  { agent }: { readonly agent: Agent },
): PlanFailure | null {
  const language = languageOf(agent, code ?? '')
  for (const { procedure, slots, at } of called) {
    const playbook = agent.playbooks.find(({ name }) => name === procedure)
    // What the operator took away since ends the plan before its first step.
    if (!playbook) continue
    for (const [name, slot] of Object.entries(playbook.slots)) {
      const given: Json = slots[name] ?? null
      const { data: value } = SlotValue.safeParse(given)
      const context = { language, now, isAsked: true, label: slotName(name, slot) }
      if (value !== undefined && problemOf(slot, value, context) === null) continue
      const message = `procedures.${callName(playbook)} takes something else as ${name}: ${expected(slot, language)}.`
      return { kind: 'runtime', fault: 'arguments', argument: name, message, at }
    }
  }
  return null
}
