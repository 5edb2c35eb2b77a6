import assert from 'node:assert/strict'
import { availableParallelism, loadavg } from 'node:os'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { howMany, IS_DEEP } from '../helpers/depth.ts'
import { startWorkerProcess } from '../helpers/parley-process.ts'
import type { Said } from '../helpers/parley-client.ts'
import {
  SILENCES,
  startPostgresProxy,
  type PostgresProxy,
  type ProxiedBatch,
  type StatementAction,
} from '../helpers/postgres-proxy.ts'
import { until } from '../helpers/until.ts'
import { KINDS, type Kind } from './crash/bank.ts'
import { openHouse } from './crash/house.ts'
import { judge, NOTHING_WRONG, wrongIn, type Judgement } from './crash/judge.ts'
import { lapsedRuns } from './crash/lapsed.ts'
import { startPeople } from './crash/people.ts'
import { startWatch } from './crash/watch.ts'

// Sessions of a worker that say nothing more and don't close, or whose stream is garbled, at points of turns; nothing is
// started anew. The bank's book is the witness, as in crash.test.ts.
const skip = process.env.DATABASE_URL === undefined && 'a session that can fall silent needs PostgreSQL'

/** What a turn of three steps sends together, one after the other. */
const LAST_POINT = 12
const POINTS = howMany({ quick: 5, deep: LAST_POINT })
/** Turns that go through their points at once. */
const AT_ONCE = 8
/** How long any turn may take, with what its steps may: 2 s each, called twice. */
const ENDS_WITHIN_MS = 64_000

/** On a busy machine a connection that is kept may be closed as it is used again. */
const ALONE = { connection: 'close' }

interface Case {
  readonly point: number
  readonly action: StatementAction
  readonly first: Kind
}

// In a check each point has one way to fall silent, in a night all.
const CASES: readonly Case[] = Array.from({ length: POINTS }, (_, index) => {
  const point = 1 + Math.floor((index * LAST_POINT) / POINTS)
  const action = SILENCES[index % SILENCES.length] ?? 'silent-before'
  if (!IS_DEEP) return [{ point, action, first: KINDS[index % KINDS.length] ?? 'keyed' }]
  return SILENCES.map((each, nth) => ({ point, action: each, first: KINDS[(index + nth) % KINDS.length] ?? 'keyed' }))
}).flat()

/** How the session falls silent that says that a step begins: it alone, or all that the worker has. */
interface Beginning {
  readonly kind: Kind
  readonly action: 'silent-before' | 'silent-after'
  readonly falls: 'one' | 'all'
  /** So often in a row, where its writer says it again. */
  times: number
}

const BEGINNINGS: readonly Beginning[] = [
  ...KINDS.flatMap((kind): readonly Beginning[] => [
    { kind, action: 'silent-before', falls: 'one', times: 1 },
    { kind, action: 'silent-after', falls: 'one', times: 1 },
  ]),
  ...(IS_DEEP ? KINDS : []).map((kind): Beginning => ({ kind, action: 'silent-before', falls: 'one', times: 2 })),
]
const BEGINNINGS_OVER_ALL = KINDS.toReversed()
  .slice(0, howMany({ quick: 1, deep: KINDS.length }))
  .map((kind): Beginning => ({ kind, action: 'silent-after', falls: 'all', times: 1 }))

const house = skip === false ? await openHouse({ after }, [['timeout: 400ms', 'timeout: 2s']]) : null
const watch = startWatch()
/** By account: the step that is begun on a session that falls silent there. */
const beginnings = new Map<string, Beginning>()
let silenceAll = () => {}
/** What the next turns that begin have before them. */
const waiting: Case[] = []
/** By run: what is sent together until its session falls silent. */
const armed = new Map<string, { left: number; readonly action: StatementAction }>()
let onClaim: StatementAction = 'pass'
let fallen = 0

function onStatements({ statements }: ProxiedBatch): StatementAction {
  for (const { ref, does, kind } of watch.statements(statements)) {
    const beginning = beginnings.get(ref)
    if (does !== 'begin' || beginning?.kind !== kind || beginning.times === 0) continue
    beginning.times -= 1
    fallen += 1
    if (beginning.falls === 'all') setImmediate(silenceAll)
    return beginning.action
  }
  if (onClaim !== 'pass' && statements.some(({ sql }) => /for update skip locked/.test(sql))) {
    const action = onClaim
    onClaim = 'pass'
    fallen += 1
    return action
  }
  const begun = statements.find(({ sql }) => /^\s*select traceparent/.test(sql))?.values.at(-1)
  const next = begun && !armed.has(begun) ? waiting.shift() : undefined
  if (begun && next) armed.set(begun, { left: next.point, action: next.action })
  const turn = statements
    .flatMap(({ values }) => values)
    .map((value) => armed.get(value ?? ''))
    .find((found) => found !== undefined)
  if (turn === undefined || --turn.left !== 0) return 'pass'
  fallen += 1
  return turn.action
}

