import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { deep } from '../helpers/depth.ts'
import { copyAgents } from '../helpers/agents.ts'
import { openEventReceiver, writeEvents, type EventReceiver } from '../helpers/event-receiver.ts'
import { startParley, startShop } from '../helpers/parley.ts'
import { until } from '../helpers/until.ts'

// Programs are told where a limit over time had a plan asked about or refused.
const [ledger, desk, finance] = [
  await openEventReceiver({ after }),
  await openEventReceiver({ after }),
  await openEventReceiver({ after }),
]
const entry = (name: string, { url }: EventReceiver, role: string) =>
  `  ${name}: { url: "${url}", secrets: ["\${${name.toUpperCase()}}"], private: true, roles: [${role}], kinds: [plan.waiting, limit.reached, run.completed] }\n`
const file = await writeEvents(
  { after },
  entry('ledger', ledger, 'auditor') + entry('desk', desk, 'support-lead') + entry('finance', finance, 'finance'),
)
const secretOf = ({ secrets: [secret = ''] }: EventReceiver) => secret
const environment = {
  CHANNELS_FILE: file,
  LEDGER: secretOf(ledger),
  DESK: secretOf(desk),
  FINANCE: secretOf(finance),
}
const { customer, shop } = await startShop({ after }, { environment })

beforeEach(() => shop.renew())

const told = (receiver: EventReceiver, threadId: string) =>
  receiver.received.filter(({ data }) => data.threadId === threadId)

test('what adds up to more than a rule lets pass is told once, with the rule, the sum and the plan', async () => {
  const within = await customer.ask('Refund order A12')
  await until(() => told(ledger, within.threadId).some(({ type }) => type === 'run.completed'))
  assert.deepEqual(
    told(ledger, within.threadId).map(({ type }) => type),
    ['run.completed'],
  )
  const above = await customer.ask('Refund order A17')
  await until(() => told(ledger, above.threadId).length === 2)
  const [limit, waiting] = told(ledger, above.threadId)
  assert.deepEqual([limit?.type, waiting?.type], ['limit.reached', 'plan.waiting'])
  assert.equal(limit?.data.decision, 'ask')
  assert.match(limit.data.plan?.title ?? '', /Refund 129\.00 EUR/)
  assert.partialDeepStrictEqual(limit.data.limits, [
    {
      rule: 'larger-refund',
      reason: 'Refunds above 50.00 EUR, or above 100.00 EUR in one day, need a support lead',
      conditions: [
        {
          text: 'context.ledger.user24h.amount > 10000',
          values: [{ name: 'context.ledger.user24h.amount', value: 15390 }],
        },
      ],
    },
  ])
})

deep('who is asked is told too, and roles that may not read the plan aren’t', async () => {
  const said = await customer.ask('Refund order A17')
  await until(() => told(desk, said.threadId).length === 2)
  assert.deepEqual(
    told(desk, said.threadId).map(({ type }) => type),
    ['limit.reached', 'plan.waiting'],
  )
  assert.deepEqual(told(finance, said.threadId), [])
})

deep('that no more of somebody’s requests may wait is told as well', async (t) => {
  const agents = await copyAgents(t)
  await agents.change('agent.yaml', 'effectsPerPlan: 20 }', 'effectsPerPlan: 20, waitingPlans: 1 }')
  const full = await startParley(t, { shop, environment: { ...environment, AGENTS_DIR: agents.dir } })
  await full.as('customer').ask('Refund order A17')
  const said = await full.as('customer').ask('Pay order A17 to DE89370400440532013000')
  await until(() => told(ledger, said.threadId).some(({ type }) => type === 'run.completed'))
  const [limit] = told(ledger, said.threadId)
  assert.deepEqual([limit?.type, limit?.data.decision], ['limit.reached', 'deny'])
  assert.partialDeepStrictEqual(limit?.data.limits, [{ rule: 'parley.waiting', conditions: [] }])
})
