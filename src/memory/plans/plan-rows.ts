import { sql, type SQL } from 'drizzle-orm'
import { scopesFor } from '#auth/authorize.ts'
import type { Tx } from '../database/database.ts'
import { isUsable } from '../people/keys.ts'
import { orderBy } from './plan-order.ts'
import type { PlanOrder } from '#core/plan-order.ts'
import { textOf } from '../database/driver/transaction.ts'

/** Rows of plans, newest first unless said, each still to be parsed. `condition` is on `plans p`. */
export async function plansWhere(
  tx: Tx,
  condition: SQL,
  limit: number,
  order: PlanOrder = 'newest',
): Promise<readonly unknown[]> {
  const rows = await tx.query<{ plan: unknown }>(sql`
    select ${PLAN} as plan
      from plans p
      left join principals w on w.tenant_id = p.tenant_id and w.id = p.requester
     where p.tenant_id = ${tx.tenantId} and ${condition}
     order by ${orderBy(order)} limit ${limit}`)
  return rows.map((row) => row.plan)
}

/** Who has decided on a plan, and what they may now, still to be parsed; null where there is no such plan. */
export async function decisionsNow(tx: Tx, planId: string): Promise<unknown> {
  return ofPlan(tx, planId, sql`json_build_object('decisions', ${DECISIONS}, 'now', ${iso(sql`now()`)})`)
}

/** A plan's steps as they stand, still to be parsed; null where there is no such plan. */
export async function effectsNow(tx: Tx, planId: string): Promise<unknown> {
  return ofPlan(tx, planId, EFFECTS)
}

async function ofPlan(tx: Tx, planId: string, what: SQL): Promise<unknown> {
  const [row] = await tx.query<{ found: unknown }>(sql`
    select ${what} as found from plans p where p.tenant_id = ${tx.tenantId} and p.id = ${planId}`)
  return row?.found ?? null
}

function shownReadsOf(): SQL {
  return sql`case when jsonb_exists(p.refs, 'shown1') then coalesce((
     select json_agg(j.entry order by j.generation, j.index)
       from plan_attempts a
       join plan_reads j on j.tenant_id = a.tenant_id and j.plan_id = a.plan_id and j.generation = a.attempt
      where a.tenant_id = p.tenant_id and a.plan_id = p.id and a.failure ->> 'kind' = 'shown'), '[]'::json)
     else '[]'::json end`
}

const EFFECTS = fixedText(sql`coalesce((
     select json_agg(json_build_object(
              'index', e.index, 'tool', e.tool, 'args', e.args, 'labels', e.labels, 'because', e.because,
              'paths', e.paths,
              'verdict', e.verdict, 'state', e.state, 'definitionHash', e.definition_hash,
              'idempotencyKey', e.idempotency_key, 'resolvedArgs', e.resolved_args, 'outcome', e.outcome,
              'dispatchedAt', ${iso(sql`e.dispatched_at`)}, 'completedAt', ${iso(sql`e.completed_at`)}, 'undoes', e.undoes,
              'tries', e.tries, 'triedAt', ${iso(sql`e.tried_at`)})
            order by e.index)
       from effects e where e.tenant_id = p.tenant_id and e.plan_id = p.id), '[]'::json)`)

function allowedReads(): SQL {
  return sql`coalesce((
     select json_agg(json_build_object(
              'digest', a.digest, 'verdict', a.verdict, 'reads', a.reads,
              'escalation', case when a.escalates_at is not null and a.escalates_to is not null
                then json_build_object('to', a.escalates_to, 'at', ${iso(sql`a.escalates_at`)}) end,
              'allowedAt', ${iso(sql`a.allowed_at`)})
            order by a.place)
       from allowed_reads a where a.tenant_id = p.tenant_id and a.plan_id = p.id), '[]'::json)`
}

