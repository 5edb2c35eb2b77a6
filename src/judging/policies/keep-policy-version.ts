import type { Agent } from '#agents/contract.ts'
import type { PolicySet, PolicySources } from '#guardrails/contract.ts'
import { JsonObject } from '#core/json.ts'
import type { Database } from '#memory/database/database.ts'
import { keepPolicySet } from '#memory/plans/judgements.ts'
import type { TenantId } from '#core/principal.ts'

/** Keeps the rules that plans will be judged by, so that a verdict can be explained when the files say something else. */
export async function keepPolicyVersion(
  agent: Pick<Agent, 'name' | 'trustedSources'>,
  { database, tenantId }: { readonly database: Database; readonly tenantId: TenantId },
  { sources, policies }: { readonly sources: PolicySources; readonly policies: PolicySet },
): Promise<void> {
  const set = {
    hash: policies.hash,
    agent: agent.name,
    sources: JsonObject.parse(JSON.parse(JSON.stringify(sources))),
    trustedSources: [...agent.trustedSources],
  }
  await database.tenant(tenantId, (tx) => keepPolicySet(tx, set))
}
