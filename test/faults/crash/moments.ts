import { KINDS, type Kind } from './bank.ts'

/** When a worker dies: at something that it sends or is sent, as seen from outside, or at no particular time. */
export type Moment = StatementMoment | CallMoment | RandomMoment

/** `before`: the database gets nothing of it. `after`: it is stored, and the worker doesn't hear of it. */
export interface StatementMoment {
  readonly at: 'statement'
  readonly does: 'begin' | 'end' | 'take-over' | 'end-unknown'
  readonly kind: Kind
  readonly when: 'before' | 'after'
}

/** `arrives`: the bank does nothing. `done`: it has paid and hasn't answered. `answered`: its answer is on its way. */
export interface CallMoment {
  readonly at: 'call'
  readonly does: 'pay' | 'pay-again' | 'look'
  readonly kind: Kind
  readonly when: 'arrives' | 'done' | 'answered'
}

export interface RandomMoment {
  readonly at: 'random'
  /** From when a step was first begun or taken over by this worker. */
  readonly afterMs: number
}

export function nameOf(moment: Moment): string {
  return moment.at === 'random' ? 'random' : `${moment.does} ${moment.kind}, ${moment.when}`
}

/** What a payment goes through where nothing goes wrong. */
const DIRECT: readonly Moment[] = KINDS.flatMap((kind) => [
  { at: 'statement', does: 'begin', kind, when: 'before' },
  { at: 'statement', does: 'begin', kind, when: 'after' },
  { at: 'call', does: 'pay', kind, when: 'arrives' },
  { at: 'call', does: 'pay', kind, when: 'done' },
  { at: 'call', does: 'pay', kind, when: 'answered' },
  { at: 'statement', does: 'end', kind, when: 'before' },
  { at: 'statement', does: 'end', kind, when: 'after' },
])

/** What it goes through besides after a worker died over it. */
const RECOVERY: readonly Moment[] = [
  ...KINDS.flatMap((kind): readonly Moment[] => [
    { at: 'statement', does: 'take-over', kind, when: 'before' },
    { at: 'statement', does: 'take-over', kind, when: 'after' },
  ]),
  { at: 'call', does: 'pay-again', kind: 'keyed', when: 'arrives' },
  { at: 'call', does: 'pay-again', kind: 'keyed', when: 'done' },
  { at: 'call', does: 'pay-again', kind: 'keyed', when: 'answered' },
  { at: 'call', does: 'look', kind: 'checked', when: 'arrives' },
  { at: 'call', does: 'look', kind: 'checked', when: 'answered' },
  { at: 'statement', does: 'end-unknown', kind: 'bare', when: 'before' },
  { at: 'statement', does: 'end-unknown', kind: 'bare', when: 'after' },
]

export const ENUMERATED: readonly Moment[] = [...DIRECT, ...RECOVERY]

/**
 * So many moments: all that can be enumerated, over and over, until two thirds are used, and random ones. A moment of
 * recovery stands in one group with the one before it that leaves something to recover.
 */
export function schedule(count: number, random: () => number): (readonly Moment[])[] {
  const passes = Math.max(1, Math.floor((count * 2) / 3 / ENUMERATED.length))
  const groups: (readonly Moment[])[] = Array.from({ length: passes }, () => enumerated(random)).flat()
  for (let left = count - passes * ENUMERATED.length; left > 0; left--) {
    groups.push([{ at: 'random', afterMs: Math.floor(random() * 80) }])
  }
  return shuffled(groups, random)
}

function enumerated(random: () => number): readonly (readonly Moment[])[] {
  const causes = shuffled(DIRECT.filter(leavesItBegun), random)
  // Those that need a certain cause choose first.
  const recoveries = RECOVERY.toSorted((one, other) => Number(isSecondCall(other)) - Number(isSecondCall(one)))
  const pairs = recoveries.map((recovery): readonly Moment[] => {
    const cause = causes.find((candidate) => leadsTo(candidate, recovery))
    if (cause) causes.splice(causes.indexOf(cause), 1)
    return cause ? [cause, recovery] : [recovery]
  })
  const paired = new Set(pairs.flat())
  return [...pairs, ...DIRECT.filter((moment) => !paired.has(moment)).map((moment) => [moment])]
}

// A step that was begun and never called isn't called again: its first call is still to come.
function leadsTo(cause: Moment, recovery: Moment): boolean {
  if (kindOf(cause) !== kindOf(recovery)) return false
  return !isSecondCall(recovery) || !('does' in cause) || cause.does !== 'begin'
}

function isSecondCall(moment: Moment): boolean {
  return moment.at === 'call' && moment.does === 'pay-again'
}

function kindOf(moment: Moment): Kind | null {
  return 'kind' in moment ? moment.kind : null
}

function leavesItBegun(moment: Moment): boolean {
  if (moment.at === 'call') return true
  return moment.at === 'statement' && moment.does === (moment.when === 'after' ? 'begin' : 'end')
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => [random(), item] as const)
    .sort(([left], [right]) => left - right)
    .map(([, item]) => item)
}
