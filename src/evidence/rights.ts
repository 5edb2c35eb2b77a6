import { isAllowed } from '#auth/authorize.ts'
import type { JsonPointer } from '#core/json.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { Principal } from '#core/principal.ts'

/** Who reads evidence: one may be several. */
type Reader = 'asker' | 'decider' | 'overseer'

const EVERYBODY: readonly Reader[] = ['asker', 'decider', 'overseer']
const OVERSEERS: readonly Reader[] = ['overseer']

/**
 * Who is given the values at which places of a statement: what a card or the API shows them of a plan anyway. The first
 * that fits counts; a place that nobody thought of is for overseers.
 */
const RULES: readonly (readonly [place: RegExp, readers: readonly Reader[]])[] = [
  // What else the requester typed for it stands there too.
  [/^\/approved\/intent\/(?:witness\/request|found\/)/, ['asker', 'overseer']],
  [/^(?:\/reads\/\d+)?\/approved\/(?:program|slots|effects|citations|intent|said)\//, EVERYBODY],
  [/^(?:\/reads\/\d+)?\/approved\/journal\/\d+\/(?:args|request)/, EVERYBODY],
  // Who asks is who they are to the sign-in, and may be shown there as more than the plan came to.
  [/^(?:\/reads\/\d+)?\/approved\/identity\//, ['asker', 'overseer']],
  // What a read answered anew may hold more than the plan came to.
  [/^\/outcome\/changes\/\d+\/(?:was|is)/, OVERSEERS],
  // Where a plan failed may hang on what was read.
  [/^\/outcome\/failure\/where\//, OVERSEERS],
  // What a service said of an error is for those who find out what became of the step: it may say anything of anybody.
  [/^\/ledger\/\d+\/outcome\/said/, ['decider', 'overseer']],
  [/^\/(?:ledger|outcome|passages)\//, EVERYBODY],
  [/^\/(?:decisions|resolutions)\/\d+\/(?:note|shownAt)$/, ['decider', 'overseer']],
  // What one who decided could look up, others may not see.
  [/^\/decisions\/\d+\/beside/, OVERSEERS],
  [/^\/decisions\//, EVERYBODY],
  [/^\/chain\/links\/\d+\/body\//, ['asker', 'overseer']],
  [/^/, OVERSEERS],
]

export interface Reading {
  readonly plan: Pick<PlanRecord, 'requester' | 'decisions'>
  readonly reader: Principal
  /** Where the requester's own words stand: whoever may read the plan may read what it is about. */
  readonly requestAt: JsonPointer | null
  /** Whose notes stand at which place. */
  readonly notes: ReadonlyMap<JsonPointer, string>
  /** Places of what quotes a document that this reader may not read. */
  readonly withheld: readonly JsonPointer[]
}

/** Says of each place of a statement whether this reader, who may read the plan, is given its value. */
export function evidenceRights({ plan, reader, requestAt, notes, withheld }: Reading): (place: JsonPointer) => boolean {
  const isRequester = plan.requester === reader.id
  const seesAll = isAllowed(reader, 'plan.read-all', 'tenant')
  const kinds: readonly Reader[] = [isRequester ? 'asker' : 'decider', ...(seesAll ? OVERSEERS : [])]
  return (place) => {
    if (withheld.some((part) => place === part || place.startsWith(`${part}/`))) return false
    // What those who decide tell each other isn't the requester's to read, whatever other roles they hold.
    if (notes.has(place) && isRequester) return notes.get(place) === reader.id
    if (requestAt !== null && place.startsWith(`${requestAt}/`)) return true
    const readers = RULES.find(([pattern]) => pattern.test(place))?.[1] ?? []
    return kinds.some((kind) => readers.includes(kind))
  }
}
