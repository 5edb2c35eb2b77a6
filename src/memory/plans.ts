import { sql, type SQL } from 'drizzle-orm'
import type { PlanStatus } from '#plan-status.ts'
import type { Tx } from './database.ts'
import { insist, NOT_AS_SUPPOSED } from './database/insist.ts'
import { PlanRecord } from './plan-record.ts'

/** A plan with its effects and decisions, or null. */
export async function readPlan(tx: Tx, planId: string): Promise<PlanRecord | null> {
  return onePlan(tx, sql`p.id = ${planId}`)
}

/** The plan of a run's round, or null while there is none. */
export async function readPlanOfRun(tx: Tx, runId: string, round: number): Promise<PlanRecord | null> {
  return onePlan(tx, sql`p.run_id = ${runId} and p.round = ${round}`)
}

/** The plans of a run's rounds before one, the first first. */
export async function readPlansBeforeRound(tx: Tx, runId: string, round: number): Promise<readonly PlanRecord[]> {
  const rows = await plansWhere(tx, sql`p.run_id = ${runId} and p.round < ${round}`, Math.max(round, 1))
  return rows.map((row) => PlanRecord.parse(row)).sort((one, other) => one.round - other.round)
}

/** The newest plan of a run of which something was begun, reading only what can't be malformed; null where none was. */
export async function findBegunPlan(
  tx: Tx,
  runId: string,
): Promise<{ readonly planId: string; readonly isUnknown: boolean } | null> {
  const [row] = await tx.query<{ planId: string; isUnknown: boolean }>(sql`
    select p.id as "planId", p.status = 'unknown' as "isUnknown"
      from plans p
     where p.tenant_id = ${tx.tenantId} and p.run_id = ${runId}
       and exists (select from effects e where e.tenant_id = p.tenant_id and e.plan_id = p.id
                      and e.state not in ('planned', 'cancelled'))
     order by p.round desc limit 1`)
  return row ?? null
}

/** A plan as `readPlan` gives it, holding its row until the transaction ends, so that of two decisions one comes first. */
export async function lockPlan(tx: Tx, planId: string): Promise<PlanRecord | null> {
  const lock = tx.query(sql`select id from plans where tenant_id = ${tx.tenantId} and id = ${planId} for update`)
  // Sent together, done in order: the second sees what whoever held the row before has left.
  const [, plan] = await Promise.all([lock, readPlan(tx, planId)])
  return plan
}

/**
 * Holds a waiting plan's row, and fails with `not-as-supposed` where it isn't as it was read: it doesn't wait any more, its
 * time has come, it is another plan by now, or somebody has decided since.
 */
export async function insistOnPlan(tx: Tx, plan: Pick<PlanRecord, 'id' | 'digest' | 'decisions'>): Promise<void> {
  const isWaiting = sql`exists (
    select from plans where tenant_id = ${tx.tenantId} and id = ${plan.id} and status = 'waiting'
       and digest = ${plan.digest} and (expires_at is null or expires_at > now()) for update)`
  const isUndecided = sql`(
    select count(*) from decisions where tenant_id = ${tx.tenantId} and plan_id = ${plan.id}) = ${plan.decisions.length}`
  // Two statements: the second sees what whoever held the row before has left.
  await Promise.all([
    tx.query(sql`select ${insist(isWaiting, NOT_AS_SUPPOSED)}`),
    tx.query(sql`select ${insist(isUndecided, NOT_AS_SUPPOSED)}`),
  ])
}

/**
 * Plans, newest first. A requester sees their own; `everybodys` is for those who may read all. A row that is no plan any
 * more fails whoever asks for it by its id, and is left out here: one can't hide the others.
 */
