import type { Json } from '#core/json.ts'
import { pointerToken } from '#core/json-pointer.ts'
import { asControl, joinLabels, labelOf, type Label, type Labels } from '#core/label.ts'
import type { PlanAttempt } from '#memory/plan-attempts.ts'
import type { PlanRecord } from '#memory/plan-record.ts'
import type { DryRun } from '#plan/contract.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { isUntrusted } from '#plan/views/origin.ts'

/** The kinds of failure that a planner may mend. The others are somebody else's, or an outcome. */
const MENDABLE: ReadonlySet<string> = new Set(['syntax', 'flow', 'handle', 'runtime', 'limit'])

export type Failed = Extract<DryRun, { ok: false }>

/** Whether writing the program anew may help. A tool that answered with an error may take another call. */
export function isMendable({ failure, journal }: Failed): boolean {
  if (failure.kind !== 'tool') return MENDABLE.has(failure.kind)
  return journal.some(({ answer }) => !answer.ok && answer.code === 'tool-error')
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
 * What a mistake in a rehearsal may hang on beside the program and the schemas: how what earlier steps returned is built,
 * since that alone of it isn't made up.
 */
export function mistakeLabel({ failure }: Failed, refs: PlanRecord['refs']): Label {
  if (failure.kind === 'syntax') return labelOf()
  const results = Object.entries(refs).filter(([name]) => !PASTED.test(name))
  return joinLabels(results.flatMap(([, { value, labels }]) => [labels[''] ?? UNKNOWN, ...shapeLabels(value, labels)]))
}

const UNKNOWN = labelOf('unknown')
/** What was pasted is a text whatever stands in it. */
const PASTED = /^ref\d+$/u

// A null is there too: something with fields might have been in its place.
function* shapeLabels(value: Json, labels: Labels, pointer = ''): Iterable<Label> {
  if (typeof value !== 'object') return
  yield labels[pointer] ?? UNKNOWN
  for (const [key, part] of Object.entries(value ?? {}))
    yield* shapeLabels(part, labels, `${pointer}/${pointerToken(key)}`)
}

/**
 * What a model's own words in a program carry: `model`, and as control all that it knew when it wrote them. That is what
 * the requester typed, what the operator wrote, how earlier programs failed, and what was done in rounds before.
 */
export function literalsOf(plan: Pick<PlanRecord, 'requester'>, failed: readonly PlanAttempt[], earlier: Label): Label {
  const known = [
    earlier,
    labelOf('operator', `user:${plan.requester}`),
    ...failed.flatMap(({ failure }) => failure?.label ?? []),
  ]
  return { data: ['model'], ctrl: asControl(joinLabels(known)) }
}

/** Whether something that hangs on this may not be shown to the planner but for its kind. */
export function isUnvouched(label: Label, plan: PlanRecord, { agent }: Pick<AgentRuntime, 'agent'>): boolean {
  const reader = { agent, requester: { id: plan.requester, name: plan.requesterName }, readerId: plan.requester }
  return [...label.data, ...label.ctrl].some((source) => isUntrusted(source, reader))
}
