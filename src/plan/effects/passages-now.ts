import { sha256 } from '#core/commitment.ts'
import { passagesSince } from '#memory/documents/current-passages.ts'
import type { PlanRecord, SettingChange } from '#memory/plans/plan-record.ts'
import type { PlanCitation, PlaybookCite } from '#core/plan-citation.ts'
import { citationIn, citePassages, longestWord } from '#plan/make/cite-passages.ts'
import type { Services } from '#turn/services.ts'
import type { Turn } from '#turn/turn.ts'

/** What a plan goes by, looked at again. */
export interface PassagesNow {
  /** The documents of which a passage isn't the one that was approved, each once. */
  readonly changes: readonly SettingChange[]
  /** Where the quotes stand now; null where one stands nowhere any more. */
  readonly citations: readonly PlanCitation[] | null
}

const NONE: PassagesNow = { changes: [], citations: [] }

/**
 * Looks again at the passages that a plan goes by. Each has to be as it was, to the byte, and the document's version of
 * today has to hold the quote in a passage of the same words: what else a new version says is no matter.
 */
export async function passagesNow(
  { database }: Pick<Services, 'database'>,
  { tenantId }: Turn,
  plan: Pick<PlanRecord, 'agent' | 'citations'>,
  procedure: { readonly cites: readonly PlaybookCite[] } | null,
): Promise<PassagesNow> {
  const looked = await lookAgain(database, tenantId, plan)
  if (procedure === null) return looked
  // What a procedure goes by that was changed is what it names now.
  const cited = await database.batch(tenantId, (tx) => citePassages(tx, plan.agent, procedure.cites))
  return { ...looked, citations: cited.ok ? cited.citations : null }
}

async function lookAgain(
  database: Services['database'],
  tenantId: Turn['tenantId'],
  { citations }: Pick<PlanRecord, 'citations'>,
): Promise<PassagesNow> {
  if (citations.length === 0) return NONE
  const passages = await database.batch(tenantId, (tx) =>
    passagesSince(tx, {
      documentIds: citations.map(({ document }) => document.id),
      passageIds: citations.map(({ passageId }) => passageId),
      holding: citations.map(({ quote }) => longestWord(quote)),
    }),
  )
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
