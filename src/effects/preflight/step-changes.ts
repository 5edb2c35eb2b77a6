import { canonicalJson } from '#core/commitment.ts'
import type { EffectRecord, StepChange } from '#memory/plans/plan-record.ts'

type Step = Pick<EffectRecord, 'tool' | 'args'>

/** How the steps of a plan differ from those that were approved: which are new, which changed, and which are gone. */
export function stepChanges(before: readonly Step[], now: readonly Step[]): readonly StepChange[] {
  const left = [...before]
  // Those that are the same first, so that no step is taken for another that merely has its tool.
  const same = new Set(now.filter((step) => take(left, (other) => isSame(step, other)) !== null))
  const changed = now.flatMap((step): readonly StepChange[] => {
    if (same.has(step)) return []
    const { tool, args } = step
    const was = take(left, (other) => other.tool === tool)
    return [{ step: was === null ? 'new' : 'changed', tool, args, was: was?.args ?? null }]
  })
  return [...changed, ...left.map(({ tool, args }) => ({ step: 'gone', tool, args, was: null }) as const)]
}

function isSame(one: Step, other: Step): boolean {
  return one.tool === other.tool && canonicalJson(one.args) === canonicalJson(other.args)
}

function take(steps: Step[], fits: (step: Step) => boolean): Step | null {
  const at = steps.findIndex(fits)
  return at === -1 ? null : (steps.splice(at, 1)[0] ?? null)
}
