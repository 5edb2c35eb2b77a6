import { z } from 'zod'

/** What a turn is at while nothing of it stands in an event yet. `writing` and `mending` are a model's, at its program. */
export const ProgressStage = z.enum(['routing', 'answering', 'writing', 'mending', 'trying', 'checking'])
export type ProgressStage = z.infer<typeof ProgressStage>

const Read = z.object({
  tool: z.string(),
  title: z.string(),
  state: z.enum(['under-way', 'done', 'failed']),
})

/**
 * How far the making of a plan or an answer is. No event of record: it has no `seq`, isn't stored, and may be lost; each
 * one says all, and the events that follow it say what came of it.
 */
export const PlanProgress = z
  .object({
    type: z.literal('plan-progress'),
    at: z.iso.datetime(),
    threadId: z.uuid(),
    runId: z.uuid(),
    planId: z.uuid().nullable().describe('Null until the plan has been written down.'),
    stage: ProgressStage,
    attempt: z
      .object({ at: z.int(), of: z.int() })
      .nullable()
      .describe('Which mending this is, and of how many at most; null in every other stage.'),
    reads: z.array(Read).readonly().describe('The last reads, oldest first.'),
    lookedUp: z.int().describe('How many reads have come to an end well, those no longer listed among them.'),
  })
  .meta({
    id: 'PlanProgress',
    description:
      'How far the making of a plan or an answer is, between the events of a stream. It has no `seq`, is not stored and may be lost; each one says all, and an event that follows says what came of it.',
  })
export type PlanProgress = Readonly<z.infer<typeof PlanProgress>>

/** Told with a `ProgressNotice` as JSON while a turn takes long. */
export const PROGRESS_CHANNEL = 'parley_progress'

/** What processes tell each other: how far a run is, or that there is nothing more to say of it. */
export const ProgressNotice = z.object({
  tenantId: z.string(),
  threadId: z.uuid(),
  runId: z.uuid(),
  progress: PlanProgress.nullable(),
})

/** Whoever has heard nothing for three times this long may take it that the worker is gone. */
export const PROGRESS_AGAIN_MS = 5_000
