import type { PlanView } from '#contract/plan.ts'

/** A program's lines, by their numbers in its file; none where the plan is of a list. */
export function writtenLines({
  program = '',
  programLine = 1,
}: PlanView): readonly { readonly number: number; readonly text: string }[] {
  const lines = program.split(/\r?\n/).map((line) => line.trimEnd())
  const first = lines.findIndex((line) => line !== '')
  const last = lines.findLastIndex((line) => line !== '')
  return first < 0
    ? []
    : lines.slice(first, last + 1).map((text, index) => ({ number: programLine + first + index, text }))
}
