import { z } from 'zod'
import { canonicalJson, sha256 } from '#core/commitment.ts'
import { Json, JsonObject } from '#core/json.ts'
import type { NewAgentPart } from '#memory/agents/agent-parts.ts'
import { sealPlan, type SealedPlan } from './digest.ts'
import { agentPart, documentOf, type AgentPart, type Judged } from './document.ts'

/** A seal, with the hash of what of the agent it covers: that stands in a row of its own, once for many plans. */
export interface StoredSeal extends SealedPlan {
  /** Not there where the plan was sealed before such rows were kept. */
  readonly agentPart?: string | undefined
}

const Seal: z.ZodType<StoredSeal> = z.object({
  digest: z.string(),
  fields: z.record(z.string(), z.string()),
  salts: z.record(z.string(), z.string()),
  agentPart: z.string().optional(),
})

/** A plan's seal as stored. */
export function parseSeal(stored: Json): StoredSeal {
  return Seal.parse(stored)
}

/** Seals a judged plan, with what is to be kept so that its digest can be computed when the agent has changed. */
export function sealJudged(
  { live, plan, ...others }: Judged,
  randomBytes: (length: number) => Buffer,
): { readonly seal: StoredSeal; readonly parts: readonly NewAgentPart[] } {
  // A seal that it may have from before says nothing of what this one covers.
  const judged = { ...others, plan: { ...plan, seal: null } }
  const part = agentPart(judged, { live })
  const text = canonicalJson(part)
  const hash = sha256(text)
  const { policies } = live
  return {
    seal: { ...sealPlan(documentOf(judged, part), randomBytes), agentPart: hash },
    parts: [
      { hash, part: () => text },
      { hash: policies.hash, part: () => canonicalJson(policies.source) },
    ],
  }
}

const Tool = z.object({
  tool: z.string(),
  declaration: JsonObject,
  definitionHash: z.string(),
  serverAddress: z.string(),
  credentialId: z.string(),
})
const Part: z.ZodType<AgentPart> = z.object({
  programHash: z.string(),
  tools: z.array(Tool),
  limits: JsonObject,
  budget: Json,
})

/** What a plan used of its agent, as it was kept; null where it isn't what its hash says, or none was kept. */
export function parseAgentPart(kept: Json | null): AgentPart | null {
  return Part.safeParse(kept).data ?? null
}
