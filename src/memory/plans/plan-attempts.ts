import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { Json } from '#core/json.ts'
import { Label, Labels } from '#plan-language/values/label.ts'
import type { Tx } from '../database/database.ts'
import { jsonb } from '../database/driver/jsonb.ts'
import { assertInSql, LEASE_LOST } from '../database/driver/assert-in-sql.ts'
import { Slots, type PlanRecord } from './plan-record.ts'
import { ownsRun, updateOrLoseLease, type Lease } from '../runs/leases.ts'

const Fault = z.object({
  kind: z.string(),
  message: z.string(),
  at: z.object({ line: z.number().int(), column: z.number().int() }).nullable(),
  /** What was wrong with the values that it met, from a closed list. */
  fault: z.string().optional(),
  /** The slot of a procedure that was given something else, as the operator declared it. */
  argument: z.string().optional(),
})

/** Why a program came to nothing. `label` is all that its failing, and where it did, may hang on. */
export const AttemptFailure = Fault.extend({
  label: Label,
  /** The tool's own code for it, where its entry lists it. */
  error: z.string().optional(),
  /** The mistakes after the first. */
  others: z.array(Fault).optional(),
  /** No failure, but what its author is shown before it writes another program in this one's place. */
  shown: z.object({ value: Json, labels: Labels }).exactOptional(),
  /** What its requester is told where no program after it comes to anything: that what was looked for wasn't found. */
  notFound: z.object({ text: z.string(), label: Label }).exactOptional(),
})
export type AttemptFailure = z.infer<typeof AttemptFailure>

/** A program that a model wrote for a plan, as it was kept before it was tried out. */
export const PlanAttempt = z.object({
  /** 0 is the first. Also the generation that its reads are kept under. */
  attempt: z.number().int(),
  program: z.string(),
  literals: Label,
  slots: Slots,
  failure: AttemptFailure.nullable(),
})
export type PlanAttempt = z.infer<typeof PlanAttempt>

export interface NewAttempt extends Omit<PlanAttempt, 'failure'> {
  readonly planId: string
  readonly prompt: string
  readonly model: string
  readonly refs: Slots
  /** What its program is told of whoever asks; null where it doesn't name them. */
  readonly identity: Slots | null
  readonly procedures: PlanRecord['procedures']
  /** The one that all of it is done by; null where none is. */
  readonly playbook: string | null
}

/** Keeps a program and makes it its plan's, before it is tried out. Throws `lease-lost`. */
export async function storeAttempt(tx: Tx, attempt: NewAttempt, hold: Lease): Promise<void> {
  const [literals, slots, refs] = [attempt.literals, attempt.slots, attempt.refs].map((value) => JSON.stringify(value))
  await tx.query(sql`
    with plan as (
      update plans set program = ${attempt.program}, literals = ${literals}::jsonb, slots = ${slots}::jsonb,
             refs = ${refs}::jsonb, identity = ${jsonb(attempt.identity)}, procedures = ${jsonb(attempt.procedures)},
             playbook = ${attempt.playbook}, prompt = ${attempt.prompt}, model = ${attempt.model},
             generation = ${attempt.attempt}, updated_at = now()
       where tenant_id = ${tx.tenantId} and id = ${attempt.planId} and status = 'making' and ${ownsRun(tx, hold)}
      returning tenant_id, id
    ), kept as (
      insert into plan_attempts (tenant_id, plan_id, attempt, program, literals, slots)
      select plan.tenant_id, plan.id, ${attempt.attempt}::int, ${attempt.program}, ${literals}::jsonb, ${slots}::jsonb
        from plan
    )
    select ${assertInSql(sql`exists (select from plan)`, LEASE_LOST)}`)
}

/** Keeps why a program came to nothing. Throws `lease-lost`. */
export async function failAttempt(
  tx: Tx,
  { planId, attempt, failure }: { readonly planId: string; readonly attempt: number; readonly failure: AttemptFailure },
  hold: Lease,
): Promise<void> {
  await updateOrLoseLease(
    tx,
    sql`update plan_attempts set failure = ${JSON.stringify(failure)}::jsonb
         where tenant_id = ${tx.tenantId} and plan_id = ${planId} and attempt = ${attempt} and ${ownsRun(tx, hold)}
        returning plan_id`,
  )
}

/** A plan's programs, in order. None where a playbook wrote it. */
export async function readAttempts(tx: Tx, planId: string): Promise<readonly PlanAttempt[]> {
  const rows = await tx.query(sql`
    select attempt, program, literals, slots, failure
      from plan_attempts where tenant_id = ${tx.tenantId} and plan_id = ${planId} order by attempt`)
  return rows.map((row) => PlanAttempt.parse(row))
}

/** The reads of a plan's programs that failed, as they were kept, in order. */
export async function readByFailedAttempts(tx: Tx, planId: string): Promise<readonly Json[]> {
  const rows = await tx.query<{ entry: unknown }>(sql`
    select j.entry
      from plan_reads j
      join plan_attempts a on a.tenant_id = j.tenant_id and a.plan_id = j.plan_id and a.attempt = j.generation
     where j.tenant_id = ${tx.tenantId} and j.plan_id = ${planId} and a.failure is not null
     order by j.generation, j.index`)
  return rows.map(({ entry }) => Json.parse(entry))
}
