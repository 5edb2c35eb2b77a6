import { playbookIn } from '#agents/playbook-in.ts'
import type { Json, JsonObject } from '#core/json.ts'
import { isJsonObject } from '#core/json.ts'
import { pointerToken } from '#core/json-pointer.ts'
import type { Label, Labels } from '#plan-language/values/label.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { handleOf } from '#cards/titles/effect-title.ts'
import { isForModels } from '#cards/titles/for-models.ts'
import { planTitle } from '#cards/titles/plan-title.ts'
import { viewedTool } from '#cards/titles/viewed-agent.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import { planStatusFact } from './plan-status-fact.ts'

/**
 * A plan in one line of ours: the titles of its steps, in English, with what their arguments say besides and where it stands.
 * A value that isn't for models isn't shown, and that is said in its place. `isReplaced`: a newer plan does just the same.
 */
export function planFact(plan: PlanRecord, record: TurnRecord, { isReplaced = false } = {}): string {
  const { live } = record
  const deeds = plan.effects.map(({ tool, args, labels, because }) => ({
    declaration: viewedTool(live, tool),
    args: vouchedArgs(args, labels, (label) => isForModels(label, record) && isForModels(because, record)),
  }))
  const playbook = live.agent.playbooks.find(({ name }) => name === plan.playbook)
  const title = playbook ? `${playbookIn(playbook, 'en').title}: ` : ''
  const more = deeds.flatMap(({ declaration, args }) => besideTitle(declaration.title, args))
  const said = more.length === 0 ? '' : ` with ${more.join(', ')}`
  return `${title}${planTitle(deeds)}${said} (${planStatusFact(plan, record, isReplaced)})`
}

// What a title leaves out may be just what somebody speaks of: which items.
function besideTitle(title: string, args: JsonObject): readonly string[] {
  return Object.entries(args)
    .filter(([name, value]) => !title.includes(`{${name}`) && !isOfNothing(value))
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
}

// What a step is to return later tells nothing more.
function isOfNothing(value: Json): boolean {
  return value === null || JSON.stringify(value).includes('"$ref"')
}

function vouchedArgs(args: JsonObject, labels: Labels, isShown: (label: Label) => boolean): JsonObject {
  const shown = (value: Json, pointer: string, above: Label | undefined): Json => {
    const label = labels[pointer] ?? above
    if (handleOf(value)) return value
    if (Array.isArray(value)) return value.map((item, index) => shown(item, `${pointer}/${index}`, label))
    if (isJsonObject(value)) return shownObject(value, pointer, label)
    return label && isShown(label) ? value : '[not shown]'
  }
  const shownObject = (value: JsonObject, pointer: string, label: Label | undefined): JsonObject =>
    Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, shown(item, `${pointer}/${pointerToken(key)}`, label)]),
    )
  return shownObject(args, '', labels[''])
}
