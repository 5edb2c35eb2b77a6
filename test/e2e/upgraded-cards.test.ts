import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { readMigrations } from '#db/migration-files.ts'
import type { MessageView } from '#contract/message.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { startShop } from '../helpers/parley.ts'

const { parley, customer } = await startShop({ after })

test('a plan that waited before answers had cards gets one, and goes on to the same end in the same message', async () => {
  const said = await customer.ask('Refund order A17')
  const plan = await customer.planOf(said)
  await parley.stop()
  {
    await using owner = await openPlaceAsOwner(parley.place)
    await owner.exec(`
      delete from messages where role = 'assistant';
      alter table messages drop column is_complete;
      drop index threads_of_requester, threads_of_agent, threads_by_time, runs_of_requester, runs_of_agent, runs_by_time, runs_not_done, runs_open,
                 plans_by_time;
      create index threads_of_requester on threads (tenant_id, requester, id desc)`)
    const migration = (await readMigrations()).find(({ name }) => name === '0024_waiting_cards.sql')
    await owner.exec(migration?.text ?? '')
  }
  await parley.start()

  const card = await answer()
  assert.deepEqual(
    [card.isComplete, card.parts.map((part) => part.type === 'plan' && [part.planId, part.plan?.digest])],
    [false, [[plan.id, plan.digest]]],
  )
  assert.equal((await parley.as('support-lead').decide(plan, 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  const end = await answer()
  assert.deepEqual([end.id, end.isComplete], [card.id, true])
  const completed = (await customer.events(said.threadId)).find(({ type }) => type === 'message-completed')
  assert.partialDeepStrictEqual(completed, { messageId: card.id })

  async function answer(): Promise<MessageView> {
    const answers = (await customer.messages(said.threadId)).filter(({ role }) => role === 'assistant')
    assert.equal(answers.length, 1)
    return answers[0] ?? assert.fail()
  }
})
