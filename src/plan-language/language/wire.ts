import type { Label } from '../values/label.ts'
import type { PlanFailure, ProgramPlace, Said, ShownValue, StagedEffect } from '../contract.ts'
import type { CalledProcedure } from '../procedure.ts'

/**
 * What crosses the isolate's wall. Only JSON text does: `PlanProgram` goes in, with its tree where it is parsed already,
 * `PlanOutcome` comes out, and in between `ReadRequest` out and `ReadAnswer` in. Types alone, so that nothing of the host is
 * bundled into the isolate.
 */
export type RunPlan = (planJson: string, start: StartReference, wait: WaitReference, treeJson: string | null) => string

/** Begins a read without waiting; the request's `index` counts up from 0 in call order. A `Reference` of isolated-vm. */
export interface StartReference {
  applySync(receiver: undefined, args: [requestJson: string]): unknown
}

/** Blocks the isolate's thread until the read of that index has its answer, and returns the answer's JSON. */
export interface WaitReference {
  applySyncPromise(receiver: undefined, args: [index: number]): unknown
}

/** What a run of the program came to, as the isolate tells it. The host believes nothing of it without checking. */
export type PlanOutcome =
  | {
      readonly ok: true
      readonly said: Said | null
      /** Where in the program. Not there where it was said by a procedure. */
      readonly saidAt?: ProgramPlace | undefined
      readonly effects: readonly StagedEffect[]
      readonly steps: number
      /** Not there where it called none. */
      readonly called?: readonly CalledProcedure[] | undefined
      /** Where the program asked for another round: what led it there. */
      readonly next?: Label | undefined
      /** What it wants shown to its author. */
      readonly shown?: ShownValue | undefined
    }
  | {
      readonly ok: false
      readonly failure: PlanFailure
      readonly others?: readonly PlanFailure[] | undefined
      readonly said: Said | null
      readonly steps: number
    }