test('a worker whose sessions fall silent', { skip }, async (t) => {
  assert.ok(house)
  const { bank, parley, place, worker } = house
  const proxy: PostgresProxy = await startPostgresProxy({ after }, place.url?.reveal() ?? '', onStatements)
  silenceAll = () => (fallen += proxy.silence(/^parley /))
  const environment = { ...worker.environment, DATABASE_URL: proxy.url, RUN_LEASE_MS: '6000' }
  const alive = await startWorkerProcess({ ...worker, environment })
  const customer = parley.as('customer')
  await using _people = startPeople(parley.as('support-lead'), bank, parley.as('operator'))
  const said: (Said & { readonly ref: string })[] = []
  const took: number[] = []
  let next = 0

  async function settle(first: Kind, beginning?: Beginning): Promise<Said> {
    const ref = `S${(next += 1)}`
    watch.expect(ref, first)
    if (beginning) beginnings.set(ref, beginning)
    const thread = await customer.request<{ id: string }>('POST', '/v1/threads', {}, ALONE)
    const path = `/v1/threads/${thread.body.id}/messages`
    const text = `settle account ${ref} ${first} first`
    const { body } = await customer.request<Omit<Said, 'threadId'>>('POST', path, { text }, ALONE)
    const answer = { ...body, threadId: thread.body.id }
    said.push({ ref, ...answer })
    return answer
  }

  async function ends({ runId }: Said): Promise<void> {
    const began = performance.now()
    await until(
      async () => {
        const { body } = await customer.request<{ status: string }>('GET', `/v1/runs/${runId}`, undefined, ALONE)
        if (!['done', 'failed'].includes(body.status)) await delay(200)
        return ['done', 'failed'].includes(body.status)
      },
      AbortSignal.timeout(2 * ENDS_WITHIN_MS),
    )
    took.push(performance.now() - began)
  }

  async function judgeAll(): Promise<Judgement> {
    const judgement = await judge(place, bank.book, said)
    assert.deepEqual(wrongIn(judgement), NOTHING_WRONG)
    assert.ok(Math.max(...took) < ENDS_WITHIN_MS, `a turn took ${Math.max(...took)} ms`)
    const text = `${said.length} turns, ${fallen} sessions fell silent, ${judgement.unknowns.length} questions, the slowest ${Math.round(Math.max(...took))} ms`
    t.diagnostic(text)
    return judgement
  }

  await t.test('under a statement at any point of a turn ends it once, and in time', async () => {
    const left = [...CASES]
    const go = async () => {
      for (let one = left.shift(); one; one = left.shift()) {
        waiting.push(one)
        await ends(await settle(one.first))
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, go))
    t.diagnostic(`points that weren't come to: ${[...armed.values()].filter(({ left }) => left > 0).length}`)
    await judgeAll()
  })

  async function beginAll(round: readonly Beginning[]): Promise<Judgement> {
    // Each at another step of its plan.
    await Promise.all(
      round.map(async (each, index) => ends(await settle(KINDS[index % KINDS.length] ?? 'keyed', { ...each }))),
    )
    // A run that is taken up anew may end at an earlier step, which a person then answers for.
    const lapsed = lapsedRuns(alive.log())
    const held = said.filter(({ runId }) => !lapsed.has(runId))
    assert.deepEqual(
      held.flatMap(({ ref }) => beginnings.get(ref) ?? []).filter(({ times }) => times > 0),
      [],
    )
    return judgeAll()
  }

  await t.test('as a step is written down as begun does it once, in time, and asks nobody', async () => {
    const before = await judgeAll()
    const after = await beginAll(BEGINNINGS)
    const lapsed = lapsedRuns(alive.log())
    const held = said.filter(({ ref, runId }) => beginnings.has(ref) && !lapsed.has(runId))
    assert.ok(held.length > 0, 'no run was held to its end: none shows what a silent session costs')
    // Leases lapse by themselves where processes wait for a processor.
    const isBusy = (loadavg()[0] ?? 0) > 2 * availableParallelism()
    assert.ok(isBusy || 4 * lapsed.size <= said.length, `${lapsed.size} of ${said.length} runs were taken up anew`)
    const isHeld = (line: string) => !said.some(({ ref, runId }) => line.startsWith(`${ref} `) && lapsed.has(runId))
    assert.deepEqual([after.needless, after.unsent.filter(isHeld)], [before.needless, before.unsent.filter(isHeld)])
  })

  // Its lease can't be renewed meanwhile either. Whoever takes the run up can't know that nothing was sent.
  await t.test('all at once, as a step is written down as begun, does it once, and in time', async () => {
    for (const beginning of BEGINNINGS_OVER_ALL) {
      const { needless } = await beginAll([beginning])
      assert.deepEqual(needless, [])
    }
  })

  for (const action of IS_DEEP ? SILENCES : SILENCES.slice(1, 4)) {
    await t.test(`under a claim takes runs again: ${JSON.stringify(action)}`, async () => {
      onClaim = action
      await ends(await settle('keyed'))
      await judgeAll()
    })
  }

  await t.test('while they wait, the one that listens among them, hears of work again', async () => {
    assert.ok(proxy.silence(/^parley/) >= 2)
    await ends(await settle('checked'))
    await judgeAll()
  })

  await t.test('while they are at work on many turns at once, again and again', async () => {
    for (let round = 0; round < howMany({ quick: 1, deep: 5 }); round += 1) {
      const turns = await Promise.all(Array.from({ length: 6 }, (_, index) => settle(KINDS[index % 3] ?? 'bare')))
      await delay(100 * round)
      fallen += proxy.silence(/^parley /)
      await Promise.all(turns.map(ends))
    }
    await judgeAll()
  })

  assert.equal(await alive.stop(), 0)
})
