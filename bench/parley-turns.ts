import { startApp } from '#app/app.ts'
import { openPort } from '#channels/web/open-port.ts'
import { readConfig } from '#core/config.ts'
import { systemContext } from '#core/context.ts'
import type { Operations } from '#contract/operations.ts'
import { createLogger } from '#core/log.ts'
import type { Principal } from '#core/principal.ts'
import type { Services } from '#turn/services.ts'
import { testPlace, type DatabasePlace } from '../test/helpers/database.ts'
import type { Closing } from './closing.ts'
import { unhurriedAgents } from './shop.ts'

export interface BenchParley {
  readonly services: Services
  readonly operations: Operations
  person(id: string): Promise<Principal>
}

interface BenchOptions {
  readonly shopUrl: string
  readonly environment?: Readonly<Record<string, string>>
  /** Its database; an empty one unless said. */
  readonly place?: DatabasePlace
  /** Changes the agents' folder before they are loaded. */
  readonly changeAgents?: (folder: string) => Promise<void>
}

/** Parley in this process, as `npm start` puts it together, without its HTTP: what other agents are measured without too. */
export async function openBenchParley(
  closing: Closing,
  { shopUrl, environment = {}, place: given, changeAgents }: BenchOptions,
): Promise<BenchParley> {
  const place = given ?? (await testPlace(closing))
  const agents = await unhurriedAgents(closing)
  await changeAgents?.(agents)
  const config = readConfig({
    ...place.environment,
    AGENTS_DIR: agents,
    SHOP_MCP_URL: shopUrl,
    PORT: '0',
    LOG_LEVEL: 'error',
    ...environment,
  })
  const context = systemContext(createLogger('error'))
  const port = await openPort(config, context)
  closing.after(async () => port[Symbol.asyncDispose]())
  const app = await startApp({
    config,
    context,
    port,
    onProgress: () => {},
    signal: new AbortController().signal,
  })
  closing.after(async () => app[Symbol.asyncDispose]())
  return {
    services: app.services,
    operations: app.operations,
    person: async (id) => {
      const person = await app.operations.readPerson('default', id)
      if (!person) throw new Error(`There is no example person ${id}.`)
      return person
    },
  }
}

/** A refund turn with an approval, from the message to the answer. */
export async function refundTurn(parley: BenchParley, people: People, orderId: string): Promise<void> {
  await turnOf(parley, people, `Refund order ${orderId}`)
}

interface People {
  readonly customer: Principal
  readonly lead: Principal
}

/** A turn, from the message to the answer. The lead says yes to whatever asks. */
export async function turnOf(parley: BenchParley, people: People, text: string): Promise<void> {
  const { operations } = parley
  const { customer, lead } = people
  const threadId = await saidFirst(parley, customer, text)
  const stop = new AbortController()
  let digest = ''
  for await (const event of operations.followEvents(customer, threadId, 0, stop.signal)) {
    if (event.type === 'plan-proposed') digest = event.digest
    if (event.type === 'run-waiting') {
      await operations.decidePlan(lead, event.planId, {
        digest,
        decision: 'approve',
        reason: null,
        note: null,
      })
    }
    if (event.type === 'run-completed') break
    if (event.type === 'run-failed') throw new Error(`The turn failed: ${event.text}`)
  }
  stop.abort()
}

/** A message, and what comes of it: an answer, or a plan that waits for somebody. */
export async function answeredQuestion(parley: BenchParley, customer: Principal, text: string): Promise<void> {
  const { operations } = parley
  const threadId = await saidFirst(parley, customer, text)
  const stop = new AbortController()
  for await (const event of operations.followEvents(customer, threadId, 0, stop.signal)) {
    if (event.type === 'run-completed' || event.type === 'run-waiting') break
    if (event.type === 'run-failed') throw new Error(`The turn failed: ${event.text}`)
  }
  stop.abort()
}

/** Says the first message of a new thread, and gives the thread. */
export async function saidFirst({ operations }: BenchParley, customer: Principal, text: string): Promise<string> {
  const { id: threadId } = await operations.createThread(customer, { agent: null, channel: 'bench' })
  await operations.acceptMessage(customer, { threadId, channel: 'bench', dedupeKey: threadId, text, underKey: null })
  return threadId
}
