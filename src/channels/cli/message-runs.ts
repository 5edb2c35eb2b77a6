import type { RunView } from '#contract/run.ts'
import * as wire from '#contract/wire.ts'
import type { Client } from '../client/client.ts'
import type { Conversation } from './conversation.ts'
import type { RunEnd } from './run-end.ts'
import { retryWhileBusy } from './retry-while-busy.ts'

/** A run of a message that has ended or waits for a person, and all that came of it is on the screen. */
export interface EndedRun {
  readonly run: RunView
  readonly end: RunEnd
}

/**
 * The runs of a message, each as soon as it has ended or waits for a person: a message that wants several things has a run
 * for each, and one that answers a card goes on with its plan's. It stops where the signal aborts. Throws what another try
 * can't mend.
 */
export async function* messageRuns(
  { api, conversation }: { readonly api: Client; readonly conversation: Conversation },
  firstId: string,
  signal: AbortSignal,
): AsyncGenerator<EndedRun, void, void> {
  const met = new Set<string>()
  const read = async (runId: string): Promise<RunView | null> => {
    try {
      return await retryWhileBusy(() => api.ask(wire.readRun, { runId }, { signal }), signal)
    } catch (error) {
      if (signal.aborted) return null
      throw error
    }
  }
  for (let next: string | null = firstId; next !== null && !met.has(next);) {
    met.add(next)
    // No event tells of a plan that goes on waiting for somebody else.
    const before = next === firstId ? null : settledEnd(await read(next))
    const told = before ?? (await conversation.runEnd(next, signal))
    if (told === null) return
    const run = await read(next)
    if (run === null) return
    const end = settledEnd(run) ?? told
    if (before !== null || end !== told) await conversation.readAgain(signal)
    if (signal.aborted) return
    yield { run, end }
    next = run.next?.id ?? null
  }
}

function settledEnd(run: RunView | null): RunEnd | null {
  if (run === null) return null
  const { status, waitingFor } = run
  if (status === 'queued' || status === 'running') return null
  return status === 'waiting' && (waitingFor === null || waitingFor.type === 'tool') ? null : status
}

/** How a message ended whose runs ended so: what failed says most, then what waits. */
export function endOfRuns(ends: readonly RunEnd[]): RunEnd {
  return (['failed', 'cancelled', 'waiting'] as const).find((end) => ends.includes(end)) ?? 'done'
}
