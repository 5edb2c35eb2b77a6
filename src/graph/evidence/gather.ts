import { readAgentParts } from '#memory/agent-parts.ts'
import { proveEvents, type ChainProof } from '#memory/chain-proof.ts'
import type { Tx } from '#memory/database.ts'
import { readPassage, type StoredPassage } from '#memory/documents.ts'
import { listModelCalls, type ModelCall } from '#memory/model-calls.ts'
import { readAttempts, type PlanAttempt } from '#memory/plan-attempts.ts'
import { listDecisions, listResolutions, type PlanDecision, type StepResolution } from '#memory/plan-decisions.ts'
import type { PlanRecord } from '#memory/plan-record.ts'
import type { Json } from '#json.ts'
import type { Principal } from '#principal.ts'
import { parseSeal, type StoredSeal } from '../planning/seal.ts'

/** All rows that a plan's evidence is made of. */
export interface Gathered {
  readonly plan: PlanRecord
  readonly seal: StoredSeal | null
  /** What was kept of the agent as it was, by hash. */
  readonly parts: ReadonlyMap<string, Json>
  readonly attempts: readonly PlanAttempt[]
  readonly modelCalls: readonly ModelCall[]
  readonly decisions: readonly PlanDecision[]
  readonly resolutions: readonly StepResolution[]
  readonly proof: ChainProof
  readonly passages: readonly UsedPassage[]
  /** Passages that are quoted and aren't among them: what quotes them is as little for this reader. */
  readonly unreadable: ReadonlySet<string>
}

/** A passage that an answer of the turn quotes. One that is gone, or that the reader may not read, isn't among them. */
export interface UsedPassage extends StoredPassage {
  readonly id: string
}

/** Reads what evidence needs, in one transaction; passages under the reader's own rights. */
export async function gatherEvidence(tx: Tx, plan: PlanRecord, reader: Principal): Promise<Gathered> {
  const seal = plan.seal === null ? null : parseSeal(plan.seal)
  const hashes = [seal?.agentPart, plan.policyHash].filter((hash) => hash !== null && hash !== undefined)
  const proof = await proveEvents(tx, plan)
  const passages = await readQuoted(tx, proof, reader)
  return {
    plan,
    seal,
    parts: await readAgentParts(tx, hashes),
    attempts: await readAttempts(tx, plan.id),
    modelCalls: await listModelCalls(tx, plan.runId),
    decisions: await listDecisions(tx, plan.id),
    resolutions: await listResolutions(tx, plan.id),
    proof,
    passages,
    unreadable: new Set(quotedIn(proof).filter((id) => !passages.some((passage) => passage.id === id))),
  }
}

async function readQuoted(tx: Tx, proof: ChainProof, reader: Principal): Promise<readonly UsedPassage[]> {
  const passages: UsedPassage[] = []
  for (const id of quotedIn(proof)) {
    const stored = await readPassage(tx, id, reader)
    if (stored) passages.push({ id, ...stored })
  }
  return passages
}

function quotedIn({ links }: ChainProof): readonly string[] {
  const ids = links.flatMap((link) =>
    typeof link === 'string'
      ? []
      : Object.entries(link.disclosed).flatMap(([place, { value }]) =>
          place.endsWith('/passageId') && typeof value === 'string' ? [value] : [],
        ),
  )
  return [...new Set(ids)]
}
