import type { RunnableConfig } from '@langchain/core/runnables'
import {
  BaseCheckpointSaver,
  copyCheckpoint,
  INTERRUPT,
  WRITES_IDX_MAP,
  type Checkpoint,
  type CheckpointListOptions,
  type CheckpointMetadata,
  type CheckpointTuple,
  type PendingWrite,
} from '@langchain/langgraph-checkpoint'
import { sql } from 'drizzle-orm'
import { AppError } from '#core/errors.ts'
import { TenantId } from '#core/principal.ts'
import {
  CheckpointRow,
  configOf,
  checkpointOf,
  type CheckpointKey,
  type CheckpointSave,
  type StoredWrite,
} from './checkpoints/checkpoint-key.ts'
import type { Database, Tx } from '../database/database.ts'
import { ownsRun } from './leases.ts'

/**
 * LangGraph's saved state, one row for each run, in one statement for each call (docs/decisions/interrupted-runs.md). Its `thread_id`
 * is our run's id; `configurable` also has `tenantId`, and for writing the `fence` of the claim. A write for a run that
 * this worker no longer holds, or that has ended, is left out: nobody needs it. Where it has `saves`, the statements are put
 * there, to be sent by whoever invoked the graph. `finishRun` deletes the row.
 */
export class RowCheckpointSaver extends BaseCheckpointSaver {
  readonly #database: Database

  constructor(database: Database) {
    super()
    this.#database = database
  }

  override async getTuple(config: RunnableConfig): Promise<CheckpointTuple | undefined> {
    const place = checkpointOf(config)
    if (place.runId === null) return undefined
    const given = place.checkpointId === null ? place.claimed : null
    const stored = given
      ? given.checkpoint
      : (await this.#database.batch(place.tenantId, (tx) => select(tx, place, 1)))[0]
    return stored == null ? undefined : this.#tupleOf(CheckpointRow.parse(stored))
  }

  /** At most one for a run: the newest. Without a run, those of the tenant, newest first. */
  override async *list(config: RunnableConfig, options: CheckpointListOptions = {}): AsyncGenerator<CheckpointTuple> {
    const place = checkpointOf(config)
    const before: unknown = options.before?.configurable?.checkpoint_id
    const stored = await this.#database.batch(place.tenantId, (tx) => select(tx, place, MOST_LISTED))
    const rows = stored.map((row) => CheckpointRow.parse(row))
    let left = options.limit ?? MOST_LISTED
    for (const row of rows) {
      if (typeof before === 'string' && row.checkpointId >= before) continue
      const tuple = await this.#tupleOf(row)
      const metadata: Readonly<Record<string, unknown>> = { ...tuple.metadata }
      if (Object.entries(options.filter ?? {}).some(([key, value]) => metadata[key] !== value)) continue
      if (left-- <= 0) return
      yield tuple
    }
  }

  override async put(
    config: RunnableConfig,
    checkpoint: Checkpoint,
    metadata: CheckpointMetadata,
  ): Promise<RunnableConfig> {
    const place = checkpointOf(config)
    const [[, checkpointBytes], [, metadataBytes]] = await Promise.all([
      this.serde.dumpsTyped(copyCheckpoint(checkpoint)),
      this.serde.dumpsTyped(metadata),
    ])
    const { id } = checkpoint
    await this.#save(place, (tx) =>
      tx.query(sql`
        insert into checkpoints as saved (tenant_id, run_id, checkpoint_id, checkpoint, metadata)
        select ${tx.tenantId}, ${mustHaveRun(place)}::uuid, ${id}, ${checkpointBytes}::bytea, ${metadataBytes}::bytea
         where ${ownsRun(tx, mustHold(place))}
            on conflict (tenant_id, run_id) do update
           set checkpoint_id = excluded.checkpoint_id, checkpoint = excluded.checkpoint, metadata = excluded.metadata,
               writes = jsonb_build_object(excluded.checkpoint_id,
                                           coalesce(saved.writes -> excluded.checkpoint_id, '{}'::jsonb)),
               updated_at = clock_timestamp()`),
    )
    return configOf({ ...place, checkpointId: id })
  }

