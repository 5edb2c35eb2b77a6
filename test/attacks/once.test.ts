import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { PlanView } from '#contract/plan.ts'
import { openHouse, type House } from '../faults/crash/house.ts'
import { KINDS, type Kind } from '../faults/crash/bank.ts'
import { startWatch, type SeenStatement } from '../faults/crash/watch.ts'
import { deep, LEFT_TO_A_NIGHT } from '../helpers/depth.ts'
import { startParley } from '../helpers/parley.ts'
import { startWorkerProcess, type TestWorker } from '../helpers/parley-process.ts'
import type { Said } from '../helpers/parley-client.ts'
import { startPostgresProxy } from '../helpers/postgres-proxy.ts'
import { until } from '../helpers/until.ts'

// Group D of the threats, by number. 32, a crash around the call: test/faults/crash.test.ts and kill.test.ts. 35, an
// outcome that is a lie: lying-results.test.ts.
const onPostgres = { skip: process.env.DATABASE_URL === undefined && 'two workers need PostgreSQL' }

test('33: a worker that sleeps over its lease', onPostgres, async (t) => {
  // What a busy bank takes longer for is lost, and of one kind of payment a person is asked; a lease outlasts a call's time.
  const house = await openHouse({ after }, [['timeout: 400ms', 'timeout: 3s']])
  const customer = house.parley.as('customer')
  const { watch, sleeper, seen } = await startSleeper(house.worker)
  let other: TestWorker | null = null

  /** Lets it sleep from a moment on, until another worker has brought the run as far as it comes; then wakes it. */
  async function sleepFrom(
    ref: string,
    first: Kind,
    arm: (sleep: () => void) => void,
    meanwhile: (said: Said) => Promise<void> = async () => {},
  ): Promise<PlanView> {
    const { promise: asleep, resolve } = Promise.withResolvers<void>()
    arm(() => {
      sleeper.freeze()
      resolve()
    })
    watch.expect(ref, first)
    const said: Said = await customer.say(`settle account ${ref} ${first} first`)
    await asleep
    seen.onStatement = () => {}
    house.onCall = () => 'pass'
    if (other) await other.start()
    else other = await startWorkerProcess(house.worker)
    await asFarAsItComes(said)
    await meanwhile(said)
    const before = sleeper.log().length
    sleeper.goOn()
    await until(() => /lease-lost/.test(sleeper.log().slice(before)))
    await other.stop()
    return customer.planOf(said)
  }

  // A step that is being tried on isn't where it stays.
  const asFarAsItComes = (said: Said) =>
    until(async () => {
      const { status } = await customer.settled(said.runId, 'done', 'waiting', 'failed')
      return status !== 'waiting' || (await customer.planOf(said)).trying === null
    })

  const paid = (kind: Kind, ref: string) =>
    house.bank.book.filter((payment) => payment.kind === kind && payment.ref === ref).length

  await t.test('between its row and its call doesn’t call any more, whatever others made of it', async () => {
    const plan = await sleepFrom('S1', 'bare', (sleep) => {
      seen.onStatement = ({ does, kind }) => {
        if (does === 'begin' && kind === 'bare') sleep()
      }
    })
    assert.deepEqual([plan.status, plan.effects[0]?.state, paid('bare', 'S1')], ['unknown', 'unknown', 0])
  })

  await t.test(
    'after its call can’t write what came of it over another’s word',
    { skip: LEFT_TO_A_NIGHT },
    async () => {
      const plan = await sleepFrom('S2', 'bare', (sleep) => {
        house.onCall = ({ tool }) => (tool === 'bare.pay' ? { rewrite: asleepBefore(sleep) } : 'pass')
      })
      assert.deepEqual([plan.status, plan.effects[0]?.state, paid('bare', 'S2')], ['unknown', 'unknown', 1])
    },
  )

  await t.test('after its call can’t write over what a person said meanwhile', async () => {
    const plan = await sleepFrom(
      'S4',
      'bare',
      (sleep) => {
        house.onCall = ({ tool }) => (tool === 'bare.pay' ? { rewrite: asleepBefore(sleep) } : 'pass')
      },
      async (said) => {
        const { id } = await customer.planOf(said)
        const outcome = { outcome: 'did-not', note: 'it isn’t in the statement of account' }
        const path = `/v1/plans/${id}/effects/0/resolution`
        assert.equal((await house.parley.as('support-lead').request('POST', path, outcome)).status, 200)
        await customer.settled(said.runId, 'done')
      },
    )
    // The person was wrong, and is the one whose word counts: what the sleeper knows comes too late.
    assert.deepEqual([plan.status, plan.effects[0]?.state, paid('bare', 'S4')], ['failed', 'failed', 1])
  })

  await t.test('while its call is on its way pays once where there is a key', { skip: LEFT_TO_A_NIGHT }, async () => {
    const plan = await sleepFrom('S3', 'keyed', (sleep) => {
      house.onCall = ({ tool }) => (tool === 'keyed.pay' ? { rewrite: asleepBefore(sleep) } : 'pass')
    })
    assert.deepEqual([plan.status, paid('keyed', 'S3')], ['done', 1])
  })
})

