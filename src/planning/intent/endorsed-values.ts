import type { AcceptedWhere, DirectoryList } from '#agents/contract.ts'
import { fieldNames, fieldPath } from '#plan-language/values/field-path.ts'
import { leaves, type Json } from '#core/json.ts'
import { asControl, type Label, type Labels, type Source } from '#plan-language/values/label.ts'
import { pointerTokens } from '#core/json-pointer.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { DryRun, JournalEntry, StagedEffect } from '#plan-language/contract.ts'
import { isUntrusted } from '#cards/origins/origin.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'

interface Around {
  readonly plan: Pick<PlanRecord, 'slots' | 'requester'>
  readonly live: Pick<AgentRuntime, 'agent' | 'declarations'>
}

/**
 * Endorses (declassifies) tainted values of a program where a tool accepts that untrusted text chooses: a value that the
 * operator's directory has, or that the requester typed, is vouched for by that. Its own sources stay as what chose it.
 */
export function withEndorsedValues(dryRun: DryRun, around: Around): DryRun {
  if (!dryRun.ok) return dryRun
  return { ...dryRun, effects: dryRun.effects.map((effect) => withChosen(effect, dryRun.journal, around)) }
}

type Chosen = Extract<AcceptedWhere, { where: 'chosen' }>

function withChosen(effect: StagedEffect, journal: readonly JournalEntry[], around: Around): StagedEffect {
  const accepted = around.live.declarations.get(effect.tool)?.acceptsWhere ?? []
  const chosen = accepted.filter((each): each is Chosen => each.where === 'chosen')
  if (chosen.length === 0) return effect
  const changed: Record<string, Label> = {}
  for (const [pointer, value] of leaves(effect.args)) {
    const own = chosen.find(({ argument }) => argument === pointerTokens(pointer)[0])
    const label = effect.labels[pointer]
    if (!own || !label || !isHanging(label, around)) continue
    const source = vouching(value, own, journal, around)
    if (source !== null) changed[pointer] = { data: [source], ctrl: asControl(label) }
  }
  const labels: Labels = { ...effect.labels, ...changed }
  return { ...effect, labels }
}

function isHanging({ data, ctrl }: Label, { plan, live }: Around): boolean {
  const reader = { agent: live.agent, requester: { id: plan.requester, name: '' }, readerId: plan.requester }
  return [...data, ...ctrl].some((source) => isUntrusted(source, reader))
}

function vouching(
  value: Json,
  { from }: Chosen,
  journal: readonly JournalEntry[],
  { plan, live }: Around,
): Source | null {
  if (typeof value !== 'string') return null
  const { directory = {} } = live.agent
  const lists = Object.entries(directory).flatMap(([name, list]) => (from === undefined || from === name ? [list] : []))
  if (lists.some((list) => isIn(list, value, journal))) return 'operator'
  const own: Source = `user:${plan.requester}`
  const isTyped = Object.values(plan.slots).some(
    ({ value: typed, labels }) => typed === value && labels['']?.data.length === 1 && labels['']?.data[0] === own,
  )
  return isTyped ? own : null
}

function isIn(list: DirectoryList, value: string, journal: readonly JournalEntry[]): boolean {
  if ('values' in list) return list.values.includes(value)
  const source = `tool:${list.read}${fieldPath(fieldNames(list.at))}`
  return journal.some(({ tool, answer }) => {
    if (tool !== list.read || !answer.ok) return false
    return [...leaves(answer.value)].some(([pointer, leaf]) => {
      const data = answer.labels[pointer]?.data ?? []
      return leaf === value && data.length > 0 && data.every((each) => each === source)
    })
  })
}
