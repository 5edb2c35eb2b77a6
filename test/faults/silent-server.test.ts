import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { MessageView } from '#contract/message.ts'
import type { RunView } from '#contract/run.ts'
import { howMany, IS_DEEP } from '../helpers/depth.ts'
import type { Answer, PersonClient, Said } from '../helpers/parley-client.ts'
import { startParleyProcess, startWorkerProcess } from '../helpers/parley-process.ts'
import { SILENCES, startPostgresProxy, type ProxiedBatch, type StatementAction } from '../helpers/postgres-proxy.ts'
import { resting } from '../helpers/until.ts'
import { KINDS, type Kind } from './crash/bank.ts'
import { openHouse } from './crash/house.ts'
import { judge, NOTHING_WRONG, wrongIn } from './crash/judge.ts'
import { ORDERS } from './crash/watch.ts'

// Sessions of a server that say nothing more and don't close, while its worker's are well: as silent-session.test.ts has
// them of a worker. Whoever asks the server is answered in time, asks again with the same key, and it is done once.
const skip = process.env.DATABASE_URL === undefined && 'a session that can fall silent needs PostgreSQL'

/** What a server sends from a thread's beginning to the end of its turn is about so many batches. */
const LAST_POINT = 30
const POINTS = howMany({ quick: 6, deep: LAST_POINT })
/** Turns that are under way together. */
const AT_ONCE = 6
/** A statement's limit, a turn in the pool and a session that is given up are 31 s; the rest is a busy machine's. */
const ANSWERS_WITHIN_MS = 45_000
const ENDS_WITHIN_MS = 60_000

const house = skip === false ? await openHouse({ after }, [['timeout: 400ms', 'timeout: 2s']]) : null

type Asked = readonly [method: string, path: string, body?: unknown, headers?: Record<string, string>]

interface Fall {
  readonly isIt: (batch: ProxiedBatch) => boolean
  readonly action: StatementAction
}

/** What is still to befall the server, each at the first batch that it is about. */
const falls: Fall[] = []
let fallen = 0

function onStatements(batch: ProxiedBatch): StatementAction {
  const at = falls.findIndex(({ isIt }) => isIt(batch))
  const [fall] = at < 0 ? [] : falls.splice(at, 1)
  fallen += fall ? 1 : 0
  return fall?.action ?? 'pass'
}

/** The batch that keeps what has such a text. */
const keeps = (text: RegExp) => (batch: ProxiedBatch) => batch.commits.some(({ sql }) => text.test(sql))

function afterBatches(count: number): (batch: ProxiedBatch) => boolean {
  let left = count
  return () => --left === 0
}

const REFUSALS = ['database-unavailable', 'timed-out']

interface Turn extends Said {
  readonly ref: string
  readonly first: Kind
}

