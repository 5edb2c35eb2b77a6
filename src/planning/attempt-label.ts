import { MESSAGE_SOURCE } from '#agents/call-source.ts'
import { asControl, joinLabels, labelOf, type Label, type Source } from '#plan-language/values/label.ts'
import type { PlanAttempt } from '#memory/plans/plan-attempts.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { DryRun } from '#plan-language/contract.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { isShownRef } from '#sealed-plan/shown-values.ts'
import { isUntrusted } from '#cards/origins/origin.ts'

/** The kinds of end after which a planner writes another program. The others are somebody else's, or an outcome. */
const MENDABLE: ReadonlySet<string> = new Set(['syntax', 'flow', 'handle', 'runtime', 'limit', 'shown'])

const MENDED: ReadonlySet<string> = new Set(['tool-error', 'quote-not-found', 'passage-missing'])

export type Failed = Extract<DryRun, { ok: false }>

/**
 * Whether writing the program anew may help. A tool that answered with an error may take another call, and what doesn't stand in
 * a passage may not be needed.
 */
export function isMendable({ failure, journal }: Failed): boolean {
  // No program gives somebody an address.
  if (failure.fault === 'no-email') return false
  if (failure.kind !== 'tool') return MENDABLE.has(failure.kind)
  return journal.some(({ answer }) => !answer.ok && MENDED.has(answer.code))
}

/**
 * All that a failure, and where it happened, may hang on: everything that the program was given or had read by then. A
 * program that isn't in the language fails before it looks at anything.
 */
export function failureLabel({ failure, journal }: Failed, refs: PlanRecord['refs']): Label {
  if (failure.kind === 'syntax' && journal.length === 0) return labelOf()
  const read = journal.flatMap(({ tool, answer }) =>
    answer.ok ? Object.values(answer.labels) : [labelOf(`tool:${tool}`)],
  )
  return joinLabels([...read, ...Object.values(refs).flatMap(({ labels }) => Object.values(labels))])
}

/**
 * What the mistakes in a rehearsal, all that are told, may hang on beside the program and the schemas: which keys the results
 * of earlier steps have, since nothing else of them isn't made up. What its planner was shown is made up whole.
 */
export function mistakeLabel({ failure, others = [] }: Failed, refs: PlanRecord['refs']): Label {
  if ([failure, ...others].every(({ kind }) => kind === 'syntax')) return labelOf()
  const results = Object.entries(refs).filter(([name]) => !isPasted(name) && !isShownRef(name))
  return joinLabels(results.map(([, { labels }]) => labels[''] ?? labelOf('unknown')))
}

/** Whether a reference is what was pasted: a text, whatever stands in it. */
export function isPasted(ref: string): boolean {
  return /^ref\d+$/u.test(ref)
}

/**
 * What a model's own words in a program carry: `model`, and as control all that it knew when it wrote them. That is what
 * stands in the message, by whose words that is, what the operator wrote, how earlier programs failed, and what was done in
 * rounds before.
 */
export function literalsOf(whose: Source, failed: readonly PlanAttempt[], earlier: Label): Label {
  const known = [earlier, labelOf('operator', whose), ...failed.flatMap(({ failure }) => failure?.label ?? [])]
  return { data: ['model'], ctrl: asControl(joinLabels(known)) }
}

/** Whether something that hangs on this may not be shown to the planner but for its kind. The message itself it was shown. */
export function isUnvouched(label: Label, plan: PlanRecord, { agent }: Pick<AgentRuntime, 'agent'>): boolean {
  const reader = { agent, requester: { id: plan.requester, name: plan.requesterName }, readerId: plan.requester }
  return [...label.data, ...label.ctrl].some((source) => source !== MESSAGE_SOURCE && isUntrusted(source, reader))
}
