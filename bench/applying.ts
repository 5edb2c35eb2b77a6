import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Closing } from './closing.ts'
import { median, type Figure } from './figure.ts'
import { connectToShop } from './langgraph-agent.ts'
import { openBenchParley, turnOf } from './parley-turns.ts'
import { startBenchShop } from './shop.ts'
import { watchApply, type Spent } from './watched-apply.ts'

const WARM_UP = 10
const TURNS = 30

/** A mail that a plan sends, and that the plain call sends too. */
const MAIL = { to: 'maya.lindqvist@example.com', template: 'refund-issued', values: { refundId: 'R1' } } as const

const PLANS = [
  { name: 'one step', text: 'Send these mails: free-1', effects: 1 },
  { name: 'ten steps', text: 'Send these mails: free-10', effects: 10 },
  { name: 'one step, approved', text: 'Send these mails: asked-1', effects: 1 },
  { name: 'ten steps, approved', text: 'Send these mails: asked-10', effects: 10 },
] as const

/**
 * What the apply step adds to the calls that it makes, and what a plan sends to PostgreSQL from its message to its
 * answer, one follower of the thread included. Needs PostgreSQL.
 */
export async function applyingFigures(): Promise<readonly Figure[]> {
  if (!process.env.DATABASE_URL) return []
  await using closing = new Closing()
  const shop = await startBenchShop(closing, 0)
  const spent = watchApply(closing)
  const parley = await openBenchParley(closing, { shopUrl: shop.url, changeAgents: mailingAgent })
  const people = { customer: await parley.person('customer'), lead: await parley.person('support-lead') }
  const call = await connectToShop(closing, shop.url)
  const turns: Spent[][] = PLANS.map(() => [])
  const plain: number[] = []
  for (let round = -WARM_UP; round < TURNS; round++) {
    for (const [index, { text }] of PLANS.entries()) {
      const before = spent()
      await turnOf(parley, people, text)
      if (round >= 0) turns[index]?.push(difference(before, spent()))
    }
    for (let calls = 0; calls < 10; calls++) {
      const startedAt = performance.now()
      await call('mail.send', { ...MAIL, key: randomUUID() })
      if (round >= 0) plain.push(performance.now() - startedAt)
    }
  }
  const statements = turns.map((all) => median(all.map((turn) => turn.statements)))
  return [
    ...PLANS.flatMap(({ name, effects }, index) => stepFigures(name, effects, turns[index] ?? [], median(plain))),
    ...PLANS.map(({ name }, index): Figure => ({
      name: `statements of a plan of ${name}`,
      value: String(statements[index]),
    })),
    { name: 'statements for each further step', value: perStep(statements[0], statements[1]) },
    { name: 'statements for each further step, approved', value: perStep(statements[2], statements[3]) },
  ]
}

function stepFigures(name: string, effects: number, turns: readonly Spent[], plain: number): readonly Figure[] {
  const figure = (what: string, of: (turn: Spent) => number): Figure => {
    const ms = median(turns.map((turn) => of(turn) / effects))
    return {
      name: `apply of ${name}: ${what}`,
      value: precise(ms),
      baseline: { name: 'one plain MCP call', value: precise(plain), ratio: ms / plain },
    }
  }
  return [
    figure('each, whole', ({ applyMs }) => applyMs),
    figure('… its call', ({ toolMs }) => toolMs),
    figure('… waiting for PostgreSQL', ({ applyMs, toolMs, ownMs }) => applyMs - toolMs - ownMs),
    figure('… our own', ({ ownMs }) => ownMs),
  ]
}

function perStep(one = Number.NaN, ten = Number.NaN): string {
  return ((ten - one) / 9).toFixed(1)
}

function precise(ms: number): string {
  return `${ms.toFixed(2)} ms`
}

function difference(before: Spent, after: Spent): Spent {
  return {
    statements: after.statements - before.statements,
    applyMs: after.applyMs - before.applyMs,
    toolMs: after.toolMs - before.toolMs,
    ownMs: after.ownMs - before.ownMs,
  }
}

/** The support agent with a playbook that sends as many mails as it is told, under a question or without. */
async function mailingAgent(agents: string): Promise<void> {
  await writeFile(join(agents, 'support/playbooks/mails.js'), MAILS)
  const policy = join(agents, 'support/policy.cedar')
  await writeFile(policy, `${await readFile(policy, 'utf8')}${ASKED}`)
}

const MAILS = `export const playbook = {
  title: 'Send mails',
  examples: ['Send these mails: free-1', 'Send these mails: asked-10'],
  slots: { mails: { type: 'pattern', pattern: '(?:free|asked)-[0-9]+', ask: 'Which mails?' } },
}

export default async ({ tools, slots, say }) => {
  const order = await tools.shop.orders.get({ id: 'A17' })
  const [kind, count] = slots.mails.split('-')
  for (const index of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].slice(0, Number(count))) {
    if (kind === 'asked') {
      tools.shop.mail.send({ to: order.customerEmail, template: 'order-update', values: { orderId: 'A17', message: 'R' + index } })
    } else {
      tools.shop.mail.send({ to: order.customerEmail, template: 'refund-issued', values: { refundId: 'R' + index } })
    }
  }
  return say('I have prepared the mails.')
}
`

const ASKED = `
@id("mail-updates")
permit (principal, action == Action::"shop/mail.send", resource) when { context.args.template == "order-update" };

@id("mail-updates-are-asked") @ask("support-lead")
forbid (principal, action == Action::"shop/mail.send", resource) when { context.args.template == "order-update" };
`