test('a server whose sessions fall silent', { skip }, async (t) => {
  assert.ok(house)
  const { bank, place, worker } = house
  const proxy = await startPostgresProxy({ after }, place.url?.reveal() ?? '', onStatements)
  const environment = { ...worker.environment, RUN_LEASE_MS: '6000' }
  const behind = { ...worker, environment: { ...environment, DATABASE_URL: proxy.url } }
  const server = await startParleyProcess({ after }, behind)
  await startWorkerProcess({ ...worker, environment })
  const [customer, lead] = [server.as('customer'), server.as('support-lead')]
  const said: Turn[] = []
  let begun = 0
  let slowest = 0
  let slowestTurn = 0

  /** Asks until it is answered: each answer comes in time, and one that is a refusal says so in its own words. */
  async function ask<Body>(person: PersonClient, ...[method, path, body, headers]: Asked): Promise<Answer<Body>> {
    for (const until = performance.now() + AT_ONCE * ANSWERS_WITHIN_MS; performance.now() < until;) {
      const asked = performance.now()
      const alone = { connection: 'close', ...headers }
      const answer = await person.request<Body & { readonly code?: string }>(method, path, body, alone)
      slowest = Math.max(slowest, performance.now() - asked)
      if (answer.status < 500) return answer
      assert.ok(answer.status === 503 && REFUSALS.includes(answer.body.code ?? ''), JSON.stringify(answer))
    }
    assert.fail(`${method} ${path} is still refused`)
  }

  async function begin(): Promise<Turn> {
    const number = (begun += 1)
    const first = KINDS[number % KINDS.length] ?? 'keyed'
    // Every other is large, and waits for somebody's yes.
    const ref = `${number % 2 === 0 ? 'L' : 'S'}${number}`
    const thread = await ask<{ id: string }>(customer, 'POST', '/v1/threads', {})
    const text = `settle account ${ref} ${first} first`
    const path = `/v1/threads/${thread.body.id}/messages`
    const sent = await ask<Omit<Said, 'threadId'>>(customer, 'POST', path, { text }, { 'idempotency-key': ref })
    assert.equal(sent.status, 202)
    const turn = { ref, first, ...sent.body, threadId: thread.body.id }
    said.push(turn)
    return turn
  }

  async function end(turn: Turn): Promise<void> {
    for (const rest = resting(); ; await rest()) {
      const { status, waitingFor } = (await ask<RunView>(customer, 'GET', `/v1/runs/${turn.runId}`)).body
      if (status === 'done' || status === 'failed') break
      if (waitingFor?.type === 'decision') {
        const { digest, links } = waitingFor
        const { status: decided } = await ask(lead, 'POST', links.decisions, { digest, decision: 'approve' })
        // Whose first yes went unanswered has given it.
        assert.ok([200, 201, 202, 409].includes(decided), `a yes was answered ${decided}`)
      }
      if (waitingFor?.type === 'resolution') await lookInto(turn, waitingFor.steps)
    }
    const { body } = await ask<{ messages: readonly MessageView[] }>(
      customer,
      'GET',
      `/v1/threads/${turn.threadId}/messages`,
    )
    assert.deepEqual(
      body.messages.map(({ role }) => role),
      ['user', 'assistant'],
    )
  }

  /** What a machine can't know of a call that its own slowness cut off, somebody looks up. */
  async function lookInto(
    { ref, first }: Turn,
    steps: readonly { index: number; resolution: string }[],
  ): Promise<void> {
    for (const { index, resolution } of steps) {
      const isPaid = bank.book.some((payment) => payment.ref === ref && payment.kind === ORDERS[first][index])
      await ask(lead, 'POST', resolution, { outcome: isPaid ? 'happened' : 'did-not', note: 'looked into the book' })
    }
  }

  async function whole(): Promise<void> {
    const since = { at: performance.now(), fallen }
    await end(await begin())
    const took = performance.now() - since.at
    // What befell those beside it may have befallen it, too.
    const times = Math.max(1, fallen - since.fallen)
    assert.ok(took < times * ENDS_WITHIN_MS, `a turn took ${took} ms, while ${times} sessions fell silent`)
    slowestTurn = Math.max(slowestTurn, took / times)
  }

  async function judgeAll(): Promise<void> {
    assert.deepEqual(wrongIn(await judge(place, bank.book, said)), NOTHING_WRONG)
    assert.ok(slowest < ANSWERS_WITHIN_MS, `an answer took ${slowest} ms`)
    const [answer, turn] = [slowest, slowestTurn].map(Math.round)
    t.diagnostic(
      `${said.length} turns, ${fallen} sessions fell silent; the slowest answer ${answer} ms, turn ${turn} ms`,
    )
  }

  await t.test('under a statement at any point of a turn answers in time, and it is done once', async () => {
    const cases = Array.from({ length: POINTS }, (_, index): Fall[] => {
      // Of all the turns that are under way together.
      const point = 1 + Math.floor((index * LAST_POINT * AT_ONCE) / POINTS)
      const actions = IS_DEEP ? SILENCES : SILENCES.slice(index % SILENCES.length).slice(0, 1)
      return actions.map((action) => ({ isIt: afterBatches(point), action }))
    }).flat()
    for (let left = cases; left.length > 0; left = left.slice(AT_ONCE)) {
      falls.push(...left.slice(0, AT_ONCE))
      await Promise.all(Array.from({ length: AT_ONCE }, whole))
      while (falls.length > 0) await whole()
    }
    await judgeAll()
  })

  await t.test('as a message or a yes is kept has it once', async () => {
    for (const text of [/insert into messages/, /insert into decisions/])
      for (const action of ['silent-before', 'silent-after'] as const) falls.push({ isIt: keeps(text), action })
    // Every other waits for a yes.
    await Promise.all(Array.from({ length: 4 }, whole))
    assert.deepEqual(falls, [])
    await judgeAll()
  })

  await t.test('while they wait, the one that listens among them, answers and is told of what happens', async () => {
    assert.ok(proxy.silence(/^parley/) >= 2)
    await whole()
    assert.equal(proxy.silence(/^parley-listen /), 1)
    const turn = await begin()
    // Followed from now on: what comes later is heard of over the session that fell silent, or by looking.
    const told = customer.event(turn.threadId, ({ type }) => type === 'run-completed')
    await end(turn)
    await Promise.race([
      told,
      delay(ANSWERS_WITHIN_MS, null, { ref: false }).then(() => assert.fail('nothing was told')),
    ])
    await judgeAll()
  })

  assert.equal(await server.stop(), 0)
})
