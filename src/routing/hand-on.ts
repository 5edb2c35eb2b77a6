import type { Lease } from '#memory/runs/leases.ts'
import type { Route } from '#dialogue/contract.ts'
import { nextWish } from './wishes/route-wishes.ts'

interface Queued {
  readonly runId: string
  readonly messageId: string
  readonly route: Route
}

/** Queues the next wish of a message as a run of its own, where it may begin; it is stored with this one's route. */
export function handOn(route: Route, { runId }: Lease): { readonly route: Route; readonly queued: Queued | null } {
  const next = nextWish(route)
  if (!next || !route.wishes || route.to === 'wish') return { route, queued: null }
  const { own, held } = next
  const wishes = { own, held: [...held], all: [], undone: [], next: null }
  const nextId = runIdAfter(runId)
  return {
    route: { ...route, wishes: { ...route.wishes, held: [], next: nextId } },
    queued: {
      runId: nextId,
      messageId: own.messageId,
      route: { to: 'wish', wishes, ...(route.spoken && { spoken: route.spoken }) },
    },
  }
}

/** The id next to a run's: work is taken in the order of ids, so that nothing typed later comes before it. */
function runIdAfter(runId: string): string {
  const next = (BigInt(`0x${runId.replaceAll('-', '')}`) + 1n).toString(16).padStart(32, '0')
  return [next.slice(0, 8), next.slice(8, 12), next.slice(12, 16), next.slice(16, 20), next.slice(20)].join('-')
}
