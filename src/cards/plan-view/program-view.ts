import type { PlanView } from '#contract/plan.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'

/** A plan's program without what stood before it in a playbook's file, which is blank in it so that lines keep their numbers. */
export function programView({ program }: PlanRecord): Pick<PlanView, 'program' | 'programLine'> {
  const [blank = ''] = /^(?:[^\S\n]*\n)+/u.exec(program) ?? []
  const line = blank.split('\n').length
  return { program: program.slice(blank.length), ...(line > 1 && { programLine: line }) }
}
