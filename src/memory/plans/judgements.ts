import { sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { JsonObject } from '#core/json.ts'
import { Verdict } from '#core/verdict.ts'
import type { Tx } from '../database/database.ts'
import { jsonb } from '../database/driver/jsonb.ts'

const LedgerTotals = z.object({
  counts: z.record(z.string(), z.number()).readonly(),
  amounts: z.record(z.string(), z.record(z.string(), z.number()).readonly()).readonly(),
})

/** What a plan was judged by, beside its effects and reads. */
export const JudgedFacts = z.object({
  principal: z.object({
    id: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    roles: z.array(z.string()).readonly(),
  }),
  channel: z.string(),
  /** ISO 8601. */
  now: z.string(),
  /** Only the windows that were added up. One that isn't here wasn't looked at, and isn't known. */
  ledger: z.record(z.string(), LedgerTotals).readonly(),
})
export type JudgedFacts = z.infer<typeof JudgedFacts>

/** What rules on trial would have said of a plan; `verdict` is null where they failed. */
export const ShadowJudgement = z.object({
  hash: z.string(),
  verdict: Verdict.nullable(),
  /** One for each effect, in order. */
  effects: z.array(Verdict).readonly(),
  differs: z.boolean(),
})
export type ShadowJudgement = z.infer<typeof ShadowJudgement>

export const JudgementRecord = z.object({
  planId: z.string(),
  facts: JudgedFacts,
  shadow: ShadowJudgement.nullable(),
  judgedAt: z.string(),
})
export type JudgementRecord = z.infer<typeof JudgementRecord>

/** Keeps what a plan was judged by, as a part of the statement that stores its verdict: `plan` is its row there. */
export function keepJudged({ facts, shadow }: Pick<JudgementRecord, 'facts' | 'shadow'>): SQL {
  return sql`
      insert into judgements (tenant_id, plan_id, facts, shadow)
      select plan.tenant_id, plan.id, ${jsonb(facts)}, ${jsonb(shadow)} from plan
      on conflict (tenant_id, plan_id) do update
         set facts = excluded.facts, shadow = excluded.shadow, judged_at = excluded.judged_at`
}

/** What a plan was judged by; null where that was never kept. */
export async function readJudgement(tx: Tx, planId: string): Promise<JudgementRecord | null> {
  const [row] = await tx.query(sql`
    select plan_id as "planId", facts, shadow,
           to_char(judged_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "judgedAt"
      from judgements where tenant_id = ${tx.tenantId} and plan_id = ${planId}`)
  return row === undefined ? null : JudgementRecord.parse(row)
}

/** The rules that an agent was judged by once. `sources` is all that they were compiled from. */
export const PolicySetRecord = z.object({
  hash: z.string(),
  agent: z.string(),
  sources: JsonObject,
  trustedSources: z.array(z.string()).readonly(),
})
export type PolicySetRecord = z.infer<typeof PolicySetRecord>

/** Keeps an agent's rules for whoever asks later. The same again changes nothing. */
export async function keepPolicySet(tx: Tx, set: PolicySetRecord): Promise<void> {
  await tx.query(sql`
    insert into policy_sets (tenant_id, hash, agent, sources, trusted_sources)
    values (${tx.tenantId}, ${set.hash}, ${set.agent}, ${JSON.stringify(set.sources)}::jsonb,
            ${JSON.stringify(set.trustedSources)}::jsonb)
        on conflict (tenant_id, hash) do nothing`)
}

export async function readPolicySet(tx: Tx, hash: string): Promise<PolicySetRecord | null> {
  const [row] = await tx.query(sql`
    select hash, agent, sources, trusted_sources as "trustedSources"
      from policy_sets where tenant_id = ${tx.tenantId} and hash = ${hash}`)
  return row === undefined ? null : PolicySetRecord.parse(row)
}

/** Since when an agent was judged by each of these rules as it reads now; one that isn't given was never kept. */
export async function readFirstUses(
  tx: Tx,
  agent: string,
  texts: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  const rows = await tx.query<{ text: string; since: Date }>(sql`
    select rule.text, min(s.first_used_at) as since
      from unnest(${sql.param(texts)}::text[]) rule(text)
      join policy_sets s on s.tenant_id = ${tx.tenantId} and s.agent = ${agent}
       and exists (select from jsonb_array_elements(s.sources -> 'files') file
                    where strpos(file ->> 'text', rule.text) > 0)
     group by rule.text`)
  return new Map(rows.map(({ text, since }) => [text, since]))
}
