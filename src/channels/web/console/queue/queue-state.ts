import type { PlanView } from '#contract/plan.ts'
import type { Viewer } from '#cards/drawing/plan-state.ts'
import { byUrgency, equalRequests, isLeftTo } from '#cards/drawing/queue-order.ts'
import { asksReader, belongs, isOver, isUndecided, looksBack, type QueueFilter } from './queue-filter.ts'

/** What the queue shows. Rows stay where they are: what is new waits until its reader wants it. */
export interface QueueState {
  readonly reader: Viewer
  readonly filter: QueueFilter
  /** Every plan that is or was here, as last read. */
  readonly plans: ReadonlyMap<string, PlanView>
  /** As of when each was read, so that an answer that was long on its way overwrites no newer one. */
  readonly readAt: ReadonlyMap<string, number>
  /** The rows in their order: what belongs here, and what was answered since they were last laid out. */
  readonly rows: readonly string[]
  /** What came since, behind "3 new". */
  readonly fresh: readonly string[]
  /** Plans that wait no longer and haven't been read since. */
  readonly moved: ReadonlySet<string>
  /** Plans that are no longer this reader's to see. */
  readonly gone: ReadonlySet<string>
  /** What waits for this reader, whatever is listed. */
  readonly asking: ReadonlySet<string>
  /** How many wait for others. */
  readonly others: number
  readonly open: string | null
  readonly isRead: boolean
}

/** Something was read, as of a moment of the page's clock, or its reader did something. */
export type QueueEvent =
  /** All that waits for anybody, as far as its reader may see it; and what is over, where that is listed. */
  | { readonly type: 'plans-read'; readonly asOf: number; readonly plans: readonly PlanView[] }
  | { readonly type: 'plan-read'; readonly asOf: number; readonly plan: PlanView }
  | { readonly type: 'plan-gone'; readonly id: string }
  | { readonly type: 'opened'; readonly id: string | null; readonly filter: QueueFilter }
  | { readonly type: 'new-shown' }

export function emptyQueue(reader: Viewer, open: string | null, filter: QueueFilter): QueueState {
  return {
    reader,
    filter,
    plans: new Map(),
    readAt: new Map(),
    rows: [],
    fresh: [],
    moved: new Set(),
    gone: new Set(),
    asking: new Set(),
    others: 0,
    open,
    isRead: false,
  }
}

/** The queue after something was read or done. */
export function reduceQueue(state: QueueState, event: QueueEvent): QueueState {
  switch (event.type) {
    case 'plans-read':
      return withList(state, event)
    case 'plan-read':
      return withPlans(state, [event.plan], event.asOf)
    case 'plan-gone':
      return { ...state, gone: new Set(state.gone).add(event.id), fresh: state.fresh.filter((id) => id !== event.id) }
    case 'opened':
      return opened(state, event.id, event.filter)
    case 'new-shown':
      return { ...state, rows: inOrder(state, [...listedRows(state), ...state.fresh]), fresh: [] }
  }
}

/** The rows that ask its reader for something, in their order. */
export function waitingRows(state: QueueState): readonly string[] {
  return state.rows.filter((id) => state.asking.has(id))
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
  return others.find((id) => state.asking.has(id)) ?? null
}

/** Plans on the screen of which only their own route tells more: being done, no longer in any list, never in one. */
export function plansToFollow(state: QueueState): readonly string[] {
  const shown = new Set([...state.rows, ...(state.open === null ? [] : [state.open])])
  return [...shown].filter((id) => {
    const plan = state.plans.get(id)
    if (state.gone.has(id)) return false
    return plan === undefined || state.moved.has(id) || (!isUndecided(plan) && !isOver(plan))
  })
}

function opened(state: QueueState, open: string | null, filter: QueueFilter): QueueState {
  if (filter === state.filter) return { ...state, open }
  return { ...state, open, filter, rows: [], fresh: [], isRead: false }
}

