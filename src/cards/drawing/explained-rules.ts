import type {
  ExplainedPartView,
  ExplainedRuleView,
  ExplainedVerdictView,
  ExplanationView,
} from '#contract/explanation.ts'
import type { Json } from '#core/json.ts'
import { rulesTexts } from '../texts/rules-texts.ts'

const words = rulesTexts.explain

/** A rule that decided, as a card tells it. */
export interface ToldRule {
  readonly id: string
  /** `The rule "larger-refund" asks`. */
  readonly text: string
  /** Each part of its condition that mattered: "amount is 129.00 EUR, more than 50.00 EUR". */
  readonly parts: readonly string[]
  /** That it reads otherwise today, or isn't there any more. */
  readonly since: string | null
}

/** The rules that decided on a step, by its place among the steps, or on the plan as a whole (null). */
export function toldRules(explained: ExplanationView, index: number | null): readonly ToldRule[] {
  const about = index === null ? toldOfWhole(explained) : explained.effects.find((effect) => effect.index === index)
  return (about?.rules ?? []).map((rule) => ({
    id: rule.id,
    text: ruleText(rule) + currencyText(rule),
    parts: rule.parts.map((part) => part.words ?? partText(part)),
    since: sinceText(rule),
  }))
}

/** What decided on the plan as a whole; null where no rule is about plans as a whole, so that there is nothing to tell. */
export function toldOfWhole({ whole, conditions }: ExplanationView): ExplainedVerdictView | null {
  return whole?.rules.some(({ at }) => at !== null || !conditions) ? whole : null
}

/** What is to be told of an explanation as a whole: which rules these are, and what isn't shown. */
export function explanationNotes({ rules, conditions, agrees }: ExplanationView): readonly string[] {
  const whose = { current: words.current, replaced: words.replaced, 'not-kept': words.notKept }[rules]
  return [whose, ...(conditions ? [] : [words.noConditions]), ...(agrees === false ? [words.disagrees] : [])]
}

/** What a rule did, by its name. */
export function ruleText({ id, effect, asks, holds }: ExplainedRuleView): string {
  if (holds === null) return words.failed(id)
  if (effect === 'permit') return holds ? words.permits(id) : words.wouldPermit(id)
  return asks === null ? words.forbids(id) : words.asking(id)
}

/** In which currency it counted, where there were several. */
export function currencyText({ currency }: ExplainedRuleView): string {
  return currency === null || currency === '' ? '' : words.inCurrency(currency)
}

export function sinceText({ today }: ExplainedRuleView): string | null {
  return { same: null, changed: words.changed, gone: words.gone }[today]
}

/** A part of a condition in Cedar, with what it came to and the values that it looked at. */
export function partText({ text, holds, values }: ExplainedPartView): string {
  return words.part(text, holds) + valuesText(values)
}

// One value needs no name: it stands behind what it is the value of.
function valuesText(values: ExplainedPartView['values']): string {
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
