import { after, before, beforeEach } from 'node:test'
import { startParley, type ParleyOptions, type TestParley } from '../../../helpers/parley.ts'
import type { Said } from '../../../helpers/parley-client.ts'
import { startTestShop, type TestShop } from '../../../helpers/shop.ts'
import type { PlanView } from '#contract/plan.ts'

/** A real server for the tests of a suite; each test begins with nothing refunded and nothing waiting. */
export interface ConsoleServer {
  readonly parley: TestParley
  readonly shop: TestShop
  /** What the customer asks for, until it waits for somebody. */
  ask(text: string): Promise<Said & { readonly plan: PlanView }>
}

/** To be called in a suite. What it gives works inside tests. */
export function consoleServer(options: Partial<ParleyOptions> = {}): ConsoleServer {
  const closing = new AsyncDisposableStack()
  const scope = { after: (cleanUp: () => Promise<void>) => closing.defer(cleanUp) }
  let started: { readonly parley: TestParley; readonly shop: TestShop } | null = null
  const running = () => {
    if (started === null) throw new Error('the server runs inside tests')
    return started
  }
  before(async () => {
    const shop = await startTestShop(scope)
    started = { shop, parley: await startParley(scope, { shop, ...options }) }
  })
  beforeEach(async () => {
    const { shop, parley } = running()
    await shop.renew()
    // What asks its requester alone is theirs to turn down.
    for (const person of [parley.as('support-lead'), parley.as('customer')])
      for (const plan of await person.waitingPlans()) await person.decide(plan, 'reject')
  })
  after(() => closing.disposeAsync())
  return {
    get parley() {
      return running().parley
    },
    get shop() {
      return running().shop
    },
    ask: async (text) => {
      const customer = running().parley.as('customer')
      const said = await customer.ask(text)
      return { ...said, plan: await customer.planOf(said) }
    },
  }
}
