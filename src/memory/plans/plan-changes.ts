import { sql, type SQL } from 'drizzle-orm'
import type { Intent } from '#core/intent.ts'
import type { JsonObject } from '#core/json.ts'
import type { Label, Labels } from '#plan-language/values/label.ts'
import type { PlanCitation } from '#core/plan-citation.ts'
import type { PlanEdits } from '#plan-language/values/plan-edit.ts'
import type { PlanStatus } from './plan-status.ts'
import type { ValuePaths } from '#plan-language/values/value-path.ts'
import type { Verdict } from '#core/verdict.ts'
import type { Tx } from '../database/database.ts'
import { keepJudged, type JudgedFacts, type ShadowJudgement } from './judgements.ts'
import type { PlanDifference, PlanFailureRecord, PlanRecord, PlanTalk, Slots } from './plan-record.ts'
import { jsonb } from '../database/driver/jsonb.ts'
import { assertInSql, LEASE_LOST } from '../database/driver/assert-in-sql.ts'
import { NEXT_PLACE } from '../ledger/reservations.ts'
import { ownsRun, updateOrLoseLease, type Lease } from '../runs/leases.ts'

export interface NewPlan {
  readonly id: string
  readonly threadId: string
  readonly runId: string
  readonly round: number
  readonly requester: string
  readonly agent: string
  readonly agentHash: string
  readonly author: 'playbook' | 'model'
  readonly playbook: string | null
  readonly program: string
  readonly literals: Label
  readonly slots: Slots
  /** What it is told of whoever asks; null where its program doesn't name them. */
  readonly identity: Slots | null
  /** What its requester is taken to have asked for; null where nothing is known of it. */
  readonly intent: Intent | null
  readonly nowMs: number
}

/**
 * Writes down a plan before it is tried out. The second time for the same run and round changes nothing. Throws
 * `lease-lost`.
 */
export async function createPlan(tx: Tx, plan: NewPlan, hold: Lease): Promise<void> {
  await tx.query(sql`
    insert into plans (tenant_id, id, thread_id, run_id, round, requester, agent, agent_hash, author, playbook, program,
                       literals, slots, identity, intent, now_ms, status)
    select ${tx.tenantId}, ${plan.id}::uuid, ${plan.threadId}::uuid, ${plan.runId}::uuid, ${plan.round}::int,
           ${plan.requester}, ${plan.agent}, ${plan.agentHash}, ${plan.author}, ${plan.playbook}, ${plan.program},
           ${jsonb(plan.literals)}, ${jsonb(plan.slots)}, ${jsonb(plan.identity)}, ${jsonb(plan.intent)}, ${plan.nowMs}::bigint, 'making'
     where ${assertInSql(ownsRun(tx, hold), LEASE_LOST)}
    on conflict (tenant_id, run_id, round) do nothing`)
}

/** Keeps reads of one try of a plan. The same index again is an error: a journal doesn't change. Throws `lease-lost`. */
export async function appendReads(tx: Tx, reads: PlanReads, hold: Lease): Promise<void> {
  await tx.query(sql`
    insert into plan_reads (tenant_id, plan_id, generation, index, entry)
    select ${tx.tenantId}, ${reads.planId}::uuid, ${reads.generation}::int, (e.entry ->> 'index')::int, e.entry
      from jsonb_array_elements(${jsonb(reads.entries)}) as e(entry)
     where ${assertInSql(ownsRun(tx, hold), LEASE_LOST)}`)
}

export interface PlanReads {
  readonly planId: string
  readonly generation: number
  readonly entries: readonly { readonly index: number }[]
}

export interface PlannedEffect {
  readonly index: number
  readonly tool: string
  readonly args: JsonObject
  readonly labels: Labels
  readonly because: Label
  readonly paths: ValuePaths
  readonly definitionHash: string
  /** Money by currency, minor units: what windows over the ledger add up. */
  readonly amounts: Readonly<Record<string, number>>
}

