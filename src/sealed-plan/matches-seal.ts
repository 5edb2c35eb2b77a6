import { canonicalJson, recommitPlaces } from '#core/commitment.ts'
import { JsonObject } from '#core/json.ts'
import { readSealedReads, type SealedReads } from '#memory/plans/allowed-reads.ts'
import type { Tx } from '#memory/database/database.ts'
import type { AllowedReads, PlanRecord } from '#memory/plans/plan-record.ts'
import { digestOfCommitted } from './digest.ts'
import { parseSeal } from './seal.ts'

/** Whether the rows of a plan's allowed reads match what was approved, by its digest. */
export async function matchesSeal(tx: Tx, { id, allowed }: PlanRecord): Promise<boolean> {
  if (allowed.length === 0) return true
  const sealed = await readSealedReads(tx, id)
  return allowed.every((reads, index) => {
    const kept = sealed[index]
    return kept !== undefined && digestOfSealed(kept) === reads.digest && holds(kept, id, reads)
  })
}

/** The digest of what was approved, from what was stored of it. */
export function digestOfSealed({ document, seal }: SealedReads): string {
  return digestOfCommitted(JsonObject.parse(recommitPlaces(document, parseSeal(seal).salts)))
}

function holds({ document }: SealedReads, planId: string, { reads }: AllowedReads): boolean {
  const asked = reads.map(({ tool, args, labels, because }) => ({ tool, args, labels, because }))
  return (
    document['asking'] === true &&
    document['plan'] === planId &&
    canonicalJson(document['effects'] ?? null) === canonicalJson(asked)
  )
}
