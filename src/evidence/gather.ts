import { readAgentParts } from '#memory/agents/agent-parts.ts'
import { readSealedReads, type SealedReads } from '#memory/plans/allowed-reads.ts'
import { proveEvents, type ChainProof } from '#memory/events/chain-proof.ts'
import type { Tx } from '#memory/database/database.ts'
import { readablePassages, readPassage, type StoredPassage } from '#memory/documents/documents.ts'
import { listModelCalls, type ModelCall } from '#memory/agents/model-calls.ts'
import { readAttempts, type PlanAttempt } from '#memory/plans/plan-attempts.ts'
import { listDecisions, listResolutions, type PlanDecision, type StepResolution } from '#memory/plans/plan-decisions.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { Json } from '#core/json.ts'
import type { Principal } from '#core/principal.ts'
import { passageAskedOf, passagesIn as passagesOfRead } from '#knowledge/journalled-passages.ts'
import { parseJournal } from '#sealed-plan/journal.ts'
import { sealedPassages } from './sealed-passages.ts'
import { parseSeal, type StoredSeal } from '#sealed-plan/seal.ts'
import { viewFor } from '#memory/database/reader.ts'

/** The rows that a plan's evidence is made of. */
export interface Gathered {
  readonly plan: PlanRecord
  readonly seal: StoredSeal | null
  /** What was kept of the agent as it was, by hash. */
  readonly parts: ReadonlyMap<string, Json>
  /** What people allowed to be read for it, as it was sealed each time. */
  readonly sealedReads: readonly SealedReads[]
  readonly attempts: readonly PlanAttempt[]
  readonly modelCalls: readonly ModelCall[]
  readonly decisions: readonly PlanDecision[]
  readonly resolutions: readonly StepResolution[]
  readonly proof: ChainProof
  readonly passages: readonly UsedPassage[]
  /** Passages that are quoted or gone by, or whose document is named, and may not be read: what points at them is as little theirs. */
  readonly unreadable: ReadonlySet<string>
}

/** A passage that the plan goes by, or that an answer of the turn quotes. One that is gone, or that the reader may not read, isn't among them. */
export interface UsedPassage extends StoredPassage {
  readonly id: string
}

/** Reads what evidence needs, in one transaction; passages under the reader's own rights. */
export async function gatherEvidence(tx: Tx, plan: PlanRecord, reader: Principal): Promise<Gathered> {
  const seal = plan.seal === null ? null : parseSeal(plan.seal)
  const hashes = [seal?.agentPart, plan.policyHash].filter((hash) => hash !== null && hash !== undefined)
  const proof = await proveEvents(tx, plan)
  const passages = await readQuoted(tx, plan, proof, reader)
  const sealedReads = plan.allowed.length === 0 ? [] : await readSealedReads(tx, plan.id)
  return {
    plan,
    seal,
    parts: await readAgentParts(tx, hashes),
    sealedReads,
    attempts: await readAttempts(tx, plan.id),
    modelCalls: await listModelCalls(tx, plan.runId),
    decisions: await listDecisions(tx, plan.id),
    resolutions: await listResolutions(tx, plan.id),
    proof,
    passages,
    unreadable: await unreadableIn(tx, { plan, sealedReads }, proof, reader),
  }
}

async function readQuoted(
  tx: Tx,
  plan: PlanRecord,
  proof: ChainProof,
  reader: Principal,
): Promise<readonly UsedPassage[]> {
  const passages: UsedPassage[] = []
  for (const id of new Set([...goneBy(plan), ...passagesIn(proof, /\/citations\/\d+\/passageId$/)])) {
    const stored = await readPassage(tx, id, viewFor(reader, 'any'))
    if (stored) passages.push({ id, ...stored })
  }
  return passages
}

async function unreadableIn(
  tx: Tx,
  { plan, sealedReads }: Pick<Gathered, 'plan' | 'sealedReads'>,
  proof: ChainProof,
  reader: Principal,
): Promise<ReadonlySet<string>> {
  const journal = parseJournal(plan.journal)
  const asked = [...journal, ...plan.effects].flatMap((read) => passageAskedOf(read) ?? [])
  const lookedUp = [...journal.flatMap(passagesOfRead), ...asked]
  // What a program before this one looked up stands nowhere else.
  const sealed = sealedReads.flatMap((reads) => [...sealedPassages(reads).values()].flat())
  const pointedAt = [...new Set([...goneBy(plan), ...lookedUp, ...sealed, ...passagesIn(proof, /\/passageId$/)])]
  const readable = await readablePassages(tx, pointedAt, viewFor(reader, 'any'))
  return new Set(pointedAt.filter((id) => !readable.has(id)))
}

function goneBy({ citations }: PlanRecord): readonly string[] {
  return citations.map(({ passageId }) => passageId)
}

function passagesIn({ links }: ChainProof, at: RegExp): readonly string[] {
  const ids = links.flatMap((link) =>
    typeof link === 'string'
      ? []
      : Object.entries(link.disclosed).flatMap(([place, { value }]) =>
          at.test(place) && typeof value === 'string' ? [value] : [],
        ),
  )
  return [...new Set(ids)]
}
