import type { Tx } from '#memory/database/database.ts'
import { lockScopes, scopesOf, type WindowScopes } from '#memory/ledger/reservations.ts'
import type { LedgerWindow } from '#memory/ledger/ledger-window.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import type { Turn } from '#turn/turn.ts'
import { planWithContext } from './read-plan.ts'
import type { PlanWithContext } from '#turn/plan-context.ts'

/**
 * The quota that judging a plan reserves: in the windows that it was judged by, those that other agents' rules look at, and
 * the requester's own, by which pending plans are counted.
 */
export function quotaReservationOf(
  { agents }: Services,
  { plan, scopes }: PlanWithContext,
): { readonly seen: WindowScopes; readonly also: readonly string[] } {
  const windows = new Set<LedgerWindow>([...agents.values()].flatMap(({ policies }) => [...policies.windows]))
  return { seen: scopes, also: scopesOf(windows.add('user1h'), plan) }
}

/**
 * Locks the quota windows that a plan is judged by, and returns the plan with its context as of then: what was read before
 * where it still holds.
 */
export async function lockContext(
  services: Services,
  tx: Tx,
  { turn, record, read }: { readonly turn: Turn; readonly record: TurnRecord; readonly read: PlanWithContext },
): Promise<PlanWithContext> {
  // Those of other agents too: all that are held are taken at once, in one order.
  const { seen, also } = quotaReservationOf(services, read)
  const held = await lockScopes(tx, [...new Set([...seen.keys(), ...also])])
  const isSame = seen.entries().every(([scope, version]) => held.get(scope) === version)
  return isSame ? read : planWithContext(tx, turn, record, { planId: read.plan.id })
}
