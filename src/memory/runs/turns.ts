import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { Json } from '#core/json.ts'
import type { Tx } from '../database/database.ts'
import { Choice, Part } from '../threads/part.ts'

/** What a turn starts from: its message, who wrote it and what roles and groups they hold now, and what the turn before asked. */
export const TurnRow = z.object({
  threadId: z.string(),
  channel: z.string(),
  agent: z.string(),
  messageId: z.string(),
  state: z.enum(['queued', 'running', 'waiting', 'done', 'failed', 'cancelled']),
  route: Json.nullable(),
  parts: z.array(Part),
  /** Whether its author has said that all of it is their own request, which this turn is to do. */
  isOwn: z.boolean(),
  /** How whoever wrote its message was recognised then; null where that wasn't kept. */
  authenticatedBy: z.enum(['session', 'key', 'token']).nullable(),
  /** The messages that it answers too, from before its own, the first first. */
  joined: z.array(z.object({ id: z.string(), parts: z.array(Part) })),
  requester: z.object({
    id: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    kind: z.enum(['person', 'service']),
    roles: z.array(z.string()),
    groups: z.array(z.string()),
  }),
  /** The route of the requester's last routed turn before this one in the thread, which may have asked them something. */
  routeBefore: Json.nullable(),
  /** The route of the turn that they were answered last, as far as they had read when they wrote the message. */
  routeSeen: Json.nullable(),
  /** The buttons under that answer. */
  choicesSeen: z.array(Choice),
  /** What this turn speaks with its requester, and what their last one before it did; null where nothing was decided. */
  language: z.string().nullable(),
  languageBefore: z.string().nullable(),
  /** The person that the thread was passed on to, while it is: for which role, and who has taken it. */
  handOver: z
    .object({ id: z.string(), role: z.string(), takenBy: z.object({ id: z.string(), name: z.string() }).nullable() })
    .nullable(),
  now: z.string(),
})
export type TurnRow = z.infer<typeof TurnRow>

/** Reads all that in one statement, for `TurnRow` to parse when it is needed; null when the run isn't there. */
export async function selectTurn(tx: Tx, runId: string): Promise<unknown> {
  const [row] = await tx.query<{ turn: unknown }>(sql`
    select json_build_object(
             'threadId', r.thread_id, 'channel', t.channel, 'agent', r.agent, 'messageId', r.message_id, 'state', r.state, 'route', r.route,
             'parts', m.parts, 'isOwn', coalesce(r.id >= m.own_run, false), 'authenticatedBy', m.authenticated_by,
             'joined', (select coalesce(json_agg(json_build_object('id', j.id, 'parts', j.parts)
                                               order by array_position(r.joined, j.id)), '[]') from messages j
                         where j.tenant_id = r.tenant_id and j.id = any(r.joined)),
             'requester', json_build_object('id', w.id, 'name', w.name, 'email', w.email, 'kind', w.kind,
                                            'roles', w.roles, 'groups', w.groups),
             'routeBefore', (select b.route from runs b
                              where b.tenant_id = r.tenant_id and b.thread_id = r.thread_id
                                and b.requester = r.requester and b.id < r.id and b.route is not null
                                and not b.message_id = any(r.joined)
                              order by b.id desc limit 1),
             'routeSeen', seen.route, 'choicesSeen', coalesce(seen.choices, '[]'),
             'language', r.language,
             'languageBefore', (select b.language from runs b
                                 where b.tenant_id = r.tenant_id and b.thread_id = r.thread_id
                                   and b.requester = r.requester and b.id < r.id and b.language is not null
                                 order by b.id desc limit 1),
             'handOver', (select json_build_object(
                             'id', h.id, 'role', h.role,
                             'takenBy', (select json_build_object('id', p.id, 'name', p.name) from principals p
                                          where p.tenant_id = h.tenant_id and p.id = h.taken_by))
                            from hand_overs h
                           where h.tenant_id = r.tenant_id and h.thread_id = r.thread_id and h.closed_at is null),
             'now', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) as turn
      from runs r
      join threads t on t.tenant_id = r.tenant_id and t.id = r.thread_id
      join messages m on m.tenant_id = r.tenant_id and m.id = r.message_id
      join principals w on w.tenant_id = r.tenant_id and w.id = r.requester
      left join lateral (
             select s.route, jsonb_path_query_array(a.parts, '$[*].choices[*]') as choices from events e
               join runs s on s.tenant_id = e.tenant_id and s.id = e.run_id
               left join messages a on a.tenant_id = s.tenant_id and a.run_id = s.id and a.role = 'assistant'
              where e.tenant_id = r.tenant_id and e.thread_id = r.thread_id
                and e.type in ('message-completed', 'run-waiting')
                and (m.seen is null or e.seq <= m.seen)
                and s.requester = r.requester and s.id < r.id and s.route is not null
              order by e.seq desc limit 1) seen on true
     where r.tenant_id = ${tx.tenantId} and r.id = ${runId}`)
  return row?.turn ?? null
}
