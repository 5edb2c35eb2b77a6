import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { HttpAgent } from '@ag-ui/client'
import { z } from 'zod'
import { runParley } from '../channels/cli/run-parley.ts'
import { shownText } from '../helpers/block-kit.ts'
import { deep } from '../helpers/depth.ts'
import { directOf, openFakeSlack } from '../helpers/fake-slack.ts'
import { connectMcp } from '../helpers/mcp-client.ts'
import { chat, openAiClient, user } from '../helpers/openai-client.ts'
import { startShop } from '../helpers/parley.ts'
import { patient } from '../helpers/patient.ts'
import { until } from '../helpers/until.ts'

// A message that wants several things is answered with all of them, whichever door it came by.
const MAYA = { id: 'U1', name: 'Maya Lindqvist', email: 'maya.lindqvist@example.com' }
const slack = await openFakeSlack({ after }, { users: [MAYA] })
const { parley, lead, shop } = await startShop({ after }, { environment: slack.environment })
const maya = parley.as('customer')

beforeEach(async () => {
  for (const { runId } of await maya.waitingPlans()) await maya.request('POST', `/v1/runs/${runId}/cancel`)
  await shop.renew()
})

// What goes ahead by itself, what is asked, and what waits.
const THREE = 'Refund order A12. How long do I have to return a damaged item? And refund A17.'
const TWO = 'Refund order A17. How long do I have to return a damaged item?'

async function said(...words: readonly string[]) {
  return await runParley(['chat', ...words], { dataDir: parley.place.dataDir, env: { PARLEY_URL: parley.url } })
}

test(
  'parley chat -m prints what came of each part under its words, and says at the end what waits for whom',
  patient,
  async () => {
    const { code, out, err } = await said('-m', THREE)
    assert.equal(code, 3, err)
    const parts = out.split(/^(?=↩ “|Next: “|\(Next: “)/m)
    assert.equal(parts.length, 3, out)
    assert.match(parts[0] ?? '', /^↩ “Refund order A12”\n[^]*Done · went ahead by itself/)
    assert.match(parts[1] ?? '', /How long do I have to return a damaged item\?”[^]*14 days/)
    assert.match(parts[2] ?? '', /^↩ “(?:And )?refund A17”\n[^]*With our support lead/)
    assert.match(
      err,
      /^Not decided yet: the plan waits\. To come back: npx parley chat --thread [\da-f-]{36}\n- plan \w{4} · Refund 129\.00 EUR for order A17, .* · With our support lead · until .*\n$/,
    )
  },
)

test('with --json it gives the run of each part, and all that they were answered', patient, async () => {
  const { code, out } = await said('--json', '-m', 'Where is A55? And refund A12.')
  const told = z
    .object({
      runId: z.string(),
      status: z.string(),
      runs: z.array(z.object({ id: z.string(), words: z.string(), status: z.string() })),
      messages: z.array(z.unknown()),
      plans: z.array(z.unknown()),
    })
    .parse(JSON.parse(out))
  assert.deepEqual([code, told.status, told.runs.length, told.messages.length], [0, 'done', 2, 2])
  assert.equal(told.runId, told.runs[0]?.id)
  assert.match(told.runs.map(({ words }) => words).join(' | '), /^Where is A55\? \| .*refund A12$/)
})

test('what waits counts where what came after it is done, and a yes has what came of its plan', patient, async () => {
  const inferred = 'It never worked at home. Refund order A12'
  const first = await said('-m', inferred)
  assert.equal(first.code, 3, first.out)
  const thread = /--thread (\S+)/.exec(first.err)?.[1] ?? ''
  const yes = await said('--thread', thread, '-m', 'yes')
  assert.equal(yes.code, 0, yes.err)
  assert.match(yes.out, /Done[^]*Refund 24\.90 EUR/)
})

deep('a message whose lines are piped in is answered whole before the next', patient, async () => {
  const { out } = await runParley(['chat'], {
    dataDir: parley.place.dataDir,
    env: { PARLEY_URL: parley.url },
    input: `${TWO}\nthank you\n`,
  })
  assert.match(out, /With our support lead[^]*14 days[^]*welcome/i)
})

deep('over OpenAI’s API and AG-UI all parts are one answer, and how it stands is that something waits', async () => {
  const answer = await chat(openAiClient(parley.url, maya), [user(TWO)])
  assert.match(answer.text, /Refund 129\.00 EUR[^]*14 days|14 days[^]*Refund 129\.00 EUR/)
  assert.deepEqual([answer.status, answer.waits_for.length], ['waiting', 1])
  const agent = new HttpAgent({
    url: `${parley.url}/v1/ag-ui/support`,
    headers: { authorization: `Bearer ${maya.key}` },
  })
  agent.addMessage({ id: 'm-1', role: 'user', content: TWO })
  await agent.runAgent({})
  const shown = agent.messages.findLast(({ role }) => role === 'assistant')
  assert.match(String(shown?.content), /14 days/)
  assert.match(JSON.stringify(agent.state), /"stage":"waiting"/)
  assert.equal(agent.pendingInterrupts.length, 1)
})

test('over MCP each plan that waits is named, with the run that takes it back', async (t) => {
  const client = await connectMcp(t, parley.url, maya)
  const call = async (name: string, args: Record<string, unknown>) =>
    Outcome.parse((await client.callTool({ name, arguments: args })).structuredContent)
  const { status, text, waits, alsoWait } = await call('propose', { words: THREE })
  assert.equal(status, 'waiting')
  assert.match(text, /14 days/)
  assert.match(waits?.title ?? '', /A12/)
  assert.deepEqual(
    alsoWait.map(({ title }) => /A\d+/.exec(title)?.[0]),
    ['A17'],
  )
  await call('cancel', { run: alsoWait[0]?.run })
  assert.deepEqual(
    (await maya.waitingPlans()).map(({ id }) => id),
    [waits?.plan],
  )
})

const Waits = z.object({ plan: z.string(), run: z.string(), title: z.string() })
const Outcome = z.object({
  status: z.string(),
  text: z.string(),
  run: z.string(),
  waits: Waits.nullable(),
  alsoWait: z.array(Waits),
})

deep('in Slack a question beside a deed is answered in the same thread as its card', async () => {
  const thread = '1600000001.000100'
  await slack.write(parley.url, { channel: directOf(MAYA.id), user: MAYA.id, thread_ts: thread, text: TWO })
  const shown = () => slack.posted.filter((posted) => posted.thread === thread).map((posted) => shownText(posted))
  await until(() => shown().length >= 2)
  assert.match(shown().join('\n---\n'), /129\.00 EUR[^]*---[^]*14 days/)
  assert.equal((await lead.waitingPlans()).length, 1)
})

test('whose words a part of a message takes up is for its requester alone', async () => {
  const { runId } = await maya.ask('Where is A55? And refund A12.')
  const read = async (who: typeof maya) =>
    (await who.request<{ words: string | null }>('GET', `/v1/runs/${runId}`)).body.words
  assert.equal(await read(maya), 'Where is A55?')
  assert.equal(await read(parley.as('operator')), null)
})
