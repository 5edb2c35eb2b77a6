import { AppError } from '#core/errors.ts'
import { declaredMoney } from '#guardrails/policy/money.ts'
import { isJsonObject, valueAt } from '#core/json.ts'
import { pointerTokens } from '#core/json-pointer.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { PlanChange, PlanEdits, StagedStep, StandingEdit } from '#plan-language/values/plan-edit.ts'
import { dependsOn, editedSteps, faultInStep, holdsHandle, leftOut, withLeaf } from '#plan-language/edit.ts'
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
  const asked = changes.map((change) => standing(before, change, by))
  const kept = before.changes.filter((old) => !asked.some((change) => replaces(change, old)))
  const all = [...kept, ...asked].filter((change) => !putsBack(before, change))
  const gone = leftOut(all)
  const edits = { ...before, asks, changes: all.filter((change) => 'leaveOut' in change || !gone.has(change.effect)) }
  for (const [place, change] of asked.entries()) {
    const fault = faultInChange(before, change, live)
    if (fault !== null) throw refused(fault, changes[place])
  }
  checkLeftOut(before.staged, gone)
  const steps = editedSteps(before.staged, edits, plan.requester)
  for (const step of steps) {
    const fault = faultOf(step, live)
    // It is said of the change that is wrong by itself, if one is.
    if (fault !== null) throw refused(fault, changes[asked.findIndex((change) => isWrongAlone(before, change, live))])
  }
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

/** Why a value may not be changed like that, whatever its tool says, in words; null where it may. */
function faultInChange({ staged }: PlanEdits, change: StandingEdit, live: AgentRuntime): string | null {
  const step = staged[change.effect]
  if ('leaveOut' in change || !step) return null
  const { path, value } = change
  const name = pointerTokens(path)[0] ?? ''
  const was = valueAt(step.args, path)
  if (was === undefined) return `Step ${step.index + 1} has nothing at "${path}".`
  if (holdsHandle(step.args[name] ?? null))
    return `"${name}" is only known once an earlier step is done, so it can't be changed.`
  if (!mayChange(step, path, live)) return `"${name}" of this step may not be changed.`
  if (Array.isArray(was) || isJsonObject(was)) return `"${path}" has parts: change those.`
  return typeof value === 'string' && !value.isWellFormed() ? `"${name}" holds half a character.` : null
}

function checkLeftOut(staged: readonly StagedStep[], gone: ReadonlySet<number>): void {
  if (gone.size === staged.length) throw refused('With no step left there is nothing to agree to. Say no instead.')
  for (const step of staged) {
    const needed = gone.has(step.index) ? undefined : [...gone].find((effect) => dependsOn(step, effect))
    if (needed !== undefined)
      throw refused(`Step ${step.index + 1} needs what step ${needed + 1} returns: leave out both, or neither.`)
  }
}

function isWrongAlone({ staged }: PlanEdits, change: StandingEdit, live: AgentRuntime): boolean {
  const step = staged[change.effect]
  if ('leaveOut' in change || !step) return false
  return faultOf({ ...step, args: withLeaf(step.args, change.path, change.value) }, live) !== null
}

/** Why a step can't be done with its arguments, in words; null where it can. */
function faultOf(step: StagedStep, live: AgentRuntime): string | null {
  const tool = planTools(live)[step.tool]
  const fault = tool ? faultInStep(step, tool.argsSchema) : 'its tool isn’t there any more'
  if (fault !== null) return `Step ${step.index + 1} can't be done like that: ${fault}.`
  const inexact = Object.entries(declarationOf(live, step.tool).money).find(([name, declared]) => {
    const value = Object.hasOwn(step.args, name) ? step.args[name] : undefined
    return value !== undefined && !holdsHandle(value) && declaredMoney(step.args, name, declared) === null
  })
  return inexact ? `"${inexact[0]}" is no exact amount of money.` : null
}

function refused(message: string, change?: PlanChange): AppError {
  const details = change === undefined ? {} : { effect: change.effect, ...('path' in change && { path: change.path }) }
  return new AppError(message, { code: 'change-refused', status: 422, details })
}
