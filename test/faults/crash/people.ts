import { setTimeout as delay } from 'node:timers/promises'
import type { PlanView } from '#contract/plan.ts'
import type { PersonClient } from '../../helpers/parley-client.ts'
import type { Bank, Kind } from './bank.ts'

/**
 * People at the console: one says yes to what waits, and looks into the bank's book for what nobody knows; an operator has
 * what was set aside tried again. Requesters, where there are some, say yes to what they are asked themselves.
 */
export interface People extends AsyncDisposable {
  /** The steps that were put before a person since nobody knew what became of them. */
  readonly asked: ReadonlySet<string>
  /** Waits until there is nothing that nobody has looked into. */
  rest(): Promise<void>
}

const RESTS_WITHIN_MS = 30_000
const LOOKS_EVERY_MS = 1_000

export function startPeople(
  lead: PersonClient,
  bank: Bank,
  operator: PersonClient,
  requesters: readonly PersonClient[] = [],
): People {
  const stop = new AbortController()
  const asked = new Set<string>()
  const working = work()
  return {
    asked,
    async rest() {
      const until = performance.now() + RESTS_WITHIN_MS
      while ((await listed('unknown')).length > 0 && performance.now() < until) await delay(100)
    },
    async [Symbol.asyncDispose]() {
      stop.abort()
      await working
    },
  }

  async function work(): Promise<void> {
    while (!stop.signal.aborted) {
      for (const person of [lead, ...requesters])
        for (const plan of await listed('waiting', person)) await quietly(person.decide(plan, 'approve'))
      for (const plan of await listed('unknown')) await resolve(plan)
      await retryAside()
      await delay(LOOKS_EVERY_MS)
    }
  }

  async function listed(status: string, person = lead): Promise<readonly PlanView[]> {
    const path = `/v1/plans?status=${status}`
    const answer = await quietly(person.request<{ plans: PlanView[] }>('GET', path))
    return answer?.body.plans ?? []
  }

  async function retryAside(): Promise<void> {
    const answer = await quietly(operator.request<{ runs: readonly { id: string }[] }>('GET', '/v1/set-aside-runs'))
    for (const { id } of answer?.body.runs ?? [])
      await quietly(operator.request('POST', `/v1/set-aside-runs/${id}/retry`, {}))
  }

  async function resolve(plan: PlanView): Promise<void> {
    for (const { index, tool, args, state } of plan.effects) {
      if (state !== 'unknown') continue
      asked.add(`${plan.id}/${index}`)
      const kind = /^bank\/(\w+)\.pay$/.exec(tool)?.[1]
      const isPaid = bank.book.some((payment) => payment.kind === (kind as Kind) && payment.ref === args['ref'])
      const outcome = isPaid ? 'happened' : 'did-not'
      const path = `/v1/plans/${plan.id}/effects/${index}/resolution`
      await quietly(lead.request('POST', path, { outcome, note: 'looked into the book' }))
    }
  }
}

/** Over a connection that its server closes as it is used again: the next look finds what this one didn't. */
function quietly<T>(asking: Promise<T>): Promise<T | null> {
  return asking.catch(() => null)
}
