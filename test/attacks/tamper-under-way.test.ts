import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { canonicalJson } from '#core/commitment.ts'
import { verifyEvidence } from '../../bin/verify-evidence.ts'
import { copyAgents } from '../helpers/agents.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { readEvidence } from '../helpers/evidence.ts'
import { startParley } from '../helpers/parley.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy, type ProxyAction } from '../helpers/tool-proxy.ts'
import { startTrip } from '../helpers/trip-agent.ts'

// Threat 21, once the digest was verified: while a step's call is on its way, somebody changes the plan's rows. What is
// called after that is what the worker verified and has in its memory, or nothing.
const onPostgres = { skip: process.env.DATABASE_URL === undefined && 'rows can’t be changed beside a running server' }

const RULES = `
@id("mail-of-large-refunds")
@reason("Nobody is mailed of more than 500.00 EUR")
forbid (principal, action == Action::"shop/mail.send", resource)
when { context.plan.tools["shop/refunds.create"].amount > 50000 };
`

test('while a refund is on its way', onPostgres, async (t) => {
  const shop = await startTestShop({ after })
  let onCall: (tool: string | null) => ProxyAction = () => 'pass'
  const proxy = await startToolProxy({ after }, shop.url, ({ tool }) => onCall(tool))
  const agents = await copyAgents({ after })
  await agents.change('policy.cedar', '// Where money goes.', `${RULES}\n// Where money goes.`)
  await agents.change('tools.yaml', 'settles: 5s', 'settles: 300ms')
  const parley = await startParley(
    { after },
    { shop: { url: proxy.url, token: shop.token }, environment: { AGENTS_DIR: agents.dir } },
  )
  const customer = parley.as('customer')

  /** Approves a refund of A17; while its first call is on its way, `change` is made of its plan's rows. */
  async function changedMeanwhile(change: (of: string) => string, then: 'answered' | 'lost') {
    await shop.renew()
    const said = await customer.ask('Refund order A17')
    const plan = await customer.planOf(said)
    const asked: string[] = []
    onCall = (tool) => {
      if (tool === null) return 'pass'
      asked.push(tool)
      if (tool !== 'refunds.create' || asked.filter((one) => one === tool).length > 1) return 'pass'
      const changed = asOwner(change(`plan_id = '${plan.id}'`))
      return { until: then === 'lost' ? changed.then(() => Promise.reject(new Error('lost on its way'))) : changed }
    }
    assert.equal((await parley.as('support-lead').decide(plan, 'approve')).status, 200)
    await customer.settled(said.runId, 'done', 'waiting', 'failed')
    onCall = () => 'pass'
    const { mails, refunds } = await shop.book()
    return { plan: await customer.plan(plan.id), asked, mails, refunds }
  }

  async function asOwner(statements: string): Promise<void> {
    await using owner = await openPlaceAsOwner(parley.place)
    await owner.exec(statements)
  }

  await t.test(
    'the next step’s rows change: the mail goes where it was approved to go, and evidence says so',
    async () => {
      const change = (of: string) =>
        `update effects set args = jsonb_set(args, '{to}', '"eve@evil.example"') where ${of} and index = 1`
      const { plan, mails, refunds } = await changedMeanwhile(change, 'answered')
      assert.deepEqual(
        [plan.status, refunds.length, mails.map(({ to }) => to)],
        ['done', 1, ['maya.lindqvist@example.com']],
      )
      const findings = verifyEvidence(Buffer.from(canonicalJson(await readEvidence(customer, plan.id))), {
        trusted: null,
        anchors: null,
      })
      assert.deepEqual(
        findings.filter(({ kind }) => kind === 'wrong').map(({ at }) => at),
        ['/statement/seal/differs'],
      )
    },
  )

  await t.test('the step’s own amount changes: what comes after it is judged by what was approved', async () => {
    const change = (of: string) =>
      `update effects set args = jsonb_set(args, '{amount}', '90000') where ${of} and index = 0`
    const { plan, mails, refunds } = await changedMeanwhile(change, 'answered')
    assert.deepEqual([plan.status, mails.length, refunds.map(({ amount }) => amount)], ['done', 1, [12900]])
  })

  await t.test(
    'its own row becomes another tool’s and its answer is lost: nothing is called again, and a person is asked',
    async () => {
      const change = (of: string) => `
      update effects e set tool = pin.tool, definition_hash = pin.definition_hash
        from tool_pins pin where pin.tool = 'shop/payouts.setAccount' and ${of} and index = 0`
      const { plan, asked, mails } = await changedMeanwhile(change, 'lost')
      assert.deepEqual([plan.status, mails.length], ['unknown', 0])
      assert.deepEqual(
        asked.filter((tool) => tool !== 'orders.get'),
        ['refunds.create'],
      )
    },
  )
})

test('while a card is charged in vain', onPostgres, async (t) => {
  const trip = await startTrip({ after })
  const { parley, book } = trip
  const customer = parley.as('customer')
  beforeEach(() => {
    book.length = 0
  })

  for (const [what, change] of [
    ['a booked room becomes a booked seat', `tool = 'desk/seat.book'`],
    ['a room’s city becomes another', `args = jsonb_set(args, '{city}', '"Porto"')`],
  ] as const) {
    await t.test(`${what} in its row: nothing is taken back, and it is told`, async () => {
      const charging = Promise.withResolvers<void>()
      const changing = Promise.withResolvers<void>()
      trip.onCall = (tool) => {
        if (tool !== 'card.charge') return 'pass'
        charging.resolve()
        return { until: changing.promise }
      }
      const said = await customer.say('book a trip')
      await charging.promise
      const { id } = await customer.planOf(said)
      await using owner = await openPlaceAsOwner(parley.place)
      await owner.exec(`update effects set ${change} where plan_id = '${id}' and index = 0`)
      changing.resolve()
      await customer.settled(said.runId, 'done')
      assert.deepEqual(book, ['room.book', 'seat.book'])
      assert.match((await customer.answers(said.threadId)).at(-1) ?? '', /\(effects differs\)/)
    })
  }
})