const DECISIONS = fixedText(sql`coalesce((
     select json_agg(json_build_object(
              'principalId', d.principal_id, 'principalName', dw.name, 'digest', d.digest,
              'decision', d.decision, 'changes', d.changes, 'roles', d.roles, 'rolesNow', ${rolesNow()}, 'authenticatedBy', d.authenticated_by, 'reason', d.reason, 'note', d.note,
              'decidedAt', ${iso(sql`d.decided_at`)}, 'shownAt', ${iso(sql`d.shown_at`)})
            order by d.decided_at)
       from decisions d
       left join principals dw on dw.tenant_id = d.tenant_id and dw.id = d.principal_id
      where d.tenant_id = p.tenant_id and d.plan_id = p.id), '[]'::json)`)

// A key is a service of its own: with it ends what it said. Whoever else than a person or a key decided holds nothing.
function rolesNow(): SQL {
  return sql`case
    when d.authenticated_by = 'session' or exists (
      select from api_keys k
       where k.tenant_id = d.tenant_id and k.principal_id = d.principal_id and ${isUsable(sql`k`)}
         and k.scopes && ${sql.raw(`'{${scopesFor('plan.decide').join(',')}}'`)}::text[])
    then coalesce(dw.roles, '{}') else '{}' end`
}

// Text in one form on both databases and in any time zone.
function iso(time: SQL): SQL {
  return sql`to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
}

const PLAN = fixedText(sql`
  json_build_object(
    'id', p.id, 'threadId', p.thread_id, 'runId', p.run_id, 'round', p.round, 'requester', p.requester,
    'requesterName', coalesce(w.name, p.requester), 'agent', p.agent, 'agentHash', p.agent_hash,
    'author', p.author,
    'language', (select r.language from runs r where r.tenant_id = p.tenant_id and r.id = p.run_id),
    'playbook', p.playbook, 'program', p.program, 'literals', p.literals, 'slots', p.slots,
    'refs', p.refs, 'identity', p.identity, 'procedures', p.procedures, 'prompt', p.prompt, 'model', p.model, 'next', p.next,
    'nowMs', p.now_ms, 'generation', p.generation, 'status', p.status, 'said', p.said, 'failure', p.failure,
    'verdict', p.verdict, 'policyHash', p.policy_hash, 'digest', p.digest, 'seal', p.seal,
    'changes', coalesce(p.changes, '[]'::jsonb), 'edits', p.edits, 'citations', p.citations, 'intent', p.intent, 'dryRunEndedAt', ${iso(sql`p.dry_run_ended_at`)},
    'expiresAt', ${iso(sql`p.expires_at`)},
    'escalation', case when p.escalates_at is not null and p.escalates_to is not null
      then json_build_object('to', p.escalates_to, 'at', ${iso(sql`p.escalates_at`)}) end, 'risk', p.risk, 'createdAt', ${iso(sql`p.created_at`)}, 'now', ${iso(sql`now()`)},
    'journal', coalesce((
      select json_agg(j.entry order by j.index)
        from plan_reads j
       where j.tenant_id = p.tenant_id and j.plan_id = p.id and j.generation = p.generation), '[]'::json),
    'asking', p.asking, 'allowed', ${allowedReads()},
    'shownReads', ${shownReadsOf()},
    'effects', ${EFFECTS},
    'decisions', ${DECISIONS},
    'rest', (
      select json_build_object('until', ${iso(sql`r.not_before`)}, 'code', r.rest ->> 'code',
                               'index', (r.rest ->> 'index')::int)
        from runs r
       where r.tenant_id = p.tenant_id and r.id = p.run_id and r.not_before is not null
         and r.rest ->> 'planId' = p.id::text))`)

/**
 * A part of statements that is the same in all of them, as text: it is put together once, and not for each that is sent.
 * Throws a `TypeError` where it has parameters.
 */
function fixedText(part: SQL): SQL {
  const { text, params } = textOf(part)
  if (params.length > 0) throw new TypeError('What has parameters isn’t the same in every statement.')
  return sql.raw(text)
}
