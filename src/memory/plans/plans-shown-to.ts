import { sql } from 'drizzle-orm'
import type { Tx } from '../database/database.ts'

/** What somebody had before them of a plan when they wrote a message. */
export interface PlanShown {
  readonly planId: string
  /** The digest that was shown to them last; null where none was, or its card doesn't stand in the thread. */
  readonly digest: string | null
  /**
   * Whether something else came since its card: a question of ours, what a person said, or a message of their own that they
   * had no answer to yet, which a yes may be meant for.
   */
  readonly isAskedSince: boolean
}

/** The plans that the author of a message had been shown before they wrote it, by the database's clock and by what they had seen. */
export async function readPlansShown(
  tx: Tx,
  messageId: string,
  planIds: readonly string[],
): Promise<readonly PlanShown[]> {
  return tx.query<{ planId: string; digest: string | null; isAskedSince: boolean }>(sql`
    select p.id as "planId",
           case when card.at is null then null else (
             select v.digest from plan_views v
              where v.tenant_id = p.tenant_id and v.plan_id = p.id and v.principal_id = said.principal_id
                and v.shown_at <= said.created_at
                and (said.seen is null
                     or exists (select from events e
                                 where e.tenant_id = p.tenant_id and e.thread_id = p.thread_id and e.seq <= said.seen
                                   and e.type = 'plan-proposed' and e.body ->> 'planId' = p.id::text
                                   and e.body ->> 'digest' = v.digest))
              order by v.shown_at desc limit 1) end as digest,
           exists (
             select from messages b
              where b.tenant_id = p.tenant_id and b.thread_id = said.thread_id
                and b.created_at > card.at and b.created_at <= said.created_at
                and (b.role = 'person'
                     or (b.role = 'user' and b.id <> said.id
                         and not exists (select from events e
                                          where e.tenant_id = b.tenant_id and e.thread_id = b.thread_id
                                            and e.run_id = b.run_id and e.seq <= said.seen
                                            and e.type in ('message-completed', 'run-waiting')))
                     or (b.role = 'assistant' and not b.parts @> '[{"type": "plan"}]'
                         and jsonb_path_exists(b.parts, '$[*].text ? (@ like_regex "[?？؟]")')))) as "isAskedSince"
      from messages said
      join plans p on p.tenant_id = said.tenant_id and p.thread_id = said.thread_id
     cross join lateral (
             select max(c.created_at) as at from messages c
              where c.tenant_id = p.tenant_id and c.thread_id = said.thread_id and c.created_at <= said.created_at
                and c.parts @> jsonb_build_array(jsonb_build_object('type', 'plan', 'planId', p.id))) card
     where said.tenant_id = ${tx.tenantId} and said.id = ${messageId} and p.id = any(${sql.param(planIds)}::uuid[])`)
}
