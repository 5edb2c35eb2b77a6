import type { RunnableConfig } from '@langchain/core/runnables'
import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import { TenantId } from '#core/principal.ts'
import type { Tx } from '../../database/database.ts'

/** What LangGraph's configuration says of where a checkpoint belongs. */
const Configurable = z.looseObject({
  tenantId: TenantId,
  thread_id: z.uuid().nullish(),
  checkpoint_id: z.string().nullish(),
  /** Subgraphs have one. We have none, and one row couldn't hold theirs. */
  checkpoint_ns: z.literal('').nullish(),
  fence: z.int().nullish(),
  /** What was read of the run's checkpoint when it was claimed: a row as stored, or null where it has none. */
  claimed: z.object({ checkpoint: z.unknown() }).nullish(),
  /** What collects the statements that would keep it, for the transaction that lets the run wait. */
  saves: z.custom<CheckpointSave[]>((value) => Array.isArray(value)).nullish(),
})

/** A statement that keeps a checkpoint, or something of one, within a transaction. May be sent again in another. */
export type CheckpointSave = (tx: Tx) => Promise<unknown>

export interface CheckpointKey {
  readonly tenantId: TenantId
  readonly runId: string | null
  readonly checkpointId: string | null
  readonly fence: number | null
  readonly claimed: { readonly checkpoint: unknown } | null
  readonly saves: CheckpointSave[] | null
}

export function checkpointOf(config: RunnableConfig): CheckpointKey {
  const parsed = Configurable.safeParse(config.configurable)
  if (!parsed.success) throw configUnfit(parsed.error)
  const { tenantId, thread_id, checkpoint_id, fence, claimed, saves } = parsed.data
  return {
    tenantId,
    runId: thread_id ?? null,
    checkpointId: checkpoint_id ?? null,
    fence: fence ?? null,
    claimed: claimed ? { checkpoint: claimed.checkpoint } : null,
    saves: saves ?? null,
  }
}

/** Where a checkpoint is, in the three words that LangGraph has for it; it keeps the rest of what it was given. */
export function configOf({ runId, checkpointId }: Pick<CheckpointKey, 'runId' | 'checkpointId'>): RunnableConfig {
  return { configurable: { thread_id: runId, checkpoint_ns: '', checkpoint_id: checkpointId } }
}

function configUnfit(cause: z.ZodError): AppError {
  const fields = cause.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
  return new AppError(`The graph was invoked with a configurable that no checkpoint belongs to. ${fields}`, {
    code: 'checkpoint-config',
    cause,
  })
}

/** Task, channel, kind of serialisation, and the bytes in base64: some hold U+0000, which jsonb refuses. */
export const StoredWrite = z.tuple([z.string(), z.string(), z.string(), z.string()])
export type StoredWrite = z.infer<typeof StoredWrite>

export const CheckpointRow = z.object({
  runId: z.string(),
  checkpointId: z.string(),
  checkpoint: z.instanceof(Uint8Array),
  metadata: z.instanceof(Uint8Array),
  writes: z.record(z.string(), StoredWrite),
})
export type CheckpointRow = z.infer<typeof CheckpointRow>