function withList(state: QueueState, { plans, asOf }: Extract<QueueEvent, { type: 'plans-read' }>): QueueState {
  const read = withPlans(state, plans, asOf)
  const ids = new Set(plans.map((plan) => plan.id))
  const left = [...read.plans.values()].filter(
    (plan) => !ids.has(plan.id) && isUndecided(plan) && (read.readAt.get(plan.id) ?? 0) <= asOf,
  )
  const next = {
    ...read,
    moved: new Set([...read.moved, ...left.map((plan) => plan.id)]),
    asking: read.asking.difference(new Set(left.map((plan) => plan.id))),
    others: plans.filter((plan) => isUndecided(plan) && !asksReader(plan, state.reader)).length,
    isRead: true,
  }
  const listed = listedRows(next)
  const fresh = inOrder(
    next,
    [...ids].filter((id) => !state.rows.includes(id) && isListed(next, id) && !isStoodFor(next, id)),
  )
  // Below what was answered nothing moves that anybody is about to press.
  if (listed.length === 0) return { ...next, rows: [...next.rows, ...fresh], fresh: [] }
  return { ...next, fresh }
}

function withPlans(state: QueueState, plans: readonly PlanView[], asOf: number): QueueState {
  const newer = plans
    .filter((plan) => (state.readAt.get(plan.id) ?? 0) <= asOf)
    .map((plan) => withProgram(plan, state.plans.get(plan.id)))
  const ids = newer.map((plan) => plan.id)
  return {
    ...state,
    plans: new Map([...state.plans, ...newer.map((plan) => [plan.id, plan] as const)]),
    readAt: new Map([...state.readAt, ...ids.map((id) => [id, asOf] as const)]),
    moved: state.moved.difference(new Set(ids)),
    gone: state.gone.difference(new Set(ids)),
    asking: new Set([
      ...state.asking.difference(new Set(ids)),
      ...newer.filter((plan) => asksReader(plan, state.reader)).map((plan) => plan.id),
    ]),
  }
}

// Lists leave a program out that was read with the plan itself; another digest has another, perhaps.
function withProgram(plan: PlanView, before: PlanView | undefined): PlanView {
  if (plan.program !== undefined || before?.program === undefined || before.digest !== plan.digest) return plan
  const { program, programLine } = before
  return { ...plan, program, ...(programLine !== undefined && { programLine }) }
}

function inOrder(state: QueueState, ids: readonly string[]): readonly string[] {
  const plans = ids.flatMap((id) => state.plans.get(id) ?? [])
  if (looksBack(state.filter)) return plans.toSorted(byNewest).map(({ id }) => id)
  return equalRequests(plans.toSorted(byUrgency)).map(({ first }) => first.id)
}

function byNewest(left: PlanView, right: PlanView): number {
  return right.createdAt.localeCompare(left.createdAt)
}

// By a row that asks for the same, or that is doing it.
function isStoodFor(state: QueueState, id: string): boolean {
  const plan = state.plans.get(id)
  if (plan === undefined) return false
  const rows = state.rows.flatMap((row) => state.plans.get(row) ?? [])
  return rows.some((row) => (isListed(state, row.id) ? equalRequests([row, plan]).length === 1 : isLeftTo(plan, row)))
}

/** All that asks its reader for the same as a plan, itself among them. */
export function equalsOf(state: QueueState, plan: PlanView): readonly PlanView[] {
  const waiting = [...state.asking].flatMap((id) => state.plans.get(id) ?? [])
  return equalRequests(waiting).find(({ all }) => all.includes(plan))?.all ?? [plan]
}

/** How many requests wait for its reader: equal ones are one. */
export function askingCount(state: QueueState): number {
  return equalRequests([...state.asking].flatMap((id) => state.plans.get(id) ?? [])).length
}

function listedRows(state: QueueState): readonly string[] {
  return state.rows.filter((id) => isListed(state, id))
}

function isListed(state: QueueState, id: string): boolean {
  const plan = state.plans.get(id)
  return plan !== undefined && !state.moved.has(id) && belongs(plan, state.filter, state.reader)
}