  override async putWrites(config: RunnableConfig, writes: PendingWrite[], taskId: string): Promise<void> {
    const place = checkpointOf(config)
    const { checkpointId } = place
    if (checkpointId === null) throw configIncomplete('checkpoint_id')
    const stored = await Promise.all(writes.map((write, index) => this.#storedWrite(write, taskId, index)))
    const added = sql`excluded.writes -> ${checkpointId}::text`
    const there = sql`coalesce(saved.writes -> ${checkpointId}::text, '{}'::jsonb)`
    // A task's own writes are made once; what LangGraph says of the task (an error, an interrupt) is the last word.
    const isLastWord = writes.every(([channel]) => channel in WRITES_IDX_MAP)
    const merged = isLastWord ? sql`${there} || (${added})` : sql`(${added}) || ${there}`
    await this.#save(place, (tx) =>
      tx.query(sql`
        insert into checkpoints as saved (tenant_id, run_id, writes)
        select ${tx.tenantId}, ${mustHaveRun(place)}::uuid,
               ${JSON.stringify({ [checkpointId]: Object.fromEntries(stored) })}::jsonb
         where ${ownsRun(tx, mustHold(place))}
            on conflict (tenant_id, run_id) do update
           set writes = saved.writes || jsonb_build_object(${checkpointId}::text, ${merged}),
               updated_at = clock_timestamp()`),
    )
  }

  /** Deletes a run's row. There is no configuration here to say whose it is, so the id is `<tenant>/<run>`. */
  override async deleteThread(threadId: string): Promise<void> {
    const [tenant = '', runId = ''] = threadId.split('/', 2)
    await this.#database.batch(TenantId.parse(tenant), (tx) =>
      tx.query(sql`delete from checkpoints where tenant_id = ${tx.tenantId} and run_id = ${runId}`),
    )
  }

  async #save({ tenantId, saves }: CheckpointKey, save: CheckpointSave): Promise<void> {
    if (saves) saves.push(save)
    else await this.#database.batch(tenantId, save)
  }

  async #storedWrite([channel, value]: PendingWrite, taskId: string, index: number): Promise<[string, StoredWrite]> {
    const [type, bytes] = await this.serde.dumpsTyped(value)
    return [
      `${taskId},${WRITES_IDX_MAP[channel] ?? index}`,
      [taskId, channel, type, Buffer.from(bytes).toString('base64')],
    ]
  }

  async #tupleOf(row: CheckpointRow): Promise<CheckpointTuple> {
    const checkpoint: Checkpoint = await this.serde.loadsTyped('json', row.checkpoint)
    const metadata: CheckpointMetadata = await this.serde.loadsTyped('json', row.metadata)
    const pendingWrites = Object.values(row.writes).map(
      async ([taskId, channel, type, value]): Promise<[string, string, unknown]> => {
        const loaded: unknown = await this.serde.loadsTyped(type, Buffer.from(value, 'base64'))
        return [taskId, channel, loaded]
      },
    )
    const config = configOf(row)
    return { config, checkpoint, metadata, pendingWrites: await Promise.all(pendingWrites) }
  }
}

export type { CheckpointSave } from './checkpoints/checkpoint-key.ts'

const MOST_LISTED = 1_000

/** A run's checkpoint as stored, for `configurable.claimed`; null where it has none. */
export async function selectCheckpoint(tx: Tx, runId: string): Promise<unknown> {
  const [row] = await select(tx, { runId, checkpointId: null }, 1)
  return row ?? null
}

/** Whether what was read of a run's checkpoint is of a node that waits. */
export function waitsAtInterrupt(stored: unknown): boolean {
  return Object.values(CheckpointRow.parse(stored).writes).some(([, channel]) => channel === INTERRUPT)
}

async function select(
  tx: Tx,
  place: Pick<CheckpointKey, 'runId' | 'checkpointId'>,
  limit: number,
): Promise<readonly unknown[]> {
  return tx.query(sql`
    select run_id as "runId", checkpoint_id as "checkpointId", checkpoint, metadata,
           coalesce(writes -> checkpoint_id, '{}'::jsonb) as writes
      from checkpoints
     where tenant_id = ${tx.tenantId} and checkpoint is not null
       and (${place.runId}::uuid is null or run_id = ${place.runId}::uuid)
       and (${place.checkpointId}::text is null or checkpoint_id = ${place.checkpointId}::text)
     order by checkpoint_id desc limit ${limit}`)
}

function mustHaveRun({ runId }: CheckpointKey): string {
  if (runId === null) throw configIncomplete('thread_id')
  return runId
}

function mustHold(place: CheckpointKey): { readonly runId: string; readonly fence: number } {
  if (place.fence === null) throw configIncomplete('fence')
  return { runId: mustHaveRun(place), fence: place.fence }
}

function configIncomplete(field: string): AppError {
  return new AppError(`The graph was invoked without configurable.${field}.`, { code: 'checkpoint-config' })
}
