import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { deep } from '../../helpers/depth.ts'
import { startShop } from '../../helpers/parley.ts'
import { patient } from '../../helpers/patient.ts'
import { until } from '../../helpers/until.ts'
import { dataFolder, runParley, startCommand } from './run-parley.ts'

const { parley } = await startShop({ after })

test('who waits stands in the queue; one person reads, takes, answers and closes it, from the terminal', async (t) => {
  const customer = parley.as('customer')
  const { threadId } = await customer.ask('I want to talk to a person')
  const dataDir = await dataFolder(t)
  const run = (person: string, ...words: readonly string[]) =>
    runParley([...words, '--key', parley.as(person).key, '--server', parley.url], { dataDir })
  const queue = await run('support-lead', 'queue')
  assert.match(queue.out, /1 conversation waits for a person:/)
  const [, id = ''] =
    /^(\w{4}) {2}Maya Lindqvist {2}“I want to talk to a person” {2}just now {2}waits {2}due in 15 min$/m.exec(
      queue.out,
    ) ?? []
  assert.notEqual(id, '', queue.out)
  assert.doesNotMatch((await run('finance', 'queue')).out, /Maya/)
  assert.match(
    (await run('support-lead', 'hand-over', 'read', id)).out,
    /Maya Lindqvist, [^]*I want to talk to a person[^]*Agent, /,
  )
  assert.match((await run('support-lead', 'hand-over', 'answer', id, 'Too', 'early')).err, /Take it first/)
  assert.match((await run('support-lead', 'hand-over', 'take', id)).out, /is yours/)
  const second = await run('other-lead', 'hand-over', 'take', id)
  assert.equal(second.code, 1)
  assert.match(second.err, /Jonas Weber has this conversation/)
  assert.match((await run('support-lead', 'hand-over', 'answer', id, 'Hello', 'Maya')).out, /reads it as from you/)
  const line = (await customer.messages(threadId)).find(({ role }) => role === 'person')
  assert.deepEqual(
    [line?.by?.name, line?.parts],
    ['Jonas Weber', [{ type: 'text', text: 'Hello Maya', citations: [] }]],
  )
  assert.match((await run('support-lead', 'hand-over', 'close', id)).err, /Say what came of it: solved/)
  const closing = ['hand-over', 'close', id, '--outcome', 'solved', '--note', 'Told her when it comes.']
  assert.match((await run('support-lead', ...closing)).out, /answers there again/)
  const closed = await run('support-lead', 'hand-over', 'list', '--closed')
  assert.match(closed.out, /Maya Lindqvist {2}Closed by Jonas Weber, solved, just now {2}“Told her when it comes\.”/)
  assert.match((await run('support-lead', 'hand-over', 'list')).out, /Nobody waits/)
  assert.equal((await run('support-lead', 'hand-over', 'grab', id)).code, 2)
  assert.match((await run('support-lead', 'hand-over', 'read', 'FFFF')).err, /No conversation that you may see/)
})

test('a plan in a conversation is named where somebody reads it', async (t) => {
  const customer = parley.as('customer')
  const { threadId } = await customer.ask('Refund order A17')
  await customer.ask('I want to talk to a person', threadId)
  const [plan] = await customer.waitingPlans()
  const words = ['--key', parley.as('support-lead').key, '--server', parley.url]
  const run = async (...command: readonly string[]) =>
    runParley([...command, ...words], { dataDir: await dataFolder(t) })
  const [, id = ''] = /^(\w{4}) {2}Maya Lindqvist/m.exec((await run('hand-over', 'list')).out) ?? []
  const short = plan?.id.slice(-4).toUpperCase() ?? ''
  assert.match((await run('hand-over', 'read', id)).out, new RegExp(`Agent, .*\\n {2}Plan ${short}\\n`))
  // Nothing of it waits for what comes next.
  await run('hand-over', 'take', id)
  await run('hand-over', 'close', id, '--outcome', 'not-solved')
  await customer.request('POST', `/v1/runs/${plan?.runId}/cancel`)
  await until(async () => (await customer.waitingPlans()).length === 0, t.signal)
})

deep('who watches the queue sees who comes, who has them, and when they are done with', patient, async (t) => {
  const customer = parley.as('other-customer')
  const lead = parley.as('other-lead')
  const words = ['queue', '--watch', '--key', parley.as('support-lead').key, '--server', parley.url]
  const { child, ended, output } = startCommand(words, { dataDir: await dataFolder(t) })
  await until(() => /Nothing waits for you\./.test(output()), t.signal)
  await customer.ask('I want to talk to a person')
  await until(
    () =>
      /“I want to talk to a person” {2}just now {2}waits {2}due in 15 min\n {2}npx parley hand-over read/.test(
        output(),
      ),
    t.signal,
  )
  const { body } = await lead.request<{ handOvers: readonly { id: string }[] }>('GET', '/v1/hand-overs')
  const path = `/v1/hand-overs/${body.handOvers[0]?.id ?? ''}`
  assert.equal((await lead.request('POST', `${path}/take`)).status, 200)
  await until(() => /“I want to talk to a person” .* has it$/m.test(output()), t.signal)
  assert.equal((await lead.request('POST', `${path}/close`, { outcome: 'solved' })).status, 200)
  await until(() => /^No longer waits for a person: .* \(conversation \w{4}\)$/m.test(output()), t.signal)
  child.kill('SIGINT')
  assert.equal((await ended).code, 0)
})
