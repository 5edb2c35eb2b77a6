import { isAllowed } from '#auth/authorize.ts'
import { fieldName, fieldPath, TEXT_FIELD } from '#plan-language/values/field-path.ts'
import { pointerTokens } from '#core/json-pointer.ts'
import type { Label } from '#plan-language/values/label.ts'
import type { PlanRecord, SettingChange } from '#memory/plans/plan-record.ts'
import type { JournalEntry } from '#plan-language/contract.ts'
import type { ReadChange, SettingChangeView, StepChangeView } from '#contract/plan.ts'
import type { Principal } from '#core/principal.ts'
import { argumentText, effectTitle, wordsOf } from '../titles/effect-title.ts'
import { viewedTool, type ViewedAgent } from '../titles/viewed-agent.ts'

/**
 * What reads brought otherwise than before: what the steps hang on, and for those who may see all that was read the rest
 * after it. What a read answered may hold more than the plan came to.
 */
export function changeViews(
  { changes, effects }: PlanRecord,
  journal: readonly JournalEntry[],
  { live, reader }: { readonly live: ViewedAgent; readonly reader: Principal },
): readonly ReadChange[] {
  const sources = new Set(
    effects.flatMap(({ labels, because }) => [...Object.values(labels), because]).flatMap(sourcesOf),
  )
  const views = changes.flatMap((changed) => {
    if (!('pointer' in changed)) return []
    const { read, ...change } = changed
    const entry = journal.find(({ index, tool }) => index === read && tool === change.tool)
    return [{ ...change, title: entry ? effectTitle(viewedTool(live, entry.tool), entry.args) : null }]
  })
  const matters = ({ tool, pointer }: ReadChange) => {
    const fields = fieldsOf(pointer)
    return sources.has(`tool:${tool}${fields}`) || (fields === '' && sources.has(`tool:${tool}.${TEXT_FIELD}`))
  }
  const others = isAllowed(reader, 'plan.read-all', 'tenant') ? views.filter((change) => !matters(change)) : []
  return [...views.filter(matters), ...others]
}

/** What the operator changed meanwhile, by the words of the step, server or document that it is about. */
export function settingViews(
  { changes, effects, citations }: PlanRecord,
  journal: readonly JournalEntry[],
  live: ViewedAgent,
): readonly SettingChangeView[] {
  const titleOf = ({ setting, of }: SettingChange): string | null => {
    if (of === null) return null
    if (setting === 'passage') return citations.find(({ document }) => document.id === of)?.document.title ?? null
    if (setting === 'procedure') return live.agent.playbooks.find(({ name }) => name === of)?.title ?? of
    if (setting === 'address' || setting === 'credential')
      return live.agent.servers.find(({ name }) => name === of)?.title ?? of
    const call = [...effects, ...journal].find(({ tool }) => tool === of)
    return effectTitle(viewedTool(live, of), call?.args ?? {})
  }
  return changes.flatMap((change) => ('setting' in change ? [{ ...change, title: titleOf(change) }] : []))
}

/** What became of its steps where how it is done changed, value by value where one changed. */
export function stepChangeViews({ changes }: PlanRecord, live: ViewedAgent): readonly StepChangeView[] {
  return changes.flatMap((changed): readonly StepChangeView[] => {
    if (!('step' in changed) || 'lost' in changed) return []
    const { step: change, tool, args, was } = changed
    const declared = viewedTool(live, tool)
    const before = was === null ? null : effectTitle(declared, was)
    const names = was === null ? [] : [...new Set([...Object.keys(was), ...Object.keys(args)])]
    const values = names.map((name) => ({
      name,
      ...wordsOf(declared, name),
      was: argumentText(declared, was ?? {}, name),
      is: argumentText(declared, args, name),
    }))
    const told = values.filter((value) => value.was !== value.is)
    return [{ change, title: effectTitle(declared, args), was: before, values: told }]
  })
}

function sourcesOf({ data, ctrl }: Label): readonly string[] {
  return [...data, ...ctrl]
}

// As sources name it: positions in a list are left out.
function fieldsOf(pointer: string): string {
  const names = pointerTokens(pointer).filter((token) => !/^\d+$/.test(token))
  return fieldPath(names.map(fieldName))
}
