import { listPlans } from '#channels/client/plan-calls.ts'
import type { PlanView } from '#contract/plan.ts'
import { AppError } from '#core/errors.ts'
import type { Client } from '#channels/client/client.ts'
import { looksBack } from './queue-filter.ts'
import { plansToFollow, type QueueEvent, type QueueState } from './queue-state.ts'

/** How the queue is kept up to date. */
export interface FollowOptions {
  readonly client: Client
  readonly signal: AbortSignal
  state(): QueueState
  dispatch(event: QueueEvent): void
  /** Null while the server answers. */
  trouble(trouble: Trouble | null): void
}

/** Why the queue may be old: nobody answers and it is tried again, or the server says why it won't. */
export type Trouble =
  | { readonly kind: 'lost'; readonly until: Date }
  | { readonly kind: 'refused'; readonly error: AppError }

export interface QueueFollower {
  /** Looks now instead of when it is time. */
  look(): void
}

const LOOK_MS = 1_500
/** While something is being done. */
const LOOK_CLOSELY_MS = 300
/** What is over is many plans, and none of it is in a hurry. */
const LOOK_BACK_MS = 5_000
/** Nobody sees it; the number in the tab's title may be this old. */
const LOOK_HIDDEN_MS = 15_000

/** Keeps reading what waits, and how the plans on the screen are, until the signal aborts. */
export function followQueue(options: FollowOptions): QueueFollower {
  const { signal } = options
  let wake = (): void => undefined
  let isAwaited = false
  const look = (): void => {
    isAwaited = true
    wake()
  }
  const pause = async (ms: number): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>()
    wake = resolve
    if (isAwaited || signal.aborted) resolve()
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => resolve(), { once: true })
    await promise
    clearTimeout(timer)
  }
  const run = async (): Promise<void> => {
    for (let failures = 0; !signal.aborted;) {
      isAwaited = false
      const trouble = await readOnce(options, failures)
      if (signal.aborted) return
      failures = trouble === null ? 0 : failures + 1
      options.trouble(trouble)
      await pause(trouble?.kind === 'lost' ? trouble.until.getTime() - Date.now() : interval(options.state()))
    }
  }
  document.addEventListener('visibilitychange', look, { signal })
  globalThis.addEventListener('online', look, { signal })
  void run()
  return { look }
}

function interval(state: QueueState): number {
  if (document.hidden) return LOOK_HIDDEN_MS
  if (plansToFollow(state).length > 0) return LOOK_CLOSELY_MS
  return looksBack(state.filter) ? LOOK_BACK_MS : LOOK_MS
}

async function readOnce(options: FollowOptions, failures: number): Promise<Trouble | null> {
  try {
    await readLists(options)
    await Promise.all(plansToFollow(options.state()).map((id) => readPlanInto(options, id)))
    return null
  } catch (error) {
    if (options.signal.aborted) return null // whoever looked has left
    if (!(error instanceof AppError)) throw error
    if (error.retryable) return { kind: 'lost', until: new Date(Date.now() + Math.min(500 * 2 ** failures, 3_000)) }
    return { kind: 'refused', error }
  }
}

async function readLists({ client, signal, state, dispatch }: FollowOptions): Promise<void> {
  const asOf = performance.now()
  const { filter } = state()
  const lists = await Promise.all([
    listPlans(client, 'unknown', signal),
    listPlans(client, 'waiting', signal),
    looksBack(filter) ? listPlans(client, filter === 'failed' ? 'failed' : null, signal) : [],
  ])
  // Read one after the other, a plan may stand in two lists; the one that knows more of its way comes last.
  const plans = new Map(lists.flat().map((plan) => [plan.id, plan]))
  dispatch({ type: 'plans-read', asOf, plans: [...plans.values()] })
}

async function readPlanInto({ client, signal, dispatch }: FollowOptions, id: PlanView['id']): Promise<void> {
  const asOf = performance.now()
  try {
    dispatch({ type: 'plan-read', asOf, plan: await client.readPlan(id, signal) })
  } catch (error) {
    if (!(error instanceof AppError) || !NONE.has(error.code)) throw error
    dispatch({ type: 'plan-gone', id })
  }
}

/** The second is of an address that somebody typed: no plan has such an id. */
const NONE: ReadonlySet<string> = new Set(['not-found', 'invalid-request'])
