import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../database/database.ts'
import { assertInSql, LEASE_LOST } from '../database/driver/assert-in-sql.ts'
import { ownsRun, type Lease } from '../runs/leases.ts'

export interface NewModelCall {
  readonly id: string
  /** The plan that it is made for, whose row is there already; null where there is none yet, or none at all. */
  readonly planId: string | null
  /** The prompt's name and version: `route@1`. */
  readonly prompt: string
  readonly model: string
}

/**
 * Writes down a request to a model before it is sent. False, and nothing is written, where its run has made `most`
 * already; the caller begins one at a time. Throws `lease-lost`.
 */
export async function beginModelCall(tx: Tx, call: NewModelCall, most: number, hold: Lease): Promise<boolean> {
  const rows = await tx.query(sql`
    insert into model_calls (tenant_id, run_id, id, plan_id, prompt, model)
    select ${tx.tenantId}, ${hold.runId}::uuid, ${call.id}::uuid, ${call.planId}::uuid, ${call.prompt}, ${call.model}
     where ${assertInSql(ownsRun(tx, hold), LEASE_LOST)}
       and ${most}::int > (select count(*) from model_calls
                            where tenant_id = ${tx.tenantId} and run_id = ${hold.runId}::uuid)
    returning id`)
  return rows.length > 0
}

export interface ModelCallEnd {
  /** `ok`, or the code of what went wrong. */
  readonly outcome: string
  readonly inputTokens: number
  readonly outputTokens: number
  readonly durationMs: number
}

/** Writes down how a request ended. */
export async function endModelCall(tx: Tx, runId: string, id: string, end: ModelCallEnd): Promise<void> {
  await tx.query(sql`
    update model_calls
       set outcome = ${end.outcome}, input_tokens = ${end.inputTokens}, output_tokens = ${end.outputTokens},
           duration_ms = ${end.durationMs}
     where tenant_id = ${tx.tenantId} and run_id = ${runId} and id = ${id}`)
}

/** How often a run has asked a model, retries among them, and the tokens that it was told of. */
export interface ModelUsage {
  readonly modelCalls: number
  readonly inputTokens: number
  readonly outputTokens: number
}

/** Adds up what a run has cost; noughts where it asked nothing. */
export async function sumModelCalls(tx: Tx, runId: string): Promise<ModelUsage> {
  const [row] = await tx.query<ModelUsage>(sql`
    select count(*)::int as "modelCalls", coalesce(sum(input_tokens), 0)::int as "inputTokens",
           coalesce(sum(output_tokens), 0)::int as "outputTokens"
      from model_calls where tenant_id = ${tx.tenantId} and run_id = ${runId}`)
  return row ?? { modelCalls: 0, inputTokens: 0, outputTokens: 0 }
}

const ModelCall = z.object({
  planId: z.uuid().nullable(),
  prompt: z.string(),
  model: z.string(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  durationMs: z.int().nullable(),
  outcome: z.string().nullable(),
  askedAt: z.date(),
})
export type ModelCall = Readonly<z.infer<typeof ModelCall>>

/** The requests that a run made, in their order. A run has as many as its agent allows, some tens. */
export async function listModelCalls(tx: Tx, runId: string): Promise<readonly ModelCall[]> {
  const rows = await tx.query(sql`
    select plan_id as "planId", prompt, model, input_tokens as "inputTokens", output_tokens as "outputTokens",
           duration_ms as "durationMs", outcome, asked_at as "askedAt"
      from model_calls where tenant_id = ${tx.tenantId} and run_id = ${runId}
     order by asked_at, id limit 1000`)
  return rows.map((row) => ModelCall.parse(row))
}
