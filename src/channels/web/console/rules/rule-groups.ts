import { ruleSentence } from '#cards/texts/live-rules-texts.ts'
import { toolName } from '#cards/titles/tool-name.ts'
import type { RuleView } from '#contract/rule.ts'

export interface RulesOfAgent {
  readonly agent: string
  readonly rules: readonly RuleView[]
  readonly onTrial: boolean
}

/** What comes of a rule, in the order in which one reads them. */
const GROUPS = ['asks', 'never', 'allowed', 'always'] as const
type Group = (typeof GROUPS)[number]

/** Rules by what comes of them; groups without any are left out. */
export function grouped(
  rules: readonly RuleView[],
): readonly { readonly group: Group; readonly rules: readonly RuleView[] }[] {
  return GROUPS.map((group) => ({ group, rules: rules.filter((rule) => groupOf(rule) === group) })).filter(
    ({ rules: some }) => some.length > 0,
  )
}

function groupOf({ at, effect, asks }: RuleView): Group {
  if (at === null) return 'always'
  if (effect === 'permit') return 'allowed'
  return asks === null ? 'never' : 'asks'
}

/** Whether a rule has all of these words somewhere: in its sentence, name, tools or text. */
export function matching(words: string): (rule: RuleView) => boolean {
  const wanted = words.toLowerCase().split(/\s+/u).filter(Boolean)
  return (rule) => {
    const tools = (rule.tools ?? []).flatMap(({ tool, title }) => [tool, toolName(title)])
    const roles = (rule.asks ?? []).map(({ role }) => role)
    const text = [ruleSentence(rule), rule.id, rule.note ?? '', ...tools, ...roles, rule.text].join('\n').toLowerCase()
    return wanted.every((word) => text.includes(word))
  }
}
