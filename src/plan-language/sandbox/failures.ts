import type { EndReason } from './child-line.ts'
import type { PlanFailure, PlanFailureKind, ReadRequest } from '../contract.ts'
import type { PlanLimits } from '../limits.ts'
import type { FromChild } from './protocol.ts'

/* The failures that the host finds, in words without any value, for the program's author to act on. */

type Stopped = Extract<FromChild, { type: 'stopped' }>

/** A call that doesn't fit its tool's schema: something its author can mend. */
export function argumentsFailure({ tool, at }: Pick<ReadRequest, 'tool' | 'at'>, fault: string): PlanFailure {
  return { kind: 'runtime', fault: 'arguments', message: `${tool} doesn't take these arguments: ${fault}.`, at }
}

/** A call of a tool whose schema can't be used: something its operator has to mend. */
export function schemaFailure({ tool, at }: Pick<ReadRequest, 'tool' | 'at'>, fault: string): PlanFailure {
  return { kind: 'tool', fault: 'schema', message: `${tool} can't be called: ${fault}.`, at }
}

/** `request`: the read that the journal has differently; null where the program made fewer. */
export function replayFailure(request: ReadRequest | null): PlanFailure {
  const what = request === null ? 'made fewer reads than' : `made another read ${request.index} than`
  return { kind: 'replay', message: `The plan ${what} its journal has.`, at: request?.at ?? null }
}

export function isolationFailure({ wallMs }: PlanLimits): PlanFailure {
  return hostFailure('limit', `The plan ran longer than ${wallMs} ms, the time its reads took included.`)
}

/** The child didn't end the isolate when its time was over, and was ended itself: no other program would do better. */
export function silentFailure({ wallMs }: PlanLimits): PlanFailure {
  return hostFailure('crashed', `The plan's process said nothing within ${wallMs} ms, and was ended. Nothing was done.`)
}

/** Why the child ended the isolate. */
export function stoppedFailure(why: Stopped['why'], limits: PlanLimits): PlanFailure {
  switch (why) {
    case 'wall':
      return isolationFailure(limits)
    case 'cpu':
      return hostFailure('limit', `The plan computed for longer than ${limits.cpuMs} ms. Do less in loops.`)
    case 'memory':
      return hostFailure('limit', `The plan needed more than ${limits.memoryMb} MB. Read less at once.`)
    case 'fault':
      return hostFailure('crashed', "The plan's isolate failed. Nothing was done.")
  }
}

/** The child is gone, or said what it may not say. */
export function lostFailure(reason: EndReason): PlanFailure {
  switch (reason) {
    case 'protocol':
      return hostFailure('protocol', "The plan's process said what no plan can say, and was ended. Nothing was done.")
    case 'cut-off':
      return hostFailure(
        'crashed',
        "The plan's process, or the sandbox host that it ran in, is gone. Nothing was done. Another try, or a smaller " +
          'plan, may pass.',
      )
    case 'died':
      return hostFailure('crashed', "The plan's process died. Nothing was done. A smaller plan may pass.")
  }
}

function hostFailure(kind: PlanFailureKind, message: string): PlanFailure {
  return { kind, message, at: null }
}
