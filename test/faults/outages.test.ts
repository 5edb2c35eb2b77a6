import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { IS_DEEP, deep, someOf } from '../helpers/depth.ts'
import { makeOlder } from '../helpers/older-steps.ts'
import { startParley } from '../helpers/parley.ts'
import type { Said } from '../helpers/parley-client.ts'
import { KINDS, startTill, type Kind } from '../helpers/till.ts'
import { startToolProxy } from '../helpers/tool-proxy.ts'
import { until } from '../helpers/until.ts'

// The whole tool server is away during steps of each kind: one takes a key, one can only be looked up, one is neither; each
// with the call that began it done, and not done. The server's own book is the witness.
/** In a check each call that began a step was done, and its answer was lost: what would pay twice. */
const FIRST_CALLS = someOf(['done', 'not done'])
const KINDS_OF_STEP = Object.keys(KINDS) as readonly Kind[]
const STEPS = KINDS_OF_STEP.length * FIRST_CALLS.length
/** For how long what takes long may go on after the server is back: the pauses between tries grow. */
const ENDS_WITHIN_MS = 300_000

const Args = z.looseObject({ invoice: z.string() })

const till = await startTill({ after })
let isAway = false
/** What becomes of the first call for each invoice. */
const firstCalls = new Map<string, (typeof FIRST_CALLS)[number]>()
const proxy = await startToolProxy({ after }, till.url, ({ tool, args }) => {
  const { success, data } = Args.safeParse(args)
  // What a plan reads first is there still: whoever can't read begins nothing.
  if (!success || tool === 'invoices.get') return 'pass'
  const first = tool?.endsWith('.pay') === true ? firstCalls.get(data.invoice) : undefined
  if (first === undefined) return isAway ? 'drop-before' : 'pass'
  firstCalls.delete(data.invoice)
  return first === 'done' ? 'drop-after' : 'drop-before'
})
const parley = await startParley(
  { after },
  {
    shop: { url: proxy.url, token: 'till' },
    environment: {
      AGENTS_DIR: till.agents,
      EMBEDDINGS_BASE_URL: 'http://127.0.0.1:9',
      EMBEDDINGS_MODEL: 'none',
      // As many as there are steps: were one of them held, none would be free.
      RUNS_AT_ONCE: `${STEPS}`,
    },
  },
)
const customer = parley.as('customer')
const operator = parley.as('operator')

interface Step extends Said {
  readonly kind: Kind
  /** What became of its first call. */
  readonly first: (typeof FIRST_CALLS)[number]
  readonly invoice: string
}

let invoices = 0

/** One step of each kind, with its first call done and not done. The server is away from that call on. */
async function beginAll(): Promise<readonly Step[]> {
  isAway = true
  const steps: Step[] = []
  for (const first of FIRST_CALLS) {
    const begun = KINDS_OF_STEP.map(async (kind): Promise<Step> => {
      const invoice = `${kind}${(invoices += 1)}`
      firstCalls.set(invoice, first)
      return { kind, first, invoice, ...(await customer.say(`pay invoice ${invoice}`)) }
    })
    steps.push(...(await Promise.all(begun)))
    await until(() => firstCalls.size === 0)
  }
  return steps
}

/** Until each is being tried again, or put before a person where it can't be. */
async function untilResting(steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    await until(async () => {
      if (!(await customer.events(step.threadId)).some(({ type }) => type === 'plan-proposed')) return false
      const plan = await customer.planOf(step)
      return step.kind === 'N' ? plan.status === 'unknown' : plan.trying !== null
    })
  }
}

async function allEndWell(steps: readonly Step[]): Promise<void> {
  for (const { kind, first, invoice, ...said } of steps) {
    if (kind === 'N') await resolveByBook(said, invoice)
    await until(
      async () => (await customer.settled(said.runId, 'done', 'running', 'queued', 'waiting')).status === 'done',
      AbortSignal.timeout(ENDS_WITHIN_MS),
    )
    const wasDone = till.paid(invoice) === 1
    // What is looked up and isn't there is told as not done; what takes a key is called again.
    assert.equal(till.paid(invoice), kind === 'K' || first === 'done' ? 1 : 0, invoice)
    const told = (await customer.answers(said.threadId)).join('\n')
    assert.equal(/^Done\./m.test(told), wasDone, `${invoice}: ${told}`)
    const asked = (await customer.events(said.threadId)).filter(({ type }) => type === 'run-waiting').length
    assert.equal(asked, kind === 'N' ? 1 : 0, `${invoice}: a person was asked ${asked} times`)
  }
}

async function resolveByBook(said: Said, invoice: string): Promise<void> {
  const { id } = await customer.planOf(said)
  const outcome = till.paid(invoice) > 0 ? 'happened' : 'did-not'
  const path = `/v1/plans/${id}/effects/0/resolution`
  assert.equal((await operator.request('POST', path, { outcome, note: 'book' })).status, 200)
}

for (const seconds of IS_DEEP ? [1, 10, 60, 600] : [1]) {
  test(`a server that is away for ${seconds} s during steps of each kind: none is asked about that takes a key or can be looked up, and no worker is held`, async (t) => {
    const steps = await beginAll()
    const awayAt = performance.now()
    await untilResting(steps)
    // A person who only greets is answered meanwhile.
    assert.equal((await customer.ask('hello')).run.status, 'done')
    await delay(Math.max(0, seconds * 1_000 - (performance.now() - awayAt)))
    isAway = false
    const backAt = performance.now()
    await allEndWell(steps)
    t.diagnostic(`all ended ${Math.round(performance.now() - backAt)} ms after it was back`)
  })
}

for (const seconds of IS_DEEP ? [60, 600] : [600]) {
  deep(
    `a server that has been away for ${seconds} s, as the database’s clock has it: nobody is asked about what takes a key or can be looked up`,
    async () => {
      const steps = await beginAll()
      await untilResting(steps)
      for (const step of steps) await makeOlder(parley.place, (await customer.planOf(step)).id, seconds)
      isAway = false
      await allEndWell(steps)
    },
  )
}
