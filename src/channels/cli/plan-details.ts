import { texts } from '../texts.ts'
import type { PlanView } from './api-shapes.ts'
import { clockText, type Clock } from '../clock-text.ts'
import { ruleLines } from './plan-rules.ts'
import { indentedLines } from './text-columns.ts'
import { visibleText } from '../visible-text.ts'

/** What a card shows one key further: each thing it looked at with its time, the rules that decided, and the program with line numbers. */
export function detailLines(
  plan: PlanView,
  options: { readonly width: number; readonly clock: Clock },
): readonly string[] {
  return [...readLines(plan, options), ...ruleLines(plan, options.width), ...programLines(plan, options.width)]
}

function readLines(plan: PlanView, options: { readonly width: number; readonly clock: Clock }): readonly string[] {
  if (plan.reads.length === 0) return []
  const reads = plan.reads.flatMap((read) => {
    const asked = Object.values(read.args)
      .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
      .join(', ')
    const outcome = read.found ? texts.card.found : texts.card.notFound
    const text = `${read.tool} ${asked}: ${outcome}, ${clockText(read.at, options.clock)}`
    return indentedLines(visibleText(text), 2, options.width)
  })
  return [texts.card.looked, ...reads]
}

// A playbook keeps its file's line numbers, so what stood before it is blank here and left out.
function programLines(plan: PlanView, width: number): readonly string[] {
  const lines = plan.program.split(/\r?\n/).map((line) => line.trimEnd())
  const first = lines.findIndex((line) => line !== '')
  if (first < 0) return []
  const last = lines.findLastIndex((line) => line !== '')
  const digits = String(last + 1).length
  const numbered = lines.slice(first, last + 1).flatMap((line, index) => {
    const indent = Math.min(/^ */.exec(line)?.[0].length ?? 0, 24)
    const shown = '\u00a0'.repeat(indent) + visibleText(line.slice(indent).replaceAll('\t', '  '))
    return indentedLines(`${String(first + index + 1).padStart(digits)}\u00a0\u00a0${shown}`, 2, width)
  })
  return [texts.card.asWritten, ...numbered]
}