export async function listPlans(
  tx: Tx,
  filter: {
    readonly status: PlanStatus | null
    readonly requester: string
    readonly everybodys: boolean
    readonly roles: readonly string[]
    /** Agents whose plans of unknown outcome are shown too. */
    readonly unknownOf: readonly string[]
    readonly limit: number
  },
): Promise<readonly PlanRecord[]> {
  const rows = await plansWhere(
    tx,
    sql`(${filter.status}::text is null or p.status = ${filter.status})
        and (p.requester = ${filter.requester} or ${filter.everybodys}
             or jsonb_exists_any(coalesce(p.verdict -> 'roles', '[]'::jsonb), ${textArray(filter.roles)})
             or (p.status = 'unknown' and p.agent = any(${textArray(filter.unknownOf)})))`,
    filter.limit,
  )
  return rows.flatMap((row) => PlanRecord.safeParse(row).data ?? [])
}

async function onePlan(tx: Tx, condition: SQL): Promise<PlanRecord | null> {
  const [plan] = await plansWhere(tx, condition, 1)
  return plan === undefined ? null : PlanRecord.parse(plan)
}

async function plansWhere(tx: Tx, condition: SQL, limit: number): Promise<readonly unknown[]> {
  const rows = await tx.query<{ plan: unknown }>(sql`
    select json_build_object(
             'id', p.id, 'threadId', p.thread_id, 'runId', p.run_id, 'round', p.round, 'requester', p.requester,
             'requesterName', coalesce(w.name, p.requester), 'agent', p.agent, 'agentHash', p.agent_hash,
             'author', p.author, 'playbook', p.playbook, 'program', p.program, 'literals', p.literals, 'slots', p.slots,
             'refs', p.refs, 'prompt', p.prompt, 'model', p.model, 'next', p.next,
             'nowMs', p.now_ms, 'generation', p.generation, 'status', p.status, 'said', p.said, 'failure', p.failure,
             'verdict', p.verdict, 'policyHash', p.policy_hash, 'digest', p.digest, 'seal', p.seal,
             'changes', coalesce(p.changes, '[]'::jsonb), 'dryRunEndedAt', ${iso(sql`p.dry_run_ended_at`)},
             'expiresAt', ${iso(sql`p.expires_at`)}, 'createdAt', ${iso(sql`p.created_at`)}, 'now', ${iso(sql`now()`)},
             'journal', coalesce((
               select json_agg(j.entry order by j.index)
                 from plan_reads j
                where j.tenant_id = p.tenant_id and j.plan_id = p.id and j.generation = p.generation), '[]'::json),
             'effects', coalesce((
               select json_agg(json_build_object(
                        'index', e.index, 'tool', e.tool, 'args', e.args, 'labels', e.labels, 'because', e.because,
                        'paths', e.paths,
                        'verdict', e.verdict, 'state', e.state, 'definitionHash', e.definition_hash,
                        'idempotencyKey', e.idempotency_key, 'resolvedArgs', e.resolved_args, 'outcome', e.outcome,
                        'dispatchedAt', ${iso(sql`e.dispatched_at`)}, 'completedAt', ${iso(sql`e.completed_at`)})
                      order by e.index)
                 from effects e where e.tenant_id = p.tenant_id and e.plan_id = p.id), '[]'::json),
             'decisions', coalesce((
               select json_agg(json_build_object(
                        'principalId', d.principal_id, 'principalName', dw.name, 'digest', d.digest,
                        'decision', d.decision, 'roles', d.roles, 'rolesNow', coalesce(dw.roles, '{}'), 'reason', d.reason, 'note', d.note,
                        'decidedAt', ${iso(sql`d.decided_at`)})
                      order by d.decided_at)
                 from decisions d
                 left join principals dw on dw.tenant_id = d.tenant_id and dw.id = d.principal_id
                where d.tenant_id = p.tenant_id and d.plan_id = p.id), '[]'::json)) as plan
      from plans p
      left join principals w on w.tenant_id = p.tenant_id and w.id = p.requester
     where p.tenant_id = ${tx.tenantId} and ${condition}
     order by p.created_at desc, p.id desc limit ${limit}`)
  return rows.map((row) => row.plan)
}

// Text in one form on both databases and in any time zone.
function iso(time: SQL): SQL {
  return sql`to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
}

function textArray(texts: readonly string[]): SQL {
  return sql`array(select jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb))`
}
