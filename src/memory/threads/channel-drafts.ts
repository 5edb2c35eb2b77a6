import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../database/database.ts'

/** The run whose answer a draft is of. */
export interface DraftRef {
  readonly threadId: string
  readonly runId: string
}

const OpenedDraft = z.object({ channel: z.string(), outsideId: z.string(), language: z.string().nullable() })
/** A draft that this process alone may write, and where. */
export type OpenedDraft = Readonly<z.infer<typeof OpenedDraft>>

/**
 * Begins a run's draft in its channel, which is one of these; null where the thread isn't such a channel's, another process
 * writes it, or something was told of the run before. Not for a batch: its second statement has to see what came before.
 */
export async function openDraft(
  tx: Tx,
  { threadId, runId }: DraftRef,
  { channels, leaseMs }: { readonly channels: readonly string[]; readonly leaseMs: number },
): Promise<OpenedDraft | null> {
  // Whoever appends an event holds this row, too: what is told of the run is there by now, or comes after this.
  await tx.query(sql`
    select from threads where tenant_id = ${tx.tenantId} and id = ${threadId} for no key update`)
  const [row] = await tx.query(sql`
    with opened as (
      insert into channel_drafts (tenant_id, thread_id, run_id, channel, may_be_there, writing_until)
      select o.tenant_id, o.thread_id, r.id, o.channel, true, now() + ${leaseMs} * interval '1 millisecond'
        from outside_threads o join runs r on r.tenant_id = o.tenant_id and r.thread_id = o.thread_id and r.id = ${runId}
       where o.tenant_id = ${tx.tenantId} and o.thread_id = ${threadId} and o.is_subscribed
         and o.channel in (select jsonb_array_elements_text(${JSON.stringify(channels)}::jsonb))
         and r.finished_at is null
         and not exists (select from outbox b join events e on e.tenant_id = b.tenant_id and e.thread_id = b.thread_id
                                                           and e.seq = b.seq
                          where b.tenant_id = o.tenant_id and b.thread_id = o.thread_id and e.run_id = r.id)
          on conflict do nothing
      returning tenant_id, thread_id, run_id, channel)
    select opened.channel, o.outside_id as "outsideId", r.language
      from opened
      join outside_threads o on o.tenant_id = opened.tenant_id and o.thread_id = opened.thread_id
      join runs r on r.tenant_id = opened.tenant_id and r.thread_id = opened.thread_id and r.id = opened.run_id`)
  return row === undefined ? null : OpenedDraft.parse(row)
}

/** Says that it is being written again. False where something is told in its place, or was. */
export async function holdDraft(tx: Tx, { threadId, runId }: DraftRef, leaseMs: number): Promise<boolean> {
  const rows = await tx.query(sql`
    update channel_drafts set writing_until = now() + ${leaseMs} * interval '1 millisecond'
     where tenant_id = ${tx.tenantId} and thread_id = ${threadId} and run_id = ${runId} and taken_by is null
    returning run_id`)
  return rows.length > 0
}

/** Where a draft stands in its channel. `as`: what that calls it; null where it may be there and hasn't said. */
export interface PostedDraft {
  readonly as: string | null
}

/** Keeps what the channel calls it, and that nobody writes it now. Null where it isn't there. */
export async function keepDraft(tx: Tx, { threadId, runId }: DraftRef, posted: PostedDraft | null): Promise<void> {
  await tx.query(sql`
    update channel_drafts set writing_until = null, may_be_there = ${posted !== null}, posted_as = ${posted?.as ?? null}
     where tenant_id = ${tx.tenantId} and thread_id = ${threadId} and run_id = ${runId}`)
}

const Taken = z.object({ as: z.string().nullable(), mayBeThere: z.boolean(), isBeingWritten: z.boolean() })

/** Takes a run's draft for an event that is told in its place: nobody begins to write it any more. Null where there is none. */
export async function takeDraft(
  tx: Tx,
  { threadId, runId }: DraftRef,
  seq: number,
): Promise<z.infer<typeof Taken> | null> {
  const [row] = await tx.query(sql`
    update channel_drafts set taken_by = ${seq}
     where tenant_id = ${tx.tenantId} and thread_id = ${threadId} and run_id = ${runId}
    returning posted_as as "as", may_be_there as "mayBeThere", coalesce(writing_until > now(), false) as "isBeingWritten"`)
  return row === undefined ? null : Taken.parse(row)
}

/** Forgets the draft in whose place an event was told. */
export async function forgetTaken(tx: Tx, threadId: string, seq: number): Promise<void> {
  await tx.query(sql`
    delete from channel_drafts where tenant_id = ${tx.tenantId} and thread_id = ${threadId} and taken_by = ${seq}`)
}

/** Forgets a draft that is taken away. */
export async function forgetDraft(tx: Tx, { threadId, runId }: DraftRef): Promise<void> {
  await tx.query(sql`
    delete from channel_drafts where tenant_id = ${tx.tenantId} and thread_id = ${threadId} and run_id = ${runId}`)
}

const LeftDraft = z.object({
  threadId: z.uuid(),
  runId: z.uuid(),
  outsideId: z.string(),
  as: z.string().nullable(),
  mayBeThere: z.boolean(),
})
/** A draft that nothing comes in the place of. */
export type LeftDraft = Readonly<z.infer<typeof LeftDraft>>

/** Takes those of a channel whose runs have ended with nothing more to tell, to have them taken away; others don't meanwhile. */
export async function claimLeft(
  tx: Tx,
  { channel, leaseMs, atMost }: { readonly channel: string; readonly leaseMs: number; readonly atMost: number },
): Promise<readonly LeftDraft[]> {
  const rows = await tx.query(sql`
    with left_there as (
      select d.tenant_id, d.thread_id, d.run_id
        from channel_drafts d join runs r on r.tenant_id = d.tenant_id and r.thread_id = d.thread_id and r.id = d.run_id
       where d.tenant_id = ${tx.tenantId} and d.channel = ${channel} and r.finished_at is not null
         and d.begun_at > now() - interval '1 day' and (d.writing_until is null or d.writing_until < now())
         and not exists (select from outbox b
                          where b.tenant_id = d.tenant_id and b.thread_id = d.thread_id
                            and b.state in ('pending', 'sending'))
       order by d.begun_at limit ${atMost}
         for update of d skip locked)
    update channel_drafts d set writing_until = now() + ${leaseMs} * interval '1 millisecond'
      from left_there l
      join outside_threads o on o.tenant_id = l.tenant_id and o.thread_id = l.thread_id
     where d.tenant_id = l.tenant_id and d.thread_id = l.thread_id and d.run_id = l.run_id
    returning d.thread_id as "threadId", d.run_id as "runId", o.outside_id as "outsideId", d.posted_as as "as",
              d.may_be_there as "mayBeThere"`)
  return rows.map((row) => LeftDraft.parse(row))
}
