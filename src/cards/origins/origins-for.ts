import type { Principal } from '#core/principal.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { JournalEntry } from '#plan-language/contract.ts'
import { parseJournal } from '#sealed-plan/journal.ts'
import { shownIn } from '#sealed-plan/shown-values.ts'
import { nameOf } from '../plan-view/edit-view.ts'
import type { OriginReader } from './origin.ts'
import type { ViewedAgent } from '../titles/viewed-agent.ts'

/** Who is told where a plan's values come from, and whether they may see all that was read for it. */
export interface ToldReader extends Pick<Principal, 'name' | 'email'> {
  readonly id: string
  readonly seesAll: boolean
}

/** How a plan's values are told to one reader, on its card and in the message alike. */
export function originsFor(
  plan: Pick<PlanRecord, 'decisions' | 'literals' | 'refs' | 'requester' | 'requesterName' | 'shownReads'>,
  journal: readonly JournalEntry[],
  live: ViewedAgent,
  reader: ToldReader,
): OriginReader {
  const names = new Map(plan.decisions.map(({ principalId }) => [principalId, nameOf(principalId, plan.decisions)]))
  const requester = { id: plan.requester, name: plan.requesterName }
  const readerNames = [reader.name, ...(reader.email === null ? [] : [reader.email])]
  const read = [...journal, ...parseJournal(plan.shownReads)]
  const kept = { journal: read, refs: plan.refs, live, seesAll: reader.seesAll }
  const wasShown = Object.keys(shownIn(plan.refs)).length > 0
  const planned = wasShown ? new Set([...plan.literals.data, ...plan.literals.ctrl]) : undefined
  return { planned, agent: live.agent, speech: live.speech, requester, readerId: reader.id, readerNames, names, kept }
}
