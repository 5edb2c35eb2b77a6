import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { startWorkerProcess } from '../helpers/parley-process.ts'
import type { Said } from '../helpers/parley-client.ts'
import { startPostgresProxy, type ProxiedBatch, type StatementAction } from '../helpers/postgres-proxy.ts'
import { KINDS, type Kind } from './crash/bank.ts'
import { openHouse } from './crash/house.ts'
import { lapsedRuns } from './crash/lapsed.ts'
import { judge, NOTHING_WRONG, wrongIn } from './crash/judge.ts'
import { ENUMERATED, nameOf, type StatementMoment } from './crash/moments.ts'
import { startPeople } from './crash/people.ts'
import { ORDERS, startWatch } from './crash/watch.ts'

// A worker loses its connection to the database at every statement of the apply step, and lives on: what it was told
// before stays with it, and its next statement goes over another connection. The bank's book is the witness, as in
// crash.test.ts.
const skip = process.env.DATABASE_URL === undefined && 'a connection that can be cut needs PostgreSQL'

/** What a plan pays first, and the moments at which it loses the connection, one after the other. */
interface Case {
  readonly first: Kind
  readonly moments: readonly StatementMoment[]
}

const CASES: readonly Case[] = ENUMERATED.filter((moment) => moment.at === 'statement').flatMap((moment) => {
  const leads = leadsTo(moment)
  // The step that was begun with what was lost is begun all the same, by the same worker. So it has to be the last.
  const firsts = leads.length > 0 ? [lastIn(moment.kind)] : [moment.kind, lastIn(moment.kind)]
  return firsts.map((first) => ({ first, moments: [...leads, moment] }))
})

// How a step ended is sent with the next one's beginning, or with the plan's end where it is the last.
function lastIn(kind: Kind): Kind {
  return KINDS.find((first) => ORDERS[first].at(-1) === kind) ?? kind
}

// A step is taken over where what came of it was never written down.
function leadsTo({ does, kind }: StatementMoment): readonly StatementMoment[] {
  return does === 'begin' || does === 'end' ? [] : [{ at: 'statement', does: 'end', kind, when: 'before' }]
}

/** Plans that go through their moments at once, the first time. */
const AT_ONCE = 8
const PASSES = 5

const house = skip === false ? await openHouse({ after }, [['timeout: 400ms', 'timeout: 2s']]) : null
const watch = startWatch()
/** What each plan still has to go through. */
const left = new Map<string, StatementMoment[]>()

/** Plans that lost the connection as a step of theirs was written down as begun, and nothing else: nothing was sent yet. */
const losesBeginning = new Set<string>()

let cutAll = () => {}
/** Statements of the apply step until every connection is cut at once. */
let untilCut = Infinity

function onStatements({ statements, commits }: ProxiedBatch): StatementAction {
  const seen = { before: watch.statements(statements), after: watch.statements(commits) }
  if (seen.before.length > 0 && --untilCut === 0) cutAll()
  for (const when of ['before', 'after'] as const) {
    for (const { ref, does, kind } of seen[when]) {
      const next = left.get(ref)?.[0]
      if (next?.does !== does || next.kind !== kind || next.when !== when) continue
      left.get(ref)?.shift()
      if (does === 'begin') losesBeginning.add(ref)
      return when === 'before' ? 'drop-before' : 'drop-after'
    }
  }
  return 'pass'
}

