import { AppError } from '#core/errors.ts'
import { declaredMoney } from '#guardrails/policy/money.ts'
import { isJsonObject, valueAt } from '#core/json.ts'
import { pointerTokens } from '#core/json-pointer.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { PlanChange, PlanEdits, StagedStep, StandingEdit } from '#plan-language/values/plan-edit.ts'
import { dependsOn, editedSteps, faultInStep, holdsHandle, leftOut } from '#plan-language/edit.ts'
import { declarationOf, planTools, type AgentRuntime } from '#turn/agent-runtime.ts'
import { mayChange } from '#sealed-plan/editable.ts'

export interface Editing {
  readonly plan: PlanRecord
  readonly live: AgentRuntime
  readonly changes: readonly PlanChange[]
  /** Who changes it. */
  readonly by: string
  /** The asked roles that they can speak for. */
  readonly asks: readonly string[]
}

/**
 * What a plan's changes are with somebody's newest ones. All of it is checked against what the program staged and the tools as
 * they were accepted. Throws `change-refused`, in words for whoever changes it.
 */
export function readChanges({ plan, live, changes, by, asks }: Editing): PlanEdits {
  const before: PlanEdits = plan.edits ?? { staged: plan.effects.map(stagedStep), changes: [], asks: [] }
  const asked = changes.flatMap((change) => standing(before, change, by))
  const kept = before.changes.filter((old) => !asked.some((change) => replaces(change, old)))
  const all = [...kept, ...asked].filter((change) => !putsBack(before, change))
  const gone = leftOut(all)
  const edits = { ...before, asks, changes: all.filter((change) => 'leaveOut' in change || !gone.has(change.effect)) }
  for (const change of asked) checkChange(before, change, live)
  checkLeftOut(before.staged, gone)
  const steps = editedSteps(before.staged, edits, plan.requester)
  for (const step of steps) checkStep(step, live)
  if (JSON.stringify(edits.changes) === JSON.stringify(before.changes)) throw refused('That changes nothing.')
  return edits
}

function stagedStep({ index, tool, args, labels, because, paths }: StagedStep): StagedStep {
  return { index, tool, args, labels, because, paths }
}

/** The change by the step's place as it was staged: those that are left out aren't shown, and don't count. */
function standing({ staged, changes }: PlanEdits, change: PlanChange, by: string): StandingEdit {
  const gone = leftOut(changes)
  const step = staged.filter(({ index }) => !gone.has(index))[change.effect]
  if (!step) throw refused(`There is no step ${change.effect + 1}.`, change)
  return { ...change, effect: step.index, by }
}

function replaces(newer: StandingEdit, older: StandingEdit): boolean {
  return newer.effect === older.effect && 'path' in newer && 'path' in older && newer.path === older.path
}

function putsBack({ staged }: PlanEdits, change: StandingEdit): boolean {
  return 'path' in change && valueAt(staged[change.effect]?.args ?? {}, change.path) === change.value
}

function checkChange({ staged }: PlanEdits, change: StandingEdit, live: AgentRuntime): void {
  const step = staged[change.effect]
  if ('leaveOut' in change || !step) return
  const { path, value } = change
  const name = pointerTokens(path)[0] ?? ''
  const was = valueAt(step.args, path)
  if (was === undefined) throw refused(`Step ${step.index + 1} has nothing at "${path}".`, change)
  if (holdsHandle(step.args[name] ?? null))
    throw refused(`"${name}" is only known once an earlier step is done, so it can't be changed.`, change)
  if (!mayChange(step, path, live)) throw refused(`"${name}" of this step may not be changed.`, change)
  if (Array.isArray(was) || isJsonObject(was)) throw refused(`"${path}" has parts: change those.`, change)
  if (typeof value === 'string' && !value.isWellFormed()) throw refused(`"${name}" holds half a character.`, change)
}

function checkLeftOut(staged: readonly StagedStep[], gone: ReadonlySet<number>): void {
  if (gone.size === staged.length) throw refused('With no step left there is nothing to agree to. Say no instead.')
  for (const step of staged) {
    const needed = gone.has(step.index) ? undefined : [...gone].find((effect) => dependsOn(step, effect))
    if (needed !== undefined)
      throw refused(`Step ${step.index + 1} needs what step ${needed + 1} returns: leave out both, or neither.`)
  }
}

function checkStep(step: StagedStep, live: AgentRuntime): void {
  const tool = planTools(live)[step.tool]
  const fault = tool ? faultInStep(step, tool.argsSchema) : 'its tool isn’t there any more'
  if (fault !== null) throw refused(`Step ${step.index + 1} can't be done like that: ${fault}.`)
  for (const [name, declared] of Object.entries(declarationOf(live, step.tool).money)) {
    const isThere = Object.hasOwn(step.args, name)
    if (isThere && !holdsHandle(step.args[name] ?? null) && declaredMoney(step.args, name, declared) === null)
      throw refused(`"${name}" is no exact amount of money.`)
  }
}

function refused(message: string, change?: { readonly effect: number; readonly path?: string }): AppError {
  const details =
    change === undefined ? {} : { effect: change.effect, ...(change.path !== undefined && { path: change.path }) }
  return new AppError(message, { code: 'change-refused', status: 422, details })
}
