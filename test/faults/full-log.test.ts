import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { howMany } from '../helpers/depth.ts'
import { postgresPrograms, startOwnPostgres } from '../helpers/own-postgres.ts'
import type { Said } from '../helpers/parley-client.ts'
import { MANY_MESSAGES, startParley } from '../helpers/parley.ts'
import { startTestShop } from '../helpers/shop.ts'
import { mountSmallVolume, type SmallVolume } from '../helpers/small-volume.ts'
import { startToolProxy } from '../helpers/tool-proxy.ts'
import { until } from '../helpers/until.ts'

// What is full is the volume that PostgreSQL writes its log of changes (WAL) to. It can't go on without, so it ends all its
// sessions with a PANIC, tries to come up by itself, fails for as long as there is no room, and ends.
const closing = new AsyncDisposableStack()
after(() => closing.disposeAsync())
const scope = { after: (cleanUp: () => Promise<void>) => closing.defer(cleanUp) }

const bin = postgresPrograms()
const volume = process.env.DATABASE_URL === undefined || bin === null ? null : mountSmallVolume(scope, 64)
const skip = whyNot(volume)

function whyNot(mounted: SmallVolume | null): string | false {
  if (process.env.DATABASE_URL === undefined) return 'not run: PGlite has no server whose log could be full'
  if (bin === null) return 'not run: this machine has no programs of PostgreSQL to start a server with'
  return mounted === null && 'not run: this machine mounts no volume for a test'
}

const ROUNDS = howMany({ quick: 1, deep: 6 })
/** Runs that are under way when it is full, beside two steps of plans. */
const QUESTIONS = howMany({ quick: 6, deep: 30 })
/** For how long it stays full once PostgreSQL has ended: longer than any lease. */
const FULL_FOR_MS = howMany({ quick: 3_000, deep: 20_000 })
/** One after another they fill what is left in a minute, and beside other work in more than is waited for. */
const AT_ONCE = 8
const QUESTION = 'How long is the warranty on lamps?'

test(
  'runs that are under way when PostgreSQL ends over a full log go on when it has room, each once',
  { skip },
  async (t) => {
    assert.ok(volume && bin)
    const postgres = await startOwnPostgres(scope, bin, volume.folder)
    const shop = await startTestShop(scope)
    let gate = Promise.withResolvers<void>()
    const tools = await startToolProxy(scope, shop.url, ({ tool }) =>
      tool === 'refunds.create' ? { lost: gate.promise } : 'pass',
    )
    // What is written is to fill it, and not as slowly as one person may speak.
    const parley = await startParley(scope, {
      shop: { url: tools.url, token: shop.token },
      place: postgres.place,
      limits: MANY_MESSAGES,
    })
    const customer = parley.as('customer')
    const lead = parley.as('support-lead')
    const refunds = () => tools.requests.filter(({ tool }) => tool === 'refunds.create').length

    /** Asks something long; gives the status where it isn't taken in. */
    async function fillByAsking(taken: Said[]): Promise<number | null> {
      const thread = await customer.request<{ id: string }>('POST', '/v1/threads', {})
      const path = `/v1/threads/${thread.body.id}/messages`
      // The database packs what repeats itself.
      const text = `${QUESTION} ${randomBytes(3_500).toString('hex')}`
      const answer = thread.status === 201 ? await customer.request<Said>('POST', path, { text }) : thread
      if (answer.status !== 202 || !('runId' in answer.body)) return answer.status
      taken.push({ ...answer.body, threadId: thread.body.id })
      return null
    }

    /** Takes questions in, several at once, until nothing is stored any more. */
    async function untilFull(taken: Said[]): Promise<number> {
      let refused: number | null = null
      await until(async () => {
        const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => fillByAsking(taken)))
        refused = answers.find((status) => status !== null) ?? null
        return refused !== null
      })
      return refused ?? 0
    }

    /** What it needs no more of its log when it comes up by itself is taken from it, too. */
    const untilDown = () =>
      until(async () => {
        await volume.fill()
        return !postgres.isUp()
      })

    for (let round = 1; round <= ROUNDS; round += 1) {
      await shop.renew()
      gate = Promise.withResolvers()
      const before = refunds()
      const taken: Said[] = []
      for (const order of ['A17', 'A12']) {
        const said = await customer.ask(`Refund order ${order}`)
        assert.equal((await lead.decide(await customer.planOf(said), 'approve')).status, 200)
        taken.push(said)
      }
      await until(() => refunds() === before + 2)
      taken.push(...(await Promise.all(Array.from({ length: QUESTIONS }, () => customer.say(QUESTION)))))

      await volume.fill()
      const refused = await untilFull(taken)
      assert.ok(refused === 503 || refused === 507, `refused with ${refused}`)
      await untilDown()
      assert.match(await postgres.log(), /PANIC: .*No space left on device/)
      // The refunds are made, and nobody can write that down.
      gate.resolve()
      await delay(FULL_FOR_MS)
      await untilDown()
      await until(async () => (await fetch(`${parley.url}/readyz`)).status === 503)

      await volume.giveBack()
      postgres.startAgain()
      await until(async () => (await fetch(`${parley.url}/readyz`)).status === 200)
      for (const { runId } of taken) {
        const run = await customer.settled(runId, 'done', 'failed')
        assert.equal(run.status, 'done', `${runId}: ${JSON.stringify(run.failure)}`)
      }
      const { refunds: made, mails } = await shop.book()
      const told = await Promise.all(taken.slice(0, 2).map(({ threadId }) => customer.answers(threadId)))
      assert.deepEqual([made.length, mails.length], [2, 2], told.flat().join('\n'))
      t.diagnostic(
        `round ${round}: refused with ${refused}, ${taken.length} runs under way or taken in, all ended well`,
      )
    }
  },
)