test('32: a worker that loses its way to the database', { skip }, async (t) => {
  assert.ok(house)
  const { bank, parley, place, worker } = house
  const database = await startPostgresProxy({ after }, place.url?.reveal() ?? '', onStatements)
  cutAll = database.cut
  const environment = { ...worker.environment, DATABASE_URL: database.url, RUN_LEASE_MS: '3000' }
  const alive = await startWorkerProcess({ ...worker, environment })
  const customer = parley.as('customer')
  await using people = startPeople(parley.as('support-lead'), bank, parley.as('operator'))
  const said: (Said & { readonly ref: string })[] = []

  async function settle(ref: string, first: Kind): Promise<string> {
    watch.expect(ref, first)
    const answer = await customer.say(`settle account ${ref} ${first} first`)
    said.push({ ref, ...answer })
    return answer.runId
  }

  async function judgeAll(): Promise<void> {
    const judgement = await judge(place, bank.book, said)
    assert.deepEqual(wrongIn(judgement), NOTHING_WRONG)
    assert.deepEqual(
      judgement.unknowns.filter((step) => !people.asked.has(step)),
      [],
    )
  }

  await t.test('at any statement of the apply step pays nobody twice and loses nothing', async () => {
    // On a machine that has much else to do a call times out, and its plan ends before it comes to its moment, or the
    // worker stands still for longer than its lease. What counts is that it came to each with its lease held.
    let missing = CASES
    for (let pass = 1; pass <= PASSES && missing.length > 0; pass++) missing = await passThrough(missing, pass)
    assert.deepEqual(
      missing.map(({ moments }) => moments.map(nameOf)),
      [],
    )
    await judgeAll()
    assert.ok(losesBeginning.size >= 6)
    const lapsed = lapsedRuns(alive.log())
    const held = said.filter(({ ref, runId }) => losesBeginning.has(ref) && !lapsed.has(runId))
    t.diagnostic(`${lapsed.size} of ${said.length} runs were taken up anew`)
    assert.deepEqual(await askedUnpaid(held), [])
  })

  /** Steps that somebody was asked about though nothing was ever sent for them. */
  async function askedUnpaid(of: typeof said): Promise<readonly string[]> {
    const asked = await Promise.all(
      of.map(async ({ ref, threadId }) => {
        const unknown = (await customer.events(threadId)).flatMap((event) =>
          event.type === 'effect-completed' && event.state === 'unknown' ? [event] : [],
        )
        return Promise.all(
          unknown.map(async ({ planId, index }) => ({
            ref,
            tool: (await customer.plan(planId)).effects[index]?.tool,
          })),
        )
      }),
    )
    return asked
      .flat()
      .filter(({ ref, tool }) => !bank.book.some((paid) => paid.ref === ref && tool === `bank/${paid.kind}.pay`))
      .map(({ ref, tool }) => `${ref}: ${tool}`)
  }

  /** Gives those that didn't come to all of their moments, or not under the lease that they began with. */
  async function passThrough(cases: readonly Case[], pass: number): Promise<readonly Case[]> {
    const waiting = [...cases.entries()]
    const gone: { readonly it: Case; readonly ref: string; readonly runId: string }[] = []
    // A few at once, and fewer each time: all of them would wait for each other, and their calls time out meanwhile.
    const comeToMoments = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [index, it] = next
        // Every fourth is large, and waits for somebody's yes.
        const ref = `${index % 4 === 0 ? 'L' : 'S'}${1_000 * pass + index}`
        left.set(ref, [...it.moments])
        const runId = await settle(ref, it.first)
        gone.push({ it, ref, runId })
        await customer.settled(runId, 'done', 'failed')
      }
    }
    await Promise.all(Array.from({ length: Math.ceil(AT_ONCE / pass) }, comeToMoments))
    const lapsed = lapsedRuns(alive.log())
    return gone.filter(({ ref, runId }) => left.get(ref)?.length !== 0 || lapsed.has(runId)).map(({ it }) => it)
  }

  await t.test('over all connections at once hears of work again, and does it once', async () => {
    for (let round = 1; round <= 6; round++) {
      untilCut = 2 * round
      const runIds = await Promise.all(KINDS.map((first, index) => settle(`S${9_000 + 10 * round + index}`, first)))
      for (const runId of runIds) await customer.settled(runId, 'done', 'failed')
      assert.ok(untilCut <= 0, `${untilCut} statements were missing in round ${round}`)
    }
    await judgeAll()
  })

  await alive.stop()
})
