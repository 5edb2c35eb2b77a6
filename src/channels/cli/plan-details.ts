import { texts } from '#cards/texts/texts.ts'
import type { PlanView } from '#contract/plan.ts'
import type { ContextField, PlanContextView } from '#contract/plan-context.ts'
import { type Clock, clockText } from '#cards/drawing/clock-text.ts'
import { type Explained, ruleLines } from './plan-rules.ts'
import { indentedLines, wrapColumns } from './text-columns.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import { writtenLines } from '#cards/drawing/written-lines.ts'

interface DetailOptions {
  readonly width: number
  readonly clock: Clock
  readonly explained?: Explained
  /** What was looked up beside it; null where that isn't told. */
  readonly beside?: PlanContextView | null
}

/**
 * What a card shows one key further: each thing it looked at with its time, the rules that decided and why, and the
 * program with line numbers.
 */
export function detailLines(plan: PlanView, options: DetailOptions): readonly string[] {
  const { width, explained = null, beside = null } = options
  return [
    ...besideLines(beside, width),
    ...readLines(plan, options),
    ...ruleLines(plan, explained, width),
    ...programLines(plan, width),
  ]
}

function besideLines(beside: PlanContextView | null, width: number): readonly string[] {
  const found = (beside?.found ?? []).flatMap(({ title, from, things, more, problem }) => [
    ...wrapColumns(visibleText(texts.card.besideFrom(title, from)), width),
    ...(things.length === 0 ? [problem ?? texts.card.besideNothing] : []).flatMap((line) =>
      indentedLines(line, 2, width),
    ),
    ...things.flatMap((fields) => indentedLines(visibleText(fields.map(fieldText).join(' · ')), 2, width)),
    ...(more > 0 ? [`  ${texts.card.besideMore(more)}`] : []),
  ])
  return [...(beside?.limits ?? []).flatMap((limit) => wrapColumns(visibleText(limit), width)), ...found]
}

// Words that nobody vouches for are marked before them, and say where they stood.
function fieldText({ name, text, origin, unchecked }: ContextField): string {
  return unchecked ? `! ${name}: ${text} (${origin})` : `${name} ${text}`
}

function readLines(plan: PlanView, options: DetailOptions): readonly string[] {
  if (plan.reads.length === 0) return []
  const reads = plan.reads.flatMap((read) => {
    const outcome = read.found ? texts.card.found : texts.card.notFound
    const text = `${read.title}: ${outcome}, ${clockText(read.at, options.clock)} (${read.from}, ${read.tool})`
    return indentedLines(visibleText(text), 2, options.width)
  })
  return [texts.card.looked, ...reads]
}

function programLines(plan: PlanView, width: number): readonly string[] {
  const lines = writtenLines(plan)
  if (lines.length === 0) return []
  const digits = String(lines.at(-1)?.number).length
  const numbered = lines.flatMap(({ number, text }) => {
    const indent = Math.min(/^ */.exec(text)?.[0].length ?? 0, 24)
    const shown = '\u00a0'.repeat(indent) + visibleText(text.slice(indent).replaceAll('\t', '  '))
    return indentedLines(`${String(number).padStart(digits)}\u00a0\u00a0${shown}`, 2, width)
  })
  return [texts.card.asWritten, ...numbered]
}
