import type { Command } from 'commander'
import { EXIT } from '#errors.ts'
import type { ExplainedRuleView, ExplainedVerdictView, ExplanationView } from '#graph/explanation-view.ts'
import type { Json } from '#json.ts'
import { shortPlanId } from '../short-plan-id.ts'
import { texts } from '../texts.ts'
import { visibleText } from '../visible-text.ts'
import {
  say,
  sayJson,
  widthOf,
  withConnection,
  type CommandContext,
  type ConnectionFlags,
  type Finish,
} from './command.ts'
import { connect } from './connect.ts'
import { findPlan } from './find-plan.ts'
import { outcomeText } from './outcome-text.ts'
import { explainPlan } from './policy-api.ts'
import { indentedLines, wrapColumns } from './text-columns.ts'

interface ExplainFlags extends ConnectionFlags {
  readonly json?: boolean
}

/** `parley policy explain`: which rule decided on a stored plan, and which part of its condition made it so. */
export function addPolicyExplain(policy: Command, context: CommandContext, finish: Finish): void {
  withConnection(policy.command('explain'), 'operator unless you say')
    .description('Say which rule decided on each step of a plan, and which part of its condition made it so.')
    .argument('<plan>', 'its id, or at least 4 characters of its beginning or end')
    .option('--json', 'print it as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (plan: string, flags: ExplainFlags) => finish(await explain(context, plan, flags)))
}

const EXAMPLES = `
The rules and all that they looked at are those of the time when the plan was judged, whatever they are today.

Exit codes: 0 explained, 1 it can't be, or judged again it comes out otherwise, 2 used wrongly.

Examples:
  $ parley policy explain 8F2A
  $ parley policy explain 8F2A --as support-lead
  $ parley policy explain 8F2A --json | jq '.effects[].rules'`

const words = texts.rules.explain

async function explain(context: CommandContext, typed: string, flags: ExplainFlags): Promise<number> {
  const { signal } = context
  const { api } = await connect(context.config(), flags, signal, { otherwise: 'operator' })
  const plan = await findPlan(api, typed, { first: 'waiting', signal })
  const explanation = await explainPlan(api, plan.id, signal)
  if (flags.json === true) sayJson(context, explanation)
  else for (const line of explanationLines(explanation, widthOf(context.streams))) say(context, line)
  return explanation.agrees === false ? EXIT.failed : 0
}

function explanationLines(explained: ExplanationView, width: number): readonly string[] {
  const { planId, title, effects, whole, rules, agrees, conditions } = explained
  const ends = { current: words.current, replaced: words.replaced, 'not-kept': words.notKept }[rules]
  // Where no rule is about plans as a whole, there is nothing to tell of it.
  const isTelling = whole !== null && whole.rules.some(({ at }) => at !== null || !conditions)
  return [
    ...wrapColumns(words.title(shortPlanId(planId), visibleText(title)), width),
    ...effects.flatMap((effect) => [
      '',
      ...verdictLines(words.step(effect.index + 1, visibleText(effect.title)), effect, width),
    ]),
    ...(isTelling && whole !== null ? ['', ...verdictLines(words.whole, whole, width)] : []),
    '',
    ...wrapColumns(ends, width),
    ...(conditions ? [] : wrapColumns(words.noConditions, width)),
    ...(agrees === false ? wrapColumns(words.disagrees, width) : []),
  ]
}

function verdictLines(what: string, { verdict, rules }: ExplainedVerdictView, width: number): readonly string[] {
  return [
    ...wrapColumns(words.outcome(what, outcomeText(verdict)), width),
    ...(verdict.reasons.length === 0 ? [] : indentedLines(visibleText(words.because(verdict.reasons)), 2, width)),
    ...rules.flatMap((rule) => ruleLines(rule, width)),
  ]
}

function ruleLines(rule: ExplainedRuleView, width: number): readonly string[] {
  const { at, currency, today, parts } = rule
  const place = at === null ? '' : words.at(at.file, at.line)
  const counted = currency === null || currency === '' ? '' : words.inCurrency(currency)
  const since = { same: null, changed: words.changed, gone: words.gone }[today]
  return [
    ...indentedLines(
      visibleText(`${ruleText(rule)}${place}${counted}:`.replace(/:$/, parts.length === 0 ? '.' : ':')),
      2,
      width,
    ),
    ...parts.flatMap((part) =>
      indentedLines(visibleText(words.part(part.text, part.holds) + valuesText(part)), 4, width),
    ),
    ...(since === null ? [] : indentedLines(since, 4, width)),
  ]
}

function ruleText({ id, effect, asks, holds }: ExplainedRuleView): string {
  if (holds === null) return words.failed(id)
  if (effect === 'permit') return holds ? words.permits(id) : words.wouldPermit(id)
  return asks === null ? words.forbids(id) : words.asking(id)
}

// One value needs no name: it stands behind what it is the value of.
function valuesText({ values }: ExplainedRuleView['parts'][number]): string {
  if (values.length === 0) return ''
  const told = values.map(({ name, shown, value }) => {
    const text = !shown ? words.hidden : value === null ? words.nothing : shownValue(value)
    return values.length === 1 ? text : words.named(name.replace(/^context\./, ''), text)
  })
  return words.values(told)
}

function shownValue(value: Json): string {
  return typeof value === 'string' ? `"${value}"` : JSON.stringify(value)
}
