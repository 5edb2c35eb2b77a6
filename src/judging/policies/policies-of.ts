import { z } from 'zod'
import { compilePolicy } from '#guardrails/policy/compile-policy.ts'
import type { PolicySet, PolicySources } from '#guardrails/contract.ts'
import { JsonObject } from '#core/json.ts'
import type { PolicySetRecord } from '#memory/plans/judgements.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'

const Sources: z.ZodType<PolicySources> = z.object({
  agent: z.string(),
  files: z.array(z.object({ path: z.string(), text: z.string(), overAllAgents: z.boolean().exactOptional() })),
  untrustedRole: z.string().nullable(),
  procedures: z
    .object({ confirmed: z.array(z.string()), inferred: z.array(z.string()) })
    .nullable()
    .default(null),
  tools: z.array(
    z.object({
      tool: z.string(),
      effect: z.enum(['read', 'write']),
      argsSchema: JsonObject,
      resultSchema: JsonObject.nullable(),
      later: z.array(z.string()),
      accepts: z.array(z.string()),
      acceptsWhere: z
        .array(
          z.union([
            z.object({ argument: z.string(), where: z.literal('chosen'), from: z.string().exactOptional() }),
            z.object({ argument: z.string(), where: z.literal('addressed'), to: z.string() }),
          ]),
        )
        .exactOptional(),
      money: z.record(
        z.string(),
        z.object({ currency: z.string(), unit: z.enum(['minor', 'major']), as: z.literal('number').exactOptional() }),
      ),
      own: z
        .object({ is: z.array(z.enum(['principal.id', 'principal.email'])), unless: z.array(z.string()) })
        .exactOptional(),
      trusted: z.array(z.string()),
    }),
  ),
})

/** Rules that plans were judged by, ready to judge and explain again, with the sources that were trusted then. */
export interface KeptPolicies {
  readonly policies: PolicySet
  readonly trustedSources: ReadonlySet<string>
}

/** The rules of today, where they are those that are meant; else as they were kept; null where that can't be. */
export function policiesOf(
  hash: string,
  live: Pick<AgentRuntime, 'agent' | 'policies'> | undefined,
  kept: PolicySetRecord | null,
): KeptPolicies | null {
  if (live?.policies.hash === hash) return { policies: live.policies, trustedSources: live.agent.trustedSources }
  const sources = Sources.safeParse(kept?.sources)
  if (!kept || !sources.success) return null
  const compiled = compilePolicy(sources.data, { lasting: false })
  return compiled.ok ? { policies: compiled.policies, trustedSources: new Set(kept.trustedSources) } : null
}
