import type { Node } from 'acorn'
import type { Json, JsonObject } from '#core/json.ts'
import type { PlanFailure, PlanProgram } from '../contract.ts'
import { ANYTHING, CLOSED } from '../sample.ts'
import { Fault } from './fault.ts'
import type { Flow } from './flow.ts'
import type { Lattice, Mark } from './labels.ts'
import { isTruthy } from './unwrap.ts'
import type { Machine, Sample } from './machine.ts'
import { isKind, type Anything, type Box } from './values.ts'

/** What may be anything: an open schema's part, or what came of a mistake. */
const SOMETHING: Anything = { kind: 'anything' }

/** The sample of a run; null where its values are real. */
export function createSample({ sample }: PlanProgram, lattice: Lattice): Sample | null {
  if (sample === undefined) return null
  const found = new Map<string, PlanFailure>()
  // A value that came of a fault has lost its label, and what flows from it can't be held against the program.
  let hasLostLabels = false
  const meet = (error: unknown) => {
    if (!(error instanceof Fault) || error.kind === 'limit') throw error
    const { certain, failure } = error
    if (certain === null || (certain === 'here' && sample === 'both')) return
    if (failure.kind === 'flow' && hasLostLabels) return
    // A name that isn't in the language isn't declared either: the first of two at one place says what is wrong.
    const place = JSON.stringify(failure.at ?? failure.message)
    if (!found.has(place)) found.set(place, failure)
  }
  return {
    meet,
    recover: (flow, evaluate) =>
      flow.recover(evaluate, (error) => {
        meet(error)
        // A change that was refused gives nothing on.
        hasLostLabels ||= !(error instanceof Fault && error.kind === 'flow')
        return anything(flow, lattice.none)
      }),
    goesBothWays: (mark) => sample === 'both' && isMadeUp(lattice, mark),
    mistakes: () => [...found.values()].sort(byPlace),
  }
}

/** A box of what may be anything. */
export function anything(flow: Flow, mark: Mark): Box {
  return flow.box(SOMETHING, mark)
}

/** The value that a made-up answer has in the place of anything; null where it has another. */
export function anythingIn(machine: Machine, value: Json): Anything | null {
  if (!machine.sample || typeof value !== 'object' || value === null) return null
  return Object.hasOwn(value, ANYTHING) ? SOMETHING : null
}

/** Whether a made-up answer has all the keys that there may be. */
export function isClosedIn(machine: Machine, value: JsonObject): boolean {
  return machine.sample !== null && value[CLOSED] === true
}

/** Whether a box is of what may be anything. */
export function isAnything({ value }: Box): boolean {
  return isKind(value, 'anything')
}

/** Whether a function of the program says yes of something: of a made-up thing it does where both ways are gone. */
export function saysYes({ sample }: Machine, verdict: Box, at: Node): boolean {
  return sample?.goesBothWays(verdict.mark) || isTruthy(verdict, at)
}

const MADE_UP = /^(?:tool|passage|requester):/u

function isMadeUp(lattice: Lattice, mark: Mark): boolean {
  const { data, ctrl } = lattice.show(mark)
  return hasMadeUp(data) || hasMadeUp(ctrl)
}

/** Whether what carries these sources may be made up. */
export function hasMadeUp(sources: readonly string[]): boolean {
  return sources.some((source) => MADE_UP.test(source))
}

function byPlace(a: PlanFailure, b: PlanFailure): number {
  return (a.at?.line ?? 0) - (b.at?.line ?? 0) || (a.at?.column ?? 0) - (b.at?.column ?? 0)
}
