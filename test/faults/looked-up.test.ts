import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Json } from '#core/json.ts'
import { startParley } from '../helpers/parley.ts'
import { startTill } from '../helpers/till.ts'
import type { ScriptedAnswer } from '../helpers/tool-server.ts'
import type { WrongAnswer } from '../helpers/wrong-answers.ts'

// What each answer of a look-up leads to, of a payment without a key whose own answer was lost. What a worker does that wakes
// when its lease is taken: test/attacks/once.test.ts.
const till = await startTill({ after })
const tools = join(till.agents, 'till/tools.yaml')
// In a dry run every error of this look-up means that there is none. After a lost answer none does (decision 38).
const written = (await readFile(tools, 'utf8')).replace('settles: 3s', 'settles: 300ms')
const both = written.replace(/(known\/payments\.get: \{ effect: read,)/, '$1 none: { error: any },')
assert.notEqual(both, written)
await writeFile(tools, both)
const parley = await startParley(
  { after },
  {
    shop: { url: till.url, token: 'till' },
    environment: {
      AGENTS_DIR: till.agents,
      EMBEDDINGS_BASE_URL: 'http://127.0.0.1:9',
      EMBEDDINGS_MODEL: 'none',
      // A step whose lease is lost before its call is told as not done, and rightly.
      RUN_LEASE_MS: '6000',
    },
  },
)
const customer = parley.as('customer')
const operator = parley.as('operator')

const found = (result: Json): ScriptedAnswer => ({ structuredContent: { result } })
const PAID = found({ id: 'P1' })

interface Case {
  readonly look: string
  readonly answers: readonly ScriptedAnswer[]
  /** Told as done, told as not done, or put before a person. */
  readonly told: 'done' | 'not done' | 'asked'
  readonly looks: number
}

const CASES: readonly Case[] = [
  { look: 'finds it as it was asked for', answers: [PAID], told: 'done', looks: 1 },
  { look: 'finds it in a list', answers: [found([{ id: 'P1' }])], told: 'done', looks: 1 },
  { look: 'finds it in another form', answers: [found({ payments: [{ id: 'P1' }] })], told: 'done', looks: 1 },
  { look: 'finds nothing', answers: [found(null)], told: 'not done', looks: 1 },
  { look: 'finds an empty list', answers: [found([])], told: 'not done', looks: 1 },
  ...[{}, { payments: [] }, { found: false }, [{}], { count: 0, next: null, text: '' }, false].map((shell): Case => {
    return { look: `finds an empty shell, ${JSON.stringify(shell)}`, answers: [found(shell)], told: 'asked', looks: 3 }
  }),
  // A tool that returns a text promises one, and says there that there is none as well.
  ...['no such payment', ['no such payment'], { message: 'no such payment' }].map((words): Case => {
    return { look: `says in words, ${JSON.stringify(words)}`, answers: [found(words)], told: 'asked', looks: 3 }
  }),
  { look: 'ends in an error', answers: [{ error: 'not found' }], told: 'asked', looks: 3 },
  { look: 'ends in an error’s code', answers: [{ error: '{"code":"not_found"}' }], told: 'asked', looks: 3 },
  { look: 'answers with nothing at all', answers: [{ structuredContent: undefined }], told: 'asked', looks: 3 },
  {
    look: 'answers in no form that it promised',
    answers: [{ structuredContent: { other: 1 } }],
    told: 'asked',
    looks: 3,
  },
  { look: 'is lost, and then finds it', answers: ['cut', PAID], told: 'done', looks: 2 },
  {
    look: 'ends in errors, and then finds it',
    answers: [{ error: 'busy' }, { error: 'busy' }, PAID],
    told: 'done',
    looks: 3,
  },
  { look: 'finds a shell, and then nothing', answers: [found({}), found(null)], told: 'not done', looks: 2 },
]

/** A payment whose answer is lost, done or not as its look-up is to say. */
async function lostPayment(invoice: string, { answers, told }: Case): Promise<string> {
  const lost: WrongAnswer = {
    title: 'lost',
    works: told === 'not done' ? 'never' : 'before',
    answer: 'cut',
    isAnswer: false,
  }
  till.goWrong(invoice, lost)
  till.lookUps(invoice, ...answers)
  const said = await customer.ask(`pay invoice ${invoice}`)
  if (said.run.status === 'waiting') {
    assert.equal(said.run.waitingFor?.type, 'resolution')
    const { id } = await customer.planOf(said)
    const happened = { outcome: 'happened', note: 'it is in the book' }
    assert.equal((await operator.request('POST', `/v1/plans/${id}/effects/0/resolution`, happened)).status, 200)
    await customer.settled(said.runId, 'done')
    return 'asked'
  }
  const words = (await customer.answers(said.threadId)).at(-1) ?? ''
  if (words.startsWith('Done')) return 'done'
  assert.match(words, /This was not done|Nothing was done/)
  return 'not done'
}

test('what a look-up answers decides, each by itself', { concurrency: 3 }, async (t) => {
  await Promise.all(
    CASES.map((one, place) =>
      t.test(`a look that ${one.look}: ${one.told}`, async () => {
        const invoice = `L${place + 1}`
        assert.equal(await lostPayment(invoice, one), one.told)
        // One that is lost on a busy machine is made again.
        assert.ok(till.looks(invoice) >= one.looks)
        assert.deepEqual([till.calls(invoice), till.paid(invoice)], [1, one.told === 'not done' ? 0 : 1])
      }),
    ),
  )
})
