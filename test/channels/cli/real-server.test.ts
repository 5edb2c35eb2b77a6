import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { deep } from '../../helpers/depth.ts'
import { startParleyProcess } from '../../helpers/parley-process.ts'
import { startTestShop } from '../../helpers/shop.ts'
import { bannedWords } from './banned-words.ts'
import { runParley, startCommand, type Ran } from './run-parley.ts'
import { until } from '../../helpers/until.ts'
import { patient } from '../../helpers/patient.ts'

const shop = await startTestShop({ after })
const parley = await startParleyProcess({ after }, { shop })
const { dataDir } = parley.place
const [, port = ''] = /:(\d+)$/.exec(parley.url) ?? []
const env = { ...parley.place.environment, PORT: port }

async function run(...words: readonly string[]): Promise<Ran> {
  return await runParley(words, { dataDir, env })
}

test('a question is answered in quotes, with document and section', patient, async () => {
  const ran = await run('chat', '-m', 'How long do I have to return a damaged item?')
  assert.equal(ran.code, 0)
  assert.match(ran.out, /\[1\][^]*^Where this comes from\n {2}\[1\] Returns, Damaged items$/m)
})

deep('a new thread comes with the words of its agent', patient, async () => {
  const { status, body } = await parley.as('customer').request('POST', '/v1/threads', {})
  const { id, ...opened } = body
  assert.deepEqual(
    [status, typeof id, opened],
    [
      201,
      'string',
      {
        agent: 'support',
        title: 'Example shop support',
        greeting: 'Hello, I can look up orders, refunds and our policies.',
        suggestions: ['How long do I have to return a damaged item?', 'Refund order A12', 'Refund order A17'],
        about: { model: null, person: 'support-lead' },
      },
    ],
  )
})

deep('a small refund goes ahead by itself and its number is shown', patient, async () => {
  const ran = await run('chat', '-m', 'Refund order A12')
  assert.equal(ran.code, 0)
  assert.match(ran.out, /^Done · went ahead by itself[^]*● 1 {2}Refund 24\.90 EUR for order A12 +number R\d+$/m)
})

deep(
  'a larger refund waits, is answered from the queue, and an open chat shows at once that it is done',
  patient,
  async () => {
    const asked = await run('chat', '-m', 'Refund order A17')
    assert.equal(asked.code, 3)
    assert.match(asked.out, /^With our support lead · until /m)
    const queue = await run('queue', '--full', '--as', 'support-lead')
    assert.match(queue.out, /amount 129\.00.EUR +from our orders$/m)
    const words = /parley (decide \S+ --yes .*)$/m.exec(queue.out)?.[1]?.split(' ') ?? []
    const thread = /--thread (\S+)/.exec(asked.err)?.[1] ?? ''
    const { child, ended, output } = startCommand(['chat', '--thread', thread], { dataDir, env, input: null })
    await until(() => /^With our support lead · until /m.test(output()), AbortSignal.timeout(30_000))
    assert.doesNotMatch(output(), /^Done · /m)
    const decided = await run(...words)
    assert.deepEqual([decided.code, decided.err], [0, ''])
    // Nothing is typed: the open chat tells it by itself.
    await until(() => /^Done · Jonas Weber said yes, [^]*number R\d+$/m.test(output()), AbortSignal.timeout(30_000))
    child.stdin?.end()
    const { out } = await ended
    assert.equal(out.match(/^Done · /gm)?.length, 1)
    assert.match(out, /^> Refund order A17$/m)
    const second = await run(...words.map((word) => (word === 'support-lead' ? 'other-lead' : word)))
    assert.equal(second.code, 1)
    assert.match(
      second.err,
      /^Jonas Weber said yes before you\. Your answer came second and changed nothing\.\nSee how/,
    )
    assert.equal((await shop.book()).refunds.filter(({ orderId }) => orderId === 'A17').length, 1)
    assert.deepEqual(bannedWords(asked.out + asked.err + queue.out + decided.out + out), [])
  },
)

deep('a reason that the agent does not know is refused with those that it knows', patient, async () => {
  await run('chat', '-m', 'Refund order A23')
  const [plan] = JSON.parse((await run('queue', '--json', '--as', 'support-lead')).out)
  const ran = await run(
    'decide',
    plan.id,
    '--no',
    '--reason',
    'because',
    '--digest',
    plan.digest,
    '--as',
    'support-lead',
  )
  assert.equal(ran.code, 1)
  assert.deepEqual(plan.rejectReasons, ['wrong-amount', 'not-eligible', 'suspicious', 'other'])
  assert.match(
    ran.err,
    /There is no reason "because"\. Use one of: wrong-amount, not-eligible, suspicious, other\.\nChange it and send it again\.\n$/,
  )
})

deep('a note stays among those who decide, and the customer is told the reason', patient, async () => {
  const said = await parley.as('customer').ask('Refund order A31')
  const { id, digest } = await parley.as('customer').planOf(said)
  const no = ['decide', id, '--no', '--reason', 'suspicious', '--note', 'Third one this week'] as const
  const decided = await run(...no, '--digest', digest ?? '', '--as', 'support-lead')
  assert.match(decided.out, /^Reason: suspicious\n"Third one this week"$/m)
  const seen = (await parley.as('customer').plan(id)).decisions
  assert.partialDeepStrictEqual(seen, [{ decision: 'reject', reason: 'suspicious', note: null }])
})

deep('the server is killed and started again while somebody talks: one answer, nothing twice', patient, async (t) => {
  const { child, ended, output } = startCommand(['chat'], { dataDir, env, input: null })
  child.stdin?.write('How long do refunds take?\n')
  await until(() => /Where this comes from/.test(output()), t.signal)
  await parley.kill()
  await until(() => /^No connection to /m.test(output()), t.signal)
  child.stdin?.write('How long do I have to return a damaged item?\n')
  await parley.start()
  await until(() => (output().match(/^Where this comes from$/gm)?.length ?? 0) === 2, t.signal)
  child.stdin?.end()
  const { code, out } = await ended
  assert.deepEqual([code, out.match(/^Connected again\.$/gm)?.length], [0, 1])
})

deep('a key made here works until it is ended', patient, async () => {
  const made = JSON.parse((await run('keys', 'create', '--name', 'bot', '--scope', 'chat', '--json')).out)
  const asked = await run('chat', '--key', made.key, '-m', 'How long do I have to return a damaged item?')
  assert.equal(asked.code, 0)
  assert.match((await run('keys', 'list')).out, /bot +chat +works$/m)
  assert.equal((await run('keys', 'revoke', made.id)).code, 0)
  const refused = await run('chat', '--key', made.key, '-m', 'Hello')
  assert.deepEqual(
    [refused.code, refused.err],
    [1, 'The key was refused: unknown, expired or revoked. Give another with --key or --as.\n'],
  )
})

deep('the doctor finds the running server and breaks nothing', patient, async () => {
  const ran = await run('doctor')
  assert.equal(ran.code, 0, ran.out)
  assert.match(ran.out, /^ok {2}Server: .* is ready$/m)
  assert.match(ran.out, /^ok {2}Database: /m)
  assert.match(ran.out, /^ok {2}Agents: support$/m)
})
