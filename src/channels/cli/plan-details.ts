import { texts } from '../texts.ts'
import type { PlanView } from '#contract/plan.ts'
import { type Clock, clockText } from '../clock-text.ts'
import { type Explained, ruleLines } from './plan-rules.ts'
import { indentedLines } from './text-columns.ts'
import { visibleText } from '../visible-text.ts'

interface DetailOptions {
  readonly width: number
  readonly clock: Clock
  readonly explained?: Explained
}

/**
 * What a card shows one key further: each thing it looked at with its time, the rules that decided and why, and the
 * program with line numbers.
 */
export function detailLines(plan: PlanView, options: DetailOptions): readonly string[] {
  const { width, explained = null } = options
  return [...readLines(plan, options), ...ruleLines(plan, explained, width), ...programLines(plan, width)]
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
