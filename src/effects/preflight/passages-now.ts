import { sha256 } from '#core/commitment.ts'
import { passagesSince, type KeptPassage } from '#memory/documents/current-passages.ts'
import type { SettingChange } from '#memory/plans/plan-record.ts'
import type { PlanCitation, PlaybookCite } from '#core/plan-citation.ts'
import { citationIn, citePassages } from '#planning/reads/cite-passages.ts'
import type { PlanWithContext } from '#turn/plan-context.ts'
import type { Services } from '#turn/services.ts'
import type { Turn } from '#turn/turn.ts'
import { goneBy } from './lookups-now.ts'

/** What a plan goes by, looked at again. */
export interface PassagesNow {
  /** The documents of which a passage isn't the one that was approved, each once. */
  readonly changes: readonly SettingChange[]
  /** Where the quotes stand now; null where one stands nowhere any more. */
  readonly citations: readonly PlanCitation[] | null
}

/**
 * Preflight check of the passages that a plan goes by. Each has to be unchanged, to the byte, and the document's current
 * version has to hold the quote in a passage of the same words; other changes of the document don't matter.
 */
export async function passagesNow(
  { database }: Pick<Services, 'database'>,
  { tenantId }: Turn,
  { plan, journal, passages }: Pick<PlanWithContext, 'plan' | 'journal' | 'passages'>,
  procedure: { readonly cites: readonly PlaybookCite[] } | null,
): Promise<{ readonly rules: PassagesNow; readonly quotes: PassagesNow }> {
  const { rules, quotes } = goneBy(plan, journal)
  const [stored, cited] = await Promise.all([
    passages ?? database.batch(tenantId, (tx) => passagesSince(tx, plan.citations)),
    procedure && database.batch(tenantId, (tx) => citePassages(tx, plan.agent, procedure.cites)),
  ])
  const looked = { rules: lookAgain(rules, stored), quotes: lookAgain(quotes, stored) }
  if (cited === null) return looked
  // What a procedure goes by that was changed is what it names now.
  return { ...looked, rules: { ...looked.rules, citations: cited.ok ? cited.citations : null } }
}

function lookAgain(citations: readonly PlanCitation[], passages: readonly KeptPassage[]): PassagesNow {
  const looked = citations.map((citation) => {
    const { document, passageId, quote, textHash } = citation
    const stored = passages.find((passage) => passage.passageId === passageId)
    const ofToday = passages.filter((passage) => passage.isCurrent && passage.document.id === document.id)
    const now = citationIn(
      // The same words may stand in two passages: the one that was approved comes first.
      ofToday.toSorted((one, other) => Number(other.text === stored?.text) - Number(one.text === stored?.text)),
      quote,
    )
    const isSame = stored !== undefined && sha256(stored.text) === textHash && now?.textHash === textHash
    return { of: document.id, isSame, now }
  })
  const changed = new Set(looked.flatMap(({ of, isSame }) => (isSame ? [] : [of])))
  const found = looked.flatMap(({ now }) => now ?? [])
  return {
    changes: [...changed].map((of) => ({ setting: 'passage', of })),
    citations: found.length === citations.length ? found : null,
  }
}
