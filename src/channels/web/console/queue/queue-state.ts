import type { PlanView } from '#graph/contract.ts'
import { waitsForReader, type Reader } from '../../../plan-state.ts'

/** What the queue shows. Rows stay where they are: what is new waits until its reader wants it. */
export interface QueueState {
  readonly reader: Reader
  /** Every plan that is or was here, as last read. */
  readonly plans: ReadonlyMap<string, PlanView>
  /** As of when each was read, so that an answer that was long on its way overwrites no newer one. */
  readonly readAt: ReadonlyMap<string, number>
  /** The rows in their order: what waits, and what was answered since they were last laid out. */
  readonly rows: readonly string[]
  /** What came since, behind "3 new". */
  readonly fresh: readonly string[]
  /** Plans that wait no longer and haven't been read since. */
  readonly moved: ReadonlySet<string>
  /** Plans that are no longer this reader's to see. */
  readonly gone: ReadonlySet<string>
  /** How many wait for others. */
  readonly others: number
  readonly open: string | null
  readonly isRead: boolean
}

/** Something was read, as of a moment of the page's clock, or its reader did something. */
export type QueueEvent =
  | {
      readonly type: 'waiting-read'
      readonly asOf: number
      readonly waiting: readonly PlanView[]
      readonly others: number
    }
  | { readonly type: 'plan-read'; readonly asOf: number; readonly plan: PlanView }
  | { readonly type: 'plan-gone'; readonly id: string }
  | { readonly type: 'opened'; readonly id: string | null }
  | { readonly type: 'new-shown' }

export function emptyQueue(reader: Reader, open: string | null): QueueState {
  return {
    reader,
    plans: new Map(),
    readAt: new Map(),
    rows: [],
    fresh: [],
    moved: new Set(),
    gone: new Set(),
    others: 0,
    open,
    isRead: false,
  }
}

/** The queue after something was read or done. */
export function reduceQueue(state: QueueState, event: QueueEvent): QueueState {
  switch (event.type) {
    case 'waiting-read':
      return withWaiting(state, event)
    case 'plan-read':
      return withPlans(state, [event.plan], event.asOf)
    case 'plan-gone':
      return { ...state, gone: new Set(state.gone).add(event.id), fresh: state.fresh.filter((id) => id !== event.id) }
    case 'opened':
      return { ...state, open: event.id }
    case 'new-shown':
      return { ...state, rows: inOrder(state, [...waitingRows(state), ...state.fresh]), fresh: [] }
  }
}

/** Whether a plan still asks this reader for something: an answer, or what became of a step. */
export function asksReader(plan: PlanView, reader: Reader): boolean {
  return waitsForReader(plan, reader) || (plan.status === 'unknown' && plan.mayResolve)
}

/** The rows that still ask something, in their order. */
export function waitingRows(state: QueueState): readonly string[] {
  return state.rows.filter((id) => isWaiting(state, id))
}

/** Which row to go to from the open one, by a number of rows; the first where none is open. Null where there is none. */
export function rowBeside(state: QueueState, by: 1 | -1): string | null {
  const place = state.open === null ? -1 : state.rows.indexOf(state.open)
  if (place < 0) return state.rows[by > 0 ? 0 : state.rows.length - 1] ?? null
  return state.rows[place + by] ?? null
}

/** The next row that waits after the open one, or the first that does. Null where nothing else waits. */
export function nextWaiting(state: QueueState): string | null {
  const place = state.open === null ? -1 : state.rows.indexOf(state.open)
  const others = [...state.rows.slice(place + 1), ...state.rows.slice(0, Math.max(place, 0))]
  return others.find((id) => isWaiting(state, id)) ?? null
}

/** Plans on the screen of which only their own route tells more: answered, being done, or opened by their address. */
export function plansToFollow(state: QueueState): readonly string[] {
  const shown = new Set([...state.rows, ...(state.open === null ? [] : [state.open])])
  return [...shown].filter((id) => {
    const plan = state.plans.get(id)
    if (state.gone.has(id)) return false
    return plan === undefined || state.moved.has(id) || (!asksReader(plan, state.reader) && !SETTLED.has(plan.status))
  })
}

function withWaiting(
  state: QueueState,
  { waiting, others, asOf }: Extract<QueueEvent, { type: 'waiting-read' }>,
): QueueState {
  const read = withPlans(state, waiting, asOf)
  const listed = new Set(waiting.map((plan) => plan.id))
  const moved = [...read.plans.values()].filter(
    (plan) => !listed.has(plan.id) && asksReader(plan, state.reader) && (read.readAt.get(plan.id) ?? 0) <= asOf,
  )
  const next = { ...read, others, moved: new Set([...read.moved, ...moved.map((plan) => plan.id)]), isRead: true }
  const fresh = inOrder(
    next,
    [...listed].filter((id) => !state.rows.includes(id) && isWaiting(next, id)),
  )
  // Below what was answered nothing moves that anybody is about to press.
  if (waitingRows(next).length === 0) return { ...next, rows: [...next.rows, ...fresh], fresh: [] }
  return { ...next, fresh }
}

function withPlans(state: QueueState, plans: readonly PlanView[], asOf: number): QueueState {
  const newer = plans.filter((plan) => (state.readAt.get(plan.id) ?? 0) <= asOf)
  const ids = newer.map((plan) => plan.id)
  return {
    ...state,
    plans: new Map([...state.plans, ...newer.map((plan) => [plan.id, plan] as const)]),
    readAt: new Map([...state.readAt, ...ids.map((id) => [id, asOf] as const)]),
    moved: state.moved.difference(new Set(ids)),
    gone: state.gone.difference(new Set(ids)),
  }
}

function inOrder(state: QueueState, ids: readonly string[]): readonly string[] {
  return ids
    .flatMap((id) => state.plans.get(id) ?? [])
    .toSorted(bySoonest)
    .map((plan) => plan.id)
}

function bySoonest(left: PlanView, right: PlanView): number {
  const unknownFirst = Number(right.status === 'unknown') - Number(left.status === 'unknown')
  return unknownFirst || deadline(left) - deadline(right) || left.createdAt.localeCompare(right.createdAt)
}

function deadline({ expiresAt }: PlanView): number {
  return expiresAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(expiresAt)
}

function isWaiting(state: QueueState, id: string): boolean {
  const plan = state.plans.get(id)
  return plan !== undefined && asksReader(plan, state.reader)
}

const SETTLED: ReadonlySet<PlanView['status']> = new Set([
  'done',
  'failed',
  'refused',
  'rejected',
  'expired',
  'cancelled',
])