export interface StoredDryRun {
  readonly planId: string
  /** Which try this is: a plan that went stale is tried again with its reads made anew. */
  readonly generation: number
  readonly said: PlanTalk | null
  readonly effects: readonly PlannedEffect[]
  readonly changes: readonly PlanDifference[]
  /** What led the program to ask for another round; null where it didn't. */
  readonly next?: Label | null
  /** What people changed before and that still holds; `effects` are with it. */
  readonly edits?: PlanEdits | null
  readonly citations: readonly PlanCitation[]
  /** What its requester is taken to have asked for, now that it has steps; null leaves what was known before. */
  readonly intent?: Intent | null
  /** The one procedure that stages all of it; left out, the row keeps what it says. */
  readonly playbook?: string | null
  /** Whether `effects` are reads that people are to be asked about, before anything is staged. */
  readonly asking?: boolean
  /** The program with what it is given, where they aren't those that the plan was created with. */
  readonly written?: Pick<PlanRecord, 'program' | 'slots' | 'identity'> | null
}

/**
 * Writes down what a plan would do. Effects of an earlier try are replaced, which is only possible while none of them
 * has begun. Throws `lease-lost` where one has, where the plan has ended or waits, or where the run has gone to another
 * worker.
 */
export async function storeDryRun(tx: Tx, dryRun: StoredDryRun, hold: Lease): Promise<void> {
  await tx.query(sql`
    with plan as (
      update plans set status = 'making', asking = ${dryRun.asking ?? false}, generation = ${dryRun.generation}, said = ${jsonb(dryRun.said)},
             failure = null, changes = ${jsonb(dryRun.changes)}, next = ${jsonb(dryRun.next ?? null)}, edits = ${jsonb(dryRun.edits ?? null)}, citations = ${jsonb(dryRun.citations)}, intent = coalesce(${jsonb(dryRun.intent ?? null)}, intent), program = coalesce(${dryRun.written?.program ?? null}, program), slots = coalesce(${jsonb(dryRun.written?.slots ?? null)}, slots), identity = case when ${dryRun.written != null}::boolean then ${jsonb(dryRun.written?.identity ?? null)} else identity end, playbook = case when ${dryRun.playbook !== undefined}::boolean then ${dryRun.playbook ?? null} else playbook end, verdict = null, digest = null, seal = null, dry_run_ended_at = now(),
             updated_at = now()
       where tenant_id = ${tx.tenantId} and id = ${dryRun.planId} and status in ('making', 'applying')
         and ${ownsRun(tx, hold)}
         and not exists (select from effects e where e.tenant_id = plans.tenant_id and e.plan_id = plans.id
                            and e.state <> 'planned')
      returning tenant_id, id, requester, agent
    ), gone as (
      delete from effects using plan
       where effects.tenant_id = plan.tenant_id and effects.plan_id = plan.id
         and effects.index >= ${dryRun.effects.length}
    ), kept as (
      insert into effects (tenant_id, plan_id, index, tool, args, labels, because, paths, state, definition_hash, requester,
                           agent, amounts)
      select plan.tenant_id, plan.id, e.index, e.tool, e.args, e.labels, e.because, e.paths, 'planned', e."definitionHash",
             plan.requester, plan.agent, e.amounts
        from plan, jsonb_to_recordset(${jsonb(dryRun.effects)}) as e(index int, tool text, args jsonb, labels jsonb,
             because jsonb, paths jsonb, "definitionHash" text, amounts jsonb)
      on conflict (tenant_id, plan_id, index) do update
         set tool = excluded.tool, args = excluded.args, labels = excluded.labels, because = excluded.because,
             paths = excluded.paths, verdict = null, definition_hash = excluded.definition_hash, amounts = excluded.amounts
    )
    select ${assertInSql(sql`exists (select from plan)`, LEASE_LOST)}`)
}

export interface Judgement {
  readonly planId: string
  readonly status: 'waiting' | 'applying' | 'refused'
  readonly verdict: Verdict
  /** One for each effect, in order. */
  readonly effectVerdicts: readonly Verdict[]
  readonly policyHash: string
  readonly digest: string
  readonly seal: unknown
  readonly expiresAt: string
  /** What it was judged by beside its effects and reads. */
  readonly facts: JudgedFacts
  /** What rules on trial would have said; null where there are none. */
  readonly shadow: ShadowJudgement | null
  readonly escalation: PlanRecord['escalation']
  /** What a queue is sorted by, the weightiest number first. */
  readonly risk: readonly number[]
}

/**
 * Writes down what policy said of a plan. Throws `lease-lost` where it isn't being made any more or the run is another
 * worker's.
 */
