import type { Tx } from '../database/database.ts'
import { selectCheckpoint } from './checkpoints.ts'
import { readRunStart, type RunStart } from './runs.ts'
import { selectTurn } from './turns.ts'

/** What a worker goes on with a run from. */
export interface RunRows {
  readonly start: RunStart
  /** For `TurnRow` to parse; null where the run isn't there. */
  readonly turn: unknown
  /** LangGraph's state of the run's last pause, as stored; null where it never paused. */
  readonly checkpoint: unknown
}

/** Reads that. */
export async function readRunRows(tx: Tx, runId: string): Promise<RunRows> {
  const [start, turn, checkpoint] = await Promise.all([
    readRunStart(tx, runId),
    selectTurn(tx, runId),
    selectCheckpoint(tx, runId),
  ])
  return { start, turn, checkpoint }
}
