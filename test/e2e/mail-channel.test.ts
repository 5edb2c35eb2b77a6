import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { MAYA, openFakeMail, OURS, type WrittenMail } from '../helpers/fake-mail.ts'
import { startParley } from '../helpers/parley.ts'
import { startTestShop } from '../helpers/shop.ts'
import { until } from '../helpers/until.ts'

const STRANGER = 'somebody@nowhere.example'

const shop = await startTestShop({ after })
const mail = await openFakeMail({ after })
const parley = await startParley({ after }, { shop, environment: mail.environment })
const lead = parley.as('support-lead')
const maya = parley.as('customer')

beforeEach(async () => {
  for (const { runId } of await maya.waitingPlans()) await maya.request('POST', `/v1/runs/${runId}/cancel`)
  mail.beforeAnswer(null)
  mail.refuseEvery(0)
  mail.names.beAway(false)
  await shop.renew()
})

/** Hands a mail in, and gives what is sent for it. */
async function answerTo(written: WrittenMail, from = MAYA) {
  const before = mail.receivedBy(from).length
  const response = await mail.write(parley.url, written)
  assert.equal(response.status, 202, await response.clone().text())
  await until(() => mail.receivedBy(from).length > before)
  const answer = mail.receivedBy(from)[before]
  assert.ok(answer)
  return answer
}

async function counted(sql: string): Promise<number> {
  await using owner = await openPlaceAsOwner(parley.place)
  const [row] = await owner.run(sql)
  return Number(row?.['count'])
}

const textOf = ({ mail: { text = '' } }: { readonly mail: { readonly text?: string } }) => text.trim()

test('a question by mail is answered by one, in its conversation, with where that stands', async (t) => {
  const answer = await answerTo({
    subject: 'Returns',
    text: 'How long do I have to return a damaged item?\n\n-- \nMaya',
    messageId: '<q-1@example.com>',
  })
  t.diagnostic(answer.raw)
  assert.match(textOf(answer), /14 days[^]*\[1\] “[^]*\/console\/documents\//)
  assert.equal(answer.mail.subject, 'Re: Returns')
  assert.equal(answer.mail.inReplyTo, '<q-1@example.com>')
  assert.equal(answer.mail.references, '<q-1@example.com>')
  assert.match(answer.raw, /^Auto-Submitted: auto-replied/m)
  assert.match(answer.mail.messageId ?? '', /^<parley\.[\w-]{22}\.[\da-f-]{36}-\d+@shop\.example>$/)
})

test('a whole refund: proposed by mail, agreed to on our page, told by mail', async (t) => {
  const waiting = await answerTo({ subject: 'My order', text: 'Refund order A12' })
  t.diagnostic(waiting.raw)
  assert.match(textOf(waiting), /\/console\/queue\//)
  assert.deepEqual((await shop.book()).refunds, [])
  const [plan] = await maya.waitingPlans()
  assert.ok(plan)
  assert.deepEqual([plan.awaits, plan.intent?.basis, plan.intent?.doubts], [['requester'], 'inferred', ['mail']])
  // Not what a mail says, whoever it says that it is from.
  const said = await answerTo({ text: 'yes', answers: waiting.mail.messageId ?? '', references: [waiting.mail.messageId ?? ''] })
  t.diagnostic(textOf(said))
  assert.deepEqual((await shop.book()).refunds, [])
  assert.equal((await maya.plan(plan.id)).status, 'waiting')
  const before = mail.receivedBy(MAYA).length
  assert.equal((await maya.decide(plan, 'approve')).status, 200)
  await until(() => mail.receivedBy(MAYA).length > before)
  const done = mail.receivedBy(MAYA).at(-1)
  assert.ok(done)
  t.diagnostic(done.raw)
  assert.match(textOf(done), /^Done/)
  assert.equal((await shop.book()).refunds.length, 1)
})

test('what a role decides says whose turn it is, and who said yes', async (t) => {
  const waiting = await answerTo({ text: 'Refund order A17' })
  t.diagnostic(textOf(waiting))
  const plan = (await lead.waitingPlans()).at(-1) ?? (await maya.waitingPlans()).at(-1)
  assert.ok(plan)
  t.diagnostic(JSON.stringify(plan.awaits))
})

test('a conversation is passed on to a person', async (t) => {
  const answer = await answerTo({ text: 'I want to talk to a person' })
  t.diagnostic(textOf(answer))
})

test('whom nobody vouches for is answered from what is public, and nothing is begun', async (t) => {
  const answer = await answerTo({ from: STRANGER, text: 'How long do I have to return a damaged item?' }, STRANGER)
  assert.match(textOf(answer), /14 days/)
  const other = await answerTo({ from: STRANGER, text: 'Refund order A12' }, STRANGER)
  t.diagnostic(textOf(other))
  const forged = await answerTo({ signedBy: null, text: 'Refund order A12' })
  t.diagnostic(textOf(forged))
  assert.deepEqual((await shop.book()).refunds, [])
  assert.deepEqual(await maya.waitingPlans(), [])
})