export async function storeJudgement(tx: Tx, judgement: Judgement, hold: Lease): Promise<void> {
  await tx.query(sql`
    with plan as (
      update plans set status = ${judgement.status}, verdict = ${jsonb(judgement.verdict)},
             policy_hash = ${judgement.policyHash}, digest = ${judgement.digest}, seal = ${jsonb(judgement.seal)},
             expires_at = ${judgement.expiresAt}::timestamptz, escalates_to = ${judgement.escalation?.to ?? null},
             escalates_at = ${judgement.escalation?.at ?? null}::timestamptz, escalated_at = null,
             risk = array(select jsonb_array_elements_text(${jsonb(judgement.risk)})::bigint), updated_at = now()
       where tenant_id = ${tx.tenantId} and id = ${judgement.planId} and status = 'making' and ${ownsRun(tx, hold)}
      returning tenant_id, id, asking
    ), next as materialized (
      ${NEXT_PLACE}
    ), judged as (
      update effects set verdict = v.verdict, place = case when plan.asking then null else next.place end,
             placed_after = next.after, placed_before = next.before
        from plan, next, jsonb_array_elements(${jsonb(judgement.effectVerdicts)}) with ordinality as v(verdict, place)
       where effects.tenant_id = plan.tenant_id and effects.plan_id = plan.id and effects.index = v.place - 1
    ), kept as (
      ${keepJudged(judgement)}
    )
    select ${assertInSql(sql`exists (select from plan)`, LEASE_LOST)}`)
}

/** A plan's way from one of some statuses to another, and what is kept of why. */
export interface PlanMove {
  readonly from: readonly PlanStatus[]
  readonly to: PlanStatus
  readonly said?: PlanTalk | null
  readonly failure?: PlanFailureRecord
  readonly changes?: readonly PlanDifference[]
  readonly citations?: readonly PlanCitation[]
}

/** Moves a plan; one that is in none of the statuses stays as it is. */
export async function movePlan(tx: Tx, planId: string, move: PlanMove): Promise<void> {
  await tx.query(moved(tx, planId, move))
}

/** Moves a plan of the run that this worker holds. Throws `lease-lost` where it can't. */
export async function moveOwnedPlan(tx: Tx, planId: string, move: PlanMove, hold: Lease): Promise<void> {
  await updateOrLoseLease(tx, sql`${moved(tx, planId, move)} and ${ownsRun(tx, hold)} returning id`)
}

function moved(tx: Tx, planId: string, { from, to, said, failure, changes, citations }: PlanMove): SQL {
  return sql`
    update plans set status = ${to}, said = coalesce(${jsonb(said ?? null)}, said),
           failure = coalesce(${jsonb(failure ?? null)}, failure),
           changes = coalesce(${jsonb(changes ?? null)}, changes),
           citations = coalesce(${jsonb(citations ?? null)}, citations), updated_at = now()
     where tenant_id = ${tx.tenantId} and id = ${planId} and status in (${list(from)})`
}

/** Ends the plans that waited past their time, by the database's clock, `atMost` at a time. Their runs now go on. */
export async function expirePlans(tx: Tx, atMost: number): Promise<readonly EndedPlan[]> {
  return tx.query<EndedPlan>(sql`
    update plans set status = 'expired', updated_at = now()
     where tenant_id = ${tx.tenantId} and status = 'waiting' and expires_at <= now() and id in (
       select id from plans where tenant_id = ${tx.tenantId} and status = 'waiting' and expires_at <= now()
        order by expires_at limit ${atMost})
    returning run_id as "runId", id as "planId", thread_id as "threadId", digest`)
}

/** A plan that ended while it waited. */
export interface EndedPlan {
  readonly runId: string
  readonly planId: string
  readonly threadId: string
  readonly digest: string
}

/** Takes back a run's waiting plan: nothing of it will be done. */
export async function cancelWaitingPlans(
  tx: Tx,
  runId: string,
): Promise<readonly { readonly planId: string; readonly digest: string }[]> {
  return tx.query<{ planId: string; digest: string }>(sql`
    update plans set status = 'cancelled', updated_at = now()
     where tenant_id = ${tx.tenantId} and run_id = ${runId} and status in ('making', 'waiting')
    returning id as "planId", coalesce(digest, '') as digest`)
}

function list(values: readonly string[]): SQL {
  return sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )
}
