import type { Owner } from '../src/memory/database/owner.ts'

/** What a database has before turns are measured on it. */
export interface Grown {
  /** Turns that the example customer had before, each with one effect. */
  readonly effects: number
  /** Over thirty days, each of a thread and a plan of its own; or a hundred in each plan, within the hours in which the windows of a day and of thirty begin. */
  readonly within: 'thirty days' | 'edge hours'
  /** Plans of others that wait for a person. */
  readonly waiting: number
}

/** Fills a database in bulk, past its triggers, and makes the kept totals from the rows as a migration does. */
export async function grow(owner: Owner, { effects, within, waiting }: Grown): Promise<void> {
  const ago =
    within === 'thirty days'
      ? `(n::float8 / ${effects}) * interval '30 days'`
      : `case when n % 2 = 0 then interval '23 hours 15 minutes' else interval '719 hours 15 minutes' end
         + (n::float8 / ${effects}) * interval '1 hour'`
  const perPlan = within === 'thirty days' ? 1 : 100
  await owner.exec(`
    set session_replication_role = replica;
    ${rows({ count: effects, perPlan, from: 0, ago, requester: `'customer'`, status: 'done', state: 'succeeded' })}
    ${rows({ count: waiting, perPlan: 1, from: 100_000_000, ago: `interval '1 hour'`, requester: `'other-' || n % 5000`, status: 'waiting', state: 'planned' })}
    select setval('reservation_places', 200000000);
    set session_replication_role = origin;
    select fill_totals('default');
    analyze;`)
}

/** The id of the nth thread, run and plan that was grown. */
export function grownId(nth: number): string {
  return `00000000-0000-7000-8000-${nth.toString(16).padStart(12, '0')}`
}

interface Rows {
  readonly count: number
  readonly perPlan: number
  /** The number before the first one's. */
  readonly from: number
  /** SQL over `n`, as is `requester`. */
  readonly ago: string
  readonly requester: string
  readonly status: string
  readonly state: string
}

function rows({ count, perPlan, from, ago, requester, status, state }: Rows): string {
  const begun = state === 'planned' ? 'null' : 'at'
  const run = status === 'waiting' ? 'waiting' : 'done'
  return `
    create temporary table grown as
      select ${from} + n as n, now() - (${ago}) as at, ${requester} as requester,
             ('00000000-0000-7000-8000-' || lpad(to_hex(${from} + (n - 1) / ${perPlan} + 1), 12, '0'))::uuid as id,
             (n - 1) % ${perPlan} as index
        from generate_series(1, ${count}) n;
    insert into threads (tenant_id, id, agent, requester, channel, head_seq, created_at)
      select 'default', id, 'support', requester, 'bench', 0, at from grown where index = 0;
    insert into messages (tenant_id, id, thread_id, run_id, role, principal_id, parts, created_at)
      select 'default', id, id, id, 'user', requester, '[{"type": "text", "text": "Refund order A17"}]', at from grown where index = 0;
    insert into runs (tenant_id, id, thread_id, message_id, agent, requester, state, fence, attempts, created_at,
                      finished_at)
      select 'default', id, id, id, 'support', requester, '${run}', 1, 1, at, at from grown where index = 0;
    insert into plans (tenant_id, id, thread_id, run_id, round, requester, agent, agent_hash, author, playbook, program,
                       literals, slots, now_ms, status, verdict, digest, dry_run_ended_at, expires_at, created_at,
                       updated_at, risk)
      select 'default', id, id, id, 0, requester, 'support', 'h', 'playbook', 'refund', '',
             '{"data": [], "ctrl": []}', '{}', 0, '${status}',
             '{"decision": "ask", "roles": ["support-lead"], "reasons": [], "policies": []}', id::text, at,
             at + interval '2 days', at, at, '{0}' from grown where index = 0;
    insert into effects (tenant_id, plan_id, index, tool, args, labels, because, verdict, state, definition_hash,
                         requester, agent, amounts, idempotency_key, dispatched_at, completed_at, created_at, place,
                         placed_after, placed_before, waited)
      select 'default', id, index, 'shop/refunds.create', '{}', '{}', '{"data": [], "ctrl": []}', null, '${state}', 'h',
             requester, 'support', '{"EUR": 1}', n::text || ' bench', ${begun}, ${begun}, at, n, at, at, 0 from grown;
    drop table grown;`
}
