import type { Agent, NamedPlaybook } from '#agents/contract.ts'
import { canonicalJson, sha256 } from '#core/commitment.ts'
import { JsonObject } from '#core/json.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { Slot } from '#plan-language/slot.ts'

/** What a plan says of where its program came from. */
export type ProgramSource = Pick<PlanRecord, 'author' | 'agentHash' | 'playbook' | 'program' | 'procedures'>

/**
 * How a procedure's hash under a digest is made: over what a plan `used` of its file, or over the whole `file`, which is how
 * plans up to 0.1.0 were sealed.
 */
export const PROCEDURE_FORMS = ['used', 'file'] as const
export type ProcedureForm = (typeof PROCEDURE_FORMS)[number]

/** The procedure that a plan was made by, as it is now; null where it is gone, and where a model wrote the program. */
export function procedureOf({ author, playbook }: ProgramSource, { playbooks }: Agent): NamedPlaybook | null {
  return author === 'model' ? null : (playbooks.find(({ name }) => name === playbook) ?? null)
}

/** The hash of where a plan's program came from, as that is now. */
export function procedureHash(plan: ProgramSource, agent: Agent, form: ProcedureForm): string {
  if (plan.author === 'model') return plan.agentHash
  const procedure = procedureOf(plan, agent)
  if (!procedure) return 'gone'
  return form === 'file' ? procedure.hash : usedHash(procedure, plan.program)
}

/** The procedures, by name, that aren't what a plan was made by: its own, or those that a model's program calls. */
export function changedProcedures(plan: ProgramSource, agent: Agent): readonly string[] {
  if (plan.author === 'model') {
    const called = Object.values(plan.procedures ?? {})
    return called.flatMap(({ name, source, hash }) => {
      const now = agent.playbooks.find((playbook) => playbook.name === name)
      return now && usedHash(now, source) === hash ? [] : [name]
    })
  }
  const procedure = procedureOf(plan, agent)
  return procedure && bodyNow(plan.program, procedure) === plan.program.trim() ? [] : [plan.playbook ?? '']
}

/**
 * The hash of what is used of a procedure's file by a plan that has this program of it. What it is recognised and asked by
 * (title, examples, questions) is none of it: what came of those is sealed with the plan.
 */
export function usedHash(procedure: NamedPlaybook, program: string): string {
  const { slots, cites, confirm, inferred } = procedure
  const used = {
    program: bodyNow(program, procedure),
    slots: Object.fromEntries(Object.entries(slots).map(([name, slot]) => [name, usedOf(slot)])),
    cites: cites.map(({ document, quote }) => ({ document, quote })),
    confirm: confirm !== false,
    inferred: inferred !== null,
  }
  return sha256(canonicalJson(used))
}

function usedOf(slot: Slot): JsonObject {
  const { ask: _ask, always: _always, label: _label, expects: _expects, ...used } = slot
  if (used.type !== 'choice') return JsonObject.parse(JSON.parse(JSON.stringify(used)))
  const { type, optional, of } = used
  return { type, optional, of: Array.isArray(of) ? [...of] : Object.keys(of) }
}

// A file that says more texts in more languages has as many programs: that of the plan, where it is one of them. A program's
// text begins with as many empty lines as its file has before it, so that places are those of the file.
function bodyNow(program: string, { source, inLanguages = {} }: NamedPlaybook): string {
  const bodies = [source, ...Object.values(inLanguages).map((said) => said.source)].map((text) => text.trim())
  return bodies.find((body) => body === program.trim()) ?? source.trim()
}