/** A worker that can be put to sleep at what it has stored: its answer waits for it meanwhile. */
async function startSleeper(worker: House['worker']) {
  const watch = startWatch()
  const seen: { onStatement: (statement: SeenStatement) => void } = { onStatement: () => {} }
  const database = await startPostgresProxy({ after }, worker.place.url?.reveal() ?? '', (batch) => {
    for (const statement of watch.statements(batch.commits)) seen.onStatement(statement)
    return 'pass'
  })
  const environment = { ...worker.environment, DATABASE_URL: database.url }
  return { watch, seen, sleeper: await startWorkerProcess({ ...worker, environment }) }
}

function asleepBefore(sleep: () => void): (answer: string) => string {
  return (answer) => {
    sleep()
    return answer
  }
}

/**
 * A worker whose lease lasts longer than a busy machine has it stand still, as do the bank's answers in its houses. Whoever
 * takes up a step that it had begun and hadn't sent finds that nothing happened, and the plan stops there: that is another
 * test's.
 */
function patient({ worker }: House): House['worker'] {
  return { ...worker, environment: { ...worker.environment, RUN_LEASE_MS: '30000' } }
}

test('a worker that stands still between its row and', onPostgres, async (t) => {
  const house = await openHouse({ after }, [
    ['timeout: 400ms', 'timeout: 60s'],
    ['bank/bare.pay:\n', 'bank/bare.pay:\n    retries: 1\n'],
  ])
  const customer = house.parley.as('customer')
  const { watch, sleeper, seen } = await startSleeper(patient(house))

  async function payWhileItSleepsAt(ref: string, moment: SeenStatement['does']): Promise<void> {
    const { promise: asleep, resolve } = Promise.withResolvers<void>()
    seen.onStatement = ({ does, kind }) => {
      if (does !== moment || kind !== 'bare') return
      seen.onStatement = () => {}
      sleeper.freeze()
      resolve()
    }
    watch.expect(ref, 'bare')
    const said = await customer.say(`settle account ${ref} bare first`)
    await asleep
    // Longer than a call may come behind its lease, and not as long as the lease.
    await delay(1_500)
    sleeper.goOn()
    await customer.settled(said.runId, 'done')
    assert.equal(house.bank.book.filter((payment) => payment.kind === 'bare' && payment.ref === ref).length, 1)
  }

  await t.test('its call goes on where the run is still its own', () => payWhileItSleepsAt('S5', 'begin'))

  await t.test('the call that its retries allow after a refusal goes on, too', async () => {
    let calls = 0
    house.onCall = ({ tool }) => {
      if (tool !== 'bare.pay') return 'pass'
      calls += 1
      return calls === 1 ? { status: 429, retryAfter: '0' } : 'pass'
    }
    await payWhileItSleepsAt('S6', 'take-over')
    assert.equal(calls, 2)
  })
})

test('two workers that are offered the same plans do each once', onPostgres, async () => {
  const house = await openHouse({ after }, [['timeout: 400ms', 'timeout: 60s']])
  const customer = house.parley.as('customer')
  await Promise.all([startWorkerProcess(patient(house)), startWorkerProcess(patient(house))])
  const said = await Promise.all(
    Array.from({ length: 8 }, (_, index) => customer.say(`settle account S${index + 1} keyed first`)),
  )
  for (const { runId } of said) await customer.settled(runId, 'done')
  assert.equal(house.bank.book.length, 3 * said.length)
  assert.equal(new Set(house.bank.book.map(({ kind, ref }) => `${kind} ${ref}`)).size, 3 * said.length)
})

deep('a yes that wakes two workers is carried out once', onPostgres, async () => {
  const house = await openHouse({ after }, [['timeout: 400ms', 'timeout: 60s']])
  const [customer, lead] = [house.parley.as('customer'), house.parley.as('support-lead')]
  await Promise.all([startWorkerProcess(patient(house)), startWorkerProcess(patient(house))])
  const said = await Promise.all(
    Array.from({ length: 8 }, (_, index) => customer.ask(`settle account L${index + 1} checked first`)),
  )
  await Promise.all(said.map(async (one) => lead.decide(await customer.planOf(one), 'approve')))
  for (const one of said) {
    await customer.settled(one.runId, 'done')
    assert.equal((await customer.planOf(one)).status, 'done', (await customer.answers(one.threadId)).join('\n'))
  }
  assert.deepEqual(house.bank.book.map(({ kind, ref }) => `${kind} ${ref}`).sort(), eachOnce(said.length))
})

