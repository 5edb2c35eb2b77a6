import type { Database } from '#memory/database/database.ts'
import { readablePassages } from '#memory/documents/documents.ts'
import { readQuotePlaces } from '#memory/documents/quote-places.ts'
import type { Principal } from '#core/principal.ts'
import type { PlanView } from '#contract/plan.ts'
import { approvalPassages, withoutApprovalQuotes } from './approval-quotes.ts'
import { viewFor } from '#memory/database/reader.ts'

/**
 * Redaction of plans: the rules that they go by are cut to what somebody may read, with where that stands in its original.
 * A plan goes by the company's rules whoever may read them: neither a quote nor its document's title is for everybody,
 * whether it was looked up or people are still asked about it.
 */
export async function redactPlans(
  database: Database,
  reader: Principal,
  plans: readonly PlanView[],
): Promise<readonly PlanView[]> {
  const cited = plans.flatMap(({ citations }) => citations)
  const asked = plans.flatMap(approvalPassages)
  if (cited.length + asked.length === 0) return plans
  // What a plan went by is a record: who reads it counts, and not whose documents these are by now.
  const view = viewFor(reader, 'any')
  const quotes = cited.map(({ document, span }) => ({ document, start: span.start }))
  const [readable, places] = await database.batch(reader.tenantId, (tx) =>
    Promise.all([
      readablePassages(tx, [...cited.map(({ passageId }) => passageId), ...asked], view),
      readQuotePlaces(tx, quotes, view),
    ]),
  )
  const placed = new Map(cited.map((citation, index) => [citation, places[index] ?? null]))
  return plans.map((plan) => {
    const citations = plan.citations.filter(({ passageId }) => readable.has(passageId))
    const named = new Set(citations.map(({ document }) => document.id))
    return {
      ...withoutApprovalQuotes(plan, readable),
      citations: citations.map((citation) => {
        const place = placed.get(citation)
        return place ? { ...citation, place } : citation
      }),
      settings: plan.settings.map((change) =>
        change.setting === 'passage' && !named.has(change.of ?? '') ? { ...change, title: null } : change,
      ),
    }
  })
}

/** The same of one. */
export async function redactPlan(database: Database, reader: Principal, plan: PlanView): Promise<PlanView> {
  const [cut = plan] = await redactPlans(database, reader, [plan])
  return cut
}
