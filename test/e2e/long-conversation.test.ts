import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { MessageView } from '#contract/message.ts'
import { copyAgents } from '../helpers/agents.ts'
import { assertKept } from '../helpers/kept-transcript.ts'
import { fails, openModelServer, type ModelReply } from '../helpers/model-server.ts'
import { startShop } from '../helpers/parley.ts'
import { reads, routesTo, writes } from '../helpers/planner-replies.ts'
import { untilQuiet } from '../helpers/wishes.ts'

/*
 * One conversation of twenty turns with seven plans, as a model writes them, through the real server. What was said is kept
 * as a transcript, to be read: a sentence that reads badly is a mistake like any other.
 */
const KEPT = join(import.meta.dirname, 'long-conversation.txt')

interface Turn {
  readonly says: string
  readonly route?: ModelReply
  /** In the order in which the model writes them. */
  readonly programs?: readonly ModelReply[]
  /** What a support lead answers to the plan that waits now, before the next turn. */
  readonly lead?: 'approve' | 'reject'
}

const plan = routesTo('plan')
const answer = routesTo('answer')

const TURNS: readonly Turn[] = [
  { says: 'Hello!' },
  { says: 'How long do I have to return a damaged item?', route: answer },
  {
    says: 'Which of my orders are delivered, and what did I pay for them in all?',
    route: plan,
    programs: [
      writes(`const orders = await tools.shop.orders.search({})
const delivered = orders.filter((order) => order.status === 'delivered')
const sum = delivered.reduce((total, order) => total + order.total, 0)
return say(\`\${delivered.map((order) => order.id).join(', ')}: \${money.format({ amount: sum, currency: 'EUR' })} in all.\`)`),
    ],
  },
  { says: 'Thank you' },
  {
    says: 'Refund order A12 and tell me what was in it',
    route: plan,
    programs: [
      writes(`const order = await tools.shop.orders.get({ id: 'A12' })
tools.shop.refunds.create({ orderId: order.id, amount: order.total, currency: order.currency, reason: 'other' }, 'Refund order A12')
return say(\`It was \${order.items.map((item) => item.title).join(', ')}.\`)`),
    ],
  },
  { says: 'yes' },
  {
    says: 'Refund order A23',
    route: plan,
    programs: [refund('A23', 'Refund order A23')],
  },
  {
    says: 'no, I meant A17',
    route: reads({ act: 'change' }),
    programs: [refund('A17', 'I meant A17')],
  },
  { says: 'yes' },
  { says: 'Where is my refund?', route: routesTo('playbook', 'refunded', 'Where is my refund?'), lead: 'approve' },
  { says: 'Thanks!' },
  {
    says: 'Is the lamp of order A17 still under warranty?',
    route: plan,
    programs: [
      writes(`const warranty = await tools.shop.warranty.get({ orderId: 'A17' })
return say(warranty.items.map((item) => \`\${item.title}: \${item.status}.\`).join(' '))`),
    ],
    lead: 'approve',
  },
  { says: 'don’t refund A31', route: reads({ act: 'no', procedure: 'refund' }) },
  {
    says: 'Mail maya.lindqvist@example.com an update on order A31',
    route: plan,
    programs: [
      writes(
        `tools.shop.mail.send({ to: 'maya.lindqvist@example.com', template: 'order-update', values: { orderId: 'A31', message: 'It is on its way.' } }, 'Mail maya.lindqvist@example.com')`,
      ),
    ],
  },
  { says: 'What is your return policy?', route: answer },
  {
    says: 'What did I pay for the teapot?',
    route: plan,
    programs: [
      writes('const orders = await tools.shop.orders.list({})\nreturn say(orders[0].id)'),
      writes(`const orders = await tools.shop.orders.search({})
const order = orders.find((order) => order.items.some((item) => item.title.includes('teapot')))
return say(\`It was \${money.format({ amount: order.total, currency: order.currency })}.\`)`),
    ],
  },
  { says: 'Who pays for sending something back?', route: answer },
  { says: 'ok', route: reads({ act: 'talk' }) },
  { says: 'Who won the football match last night?', route: answer },
  { says: 'Bye' },
]

function refund(order: string, words: string): ModelReply {
  return writes(
    `const order = await tools.shop.orders.get({ id: '${order}' })
tools.shop.refunds.create({ orderId: order.id, amount: order.total, currency: order.currency, reason: 'other' }, '${words}')
tools.shop.mail.send({ to: order.customerEmail, template: 'refund-issued', values: { orderId: order.id } }, '${words}')`,
  )
}

const script: { route: ModelReply; programs: ModelReply[] } = { route: answer, programs: [] }
const model = await openModelServer(({ schemaName }) => {
  if (schemaName === 'reading') return script.route
  return schemaName === 'plan' ? (script.programs.shift() ?? fails(400)) : fails(400)
})
after(() => model[Symbol.asyncDispose]())
const agents = await copyAgents({ after })
await agents.change(
  'policy.cedar',
  '// A refund of exactly',
  `@id("warranty-asks")
@ask("support-lead")
@reason("What a warranty covers is looked at by a person first")
forbid (principal, action == Action::"shop/warranty.get", resource);

// A refund of exactly`,
)
const { customer, lead } = await startShop({ after }, { environment: { ...model.environment, AGENTS_DIR: agents.dir } })

test('a conversation of twenty turns with seven plans reads as it was kept', async () => {
  let threadId: string | undefined
  const lines: string[] = []
  const told = new Set<string>()
  for (const turn of TURNS) {
    script.route = turn.route ?? answer
    script.programs = [...(turn.programs ?? [])]
    const said = await customer.ask(turn.says, threadId)
    threadId = said.threadId
    await untilQuiet(customer, threadId)
    lines.push('', `Maya: ${turn.says}`, ...(await whatIsNew(threadId)))
    if (!turn.lead) continue
    const [waits] = await lead.waitingPlans()
    assert.ok(waits, `nothing waits after “${turn.says}”: ${lines.join('\n')}`)
    assert.equal((await lead.decide(waits, turn.lead)).status, 200)

    await customer.settled(waits.runId, 'done')
    lines.push('', `(A support lead says ${turn.lead === 'approve' ? 'yes' : 'no'} to: ${waits.title})`)
    lines.push(...(await whatIsNew(threadId)))
  }
  assert.equal(TURNS.length, 20)
  assertKept(KEPT, lines.join('\n'))

  async function whatIsNew(thread: string): Promise<readonly string[]> {
    const messages = (await customer.messages(thread)).filter(({ role }) => role === 'assistant')
    const found: string[] = []
    for (const message of messages) {
      for (const line of await linesOf(message)) {
        if (told.has(`${message.id} ${line}`)) continue
        told.add(`${message.id} ${line}`)
        found.push(line)
      }
    }
    return found
  }
})

async function linesOf({ parts }: MessageView): Promise<readonly string[]> {
  const lines: string[] = []
  for (const part of parts) {
    if (part.type === 'plan') {
      const { title, status, awaits, verdict } = await customer.plan(part.planId)
      const why = status === 'waiting' ? ` · asks ${awaits.join(' and ')}: ${verdict?.reasons.join(' / ') ?? ''}` : ''
      lines.push(`  [card: ${title} · ${status}${why}]`)
    } else if ('text' in part) lines.push(...part.text.split('\n').map((line) => `Parley: ${line}`))
    else lines.push(`  [${part.type}]`)
  }
  return lines
}