deep('what a dead worker had begun is taken over by one of two', onPostgres, async () => {
  const house = await openHouse({ after }, [['timeout: 400ms', 'timeout: 60s']])
  const [customer, lead] = [house.parley.as('customer'), house.parley.as('support-lead')]
  const dying = await startWorkerProcess(patient(house))
  // Paid, and never answered: each is found out about by looking, after which the plan goes on. The dying worker sees nothing
  // either: one that is slow would be killed at a payment which nobody can look up, and a person would be asked.
  house.onCall = ({ tool }) => (tool?.startsWith('checked.') ? 'hang-after' : 'pass')
  const said = await Promise.all(
    Array.from({ length: 8 }, (_, index) => customer.ask(`settle account L${index + 1} checked first`)),
  )
  for (const { status, body } of await Promise.all(
    said.map(async (one) => await lead.decide(await customer.planOf(one), 'approve')),
  ))
    assert.equal(status, 200, JSON.stringify(body))
  // A step whose call never got out ends as one that didn't happen: that is another test's.
  await until(() => house.bank.book.length === said.length).catch(async (cause: unknown) => {
    const answers = await Promise.all(said.map(({ threadId }) => customer.answers(threadId)))
    throw new Error(`paid: ${JSON.stringify(house.bank.book)}, told: ${JSON.stringify(answers)}\n${dying.log()}`, {
      cause,
    })
  })
  await dying.kill()
  house.onCall = () => 'pass'
  await Promise.all([startWorkerProcess(patient(house)), startWorkerProcess(patient(house))])
  for (const one of said) {
    await customer.settled(one.runId, 'done')
    assert.equal((await customer.planOf(one)).status, 'done')
  }
  assert.deepEqual(house.bank.book.map(({ kind, ref }) => `${kind} ${ref}`).sort(), eachOnce(said.length))
})

/** What a bank that paid each account's three payments once has in its book. */
function eachOnce(accounts: number): readonly string[] {
  const refs = Array.from({ length: accounts }, (_, index) => `L${index + 1}`)
  return KINDS.flatMap((kind) => refs.map((ref) => `${kind} ${ref}`)).sort()
}

deep('34: what a slow bank does after its time', onPostgres, async (t) => {
  const house: House = await openHouse({ after }, [
    ['settles: 100ms', 'settles: 4s'],
    ['keyLives: 24h', 'keyLives: 2s'],
  ])
  const customer = house.parley.as('customer')
  const worker = await startWorkerProcess(house.worker)
  const paid = (kind: Kind, ref: string) =>
    house.bank.book.filter((payment) => payment.kind === kind && payment.ref === ref).length

  /** The first call of a tool reaches the bank a second after its caller has stopped waiting. */
  function delayFirst(delayed: string): () => number {
    let calls = 0
    house.onCall = ({ tool }) => {
      if (tool !== delayed) return 'pass'
      calls += 1
      return calls === 1 ? { until: delay(1_400) } : 'pass'
    }
    return () => calls
  }

  await t.test('is waited for where it can be looked up, and not done again', async () => {
    const calls = delayFirst('checked.pay')
    const said = await customer.say('settle account S1 checked first')
    await customer.settled(said.runId, 'done')
    assert.deepEqual([calls(), paid('checked', 'S1')], [1, 1])
  })

  await t.test('is asked about where it can’t', async () => {
    const calls = delayFirst('bare.pay')
    const said = await customer.say('settle account S2 bare first')
    await customer.settled(said.runId, 'waiting')
    assert.equal((await customer.planOf(said)).effects[0]?.state, 'unknown')
    await until(() => paid('bare', 'S2') === 1)
    assert.equal(calls(), 1)
  })

  await t.test('is done once where a retry has the same key', async () => {
    const calls = delayFirst('keyed.pay')
    const said = await customer.say('settle account S3 keyed first')
    await customer.settled(said.runId, 'done')
    await until(() => calls() === 2)
    assert.equal(paid('keyed', 'S3'), 1)
  })

  await t.test('isn’t called again once the bank may have forgotten the key', async () => {
    let calls = 0
    const { promise: dead, resolve: died } = Promise.withResolvers<void>()
    house.onCall = ({ tool }) => {
      if (tool !== 'keyed.pay') return 'pass'
      calls += 1
      return { answered: () => void worker.kill().then(died) }
    }
    const said = await customer.say('settle account S4 keyed first')
    await dead
    await delay(2_000)
    await worker.start()
    await customer.settled(said.runId, 'waiting')
    assert.deepEqual([(await customer.planOf(said)).effects[0]?.state, calls], ['unknown', 1])
  })
})

deep('36: an event that is delivered five times, to two servers, is one run', onPostgres, async () => {
  const house = await openHouse({ after }, [['timeout: 400ms', 'timeout: 60s']])
  const second = await startParley({ after }, { ...house.worker })
  const customer = house.parley.as('customer')
  await startWorkerProcess(house.worker)
  const thread = await customer.request<{ id: string }>('POST', '/v1/threads', {})
  const deliver = (server: typeof customer) =>
    server.request<{ runId: string }>(
      'POST',
      `/v1/threads/${thread.body.id}/messages`,
      { text: 'settle account S1 keyed first' },
      { 'idempotency-key': 'event-1' },
    )
  const [one, two] = [customer, second.as('customer')]
  const answers = await Promise.all([one, two, one, two, one].map(deliver))
  assert.equal(new Set(answers.map(({ body }) => body.runId)).size, 1)
  await customer.settled(answers[0]?.body.runId ?? '', 'done')
  assert.equal(house.bank.book.length, 3)
  assert.equal((await customer.answers(thread.body.id)).length, 1)
})
