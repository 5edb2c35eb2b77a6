import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import { after, test } from 'node:test'
import type { RunView } from '#contract/run.ts'
import { howMany, IS_DEEP, SEED, deep, someOf } from '../helpers/depth.ts'
import { startParley } from '../helpers/parley.ts'
import type { Said } from '../helpers/parley-client.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'
import { KINDS, startTill, type Kind } from '../helpers/till.ts'
import { TIMES, UNLISTED, WRONG_ANSWERS, type WrongAnswer } from '../helpers/wrong-answers.ts'

// Each wrong answer to each kind of write, and who is told "not done" asks again, as told. The tool server's own book is the
// witness: what is told as not done and stands in it, and what stands in it twice, fails.
const till = await startTill({ after })
const parley = await startParley(
  { after },
  {
    shop: { url: till.url, token: 'till' },
    environment: { AGENTS_DIR: till.agents, EMBEDDINGS_BASE_URL: 'http://127.0.0.1:9', EMBEDDINGS_MODEL: 'none' },
  },
)
const customer = parley.as('customer')
const operator = parley.as('operator')

const kinds = Object.keys(KINDS) as readonly Kind[]
let invoices = 0

interface Told {
  readonly invoice: string
  readonly words: string
  /** How often a person had to say what became of it. */
  readonly questions: number
}

/** Asks for a payment, again as long as it is told as not done; whoever is asked looks into the book, and says so. */
async function paidAsTold(invoice: string): Promise<Told> {
  let questions = 0
  for (let asked = 1; ; asked += 1) {
    const { threadId, runId, run } = await askAndWait(`pay invoice ${invoice}`)
    if (run.status === 'waiting') {
      questions += 1
      await resolveByBook(await customer.planOf({ threadId, runId, messageId: '' }), invoice)
      await customer.settled(runId, 'done')
    }
    const words = (await customer.answers(threadId)).at(-1) ?? ''
    if (/^Done|: it was done, /.test(words)) return { invoice, words, questions }
    assert.match(words, /This was not done|Nothing was done/)
    assert.equal(till.paid(invoice), 0, `${invoice} was told as not done, and was: ${words}`)
    assert.ok(asked < 20, words)
    // A server that is left alone for a while is asked again when it isn't any more.
    if (asked > 2) await delay(1_000)
  }
}

/** Asks, and is told when it ends or waits: looking again and again would take most of a processor's time here. */
async function askAndWait(text: string): Promise<Said & { readonly run: RunView }> {
  const { body: thread } = await customer.request<{ id: string }>('POST', '/v1/threads', {})
  const path = `/v1/threads/${thread.id}/messages`
  const { status, body } = await customer.request<Said>('POST', path, { text }, { prefer: 'wait=60' })
  // Six at once may say more in a minute than one person may: who is told to wait does.
  if (status === 429) {
    await delay(1_000)
    return askAndWait(text)
  }
  const run = await customer.settled(body.runId, 'done', 'failed', 'waiting', 'cancelled')
  return { threadId: thread.id, messageId: body.messageId, runId: body.runId, run }
}

async function resolveByBook(plan: { readonly id: string; readonly status: string }, invoice: string): Promise<void> {
  assert.equal(plan.status, 'unknown')
  // Nobody says that it didn't happen while it may be under way.
  await delay(TIMES.laterMs)
  const outcome = till.paid(invoice) > 0 ? 'happened' : 'did-not'
  const answer = await operator.request('POST', `/v1/plans/${plan.id}/effects/0/resolution`, { outcome, note: 'book' })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
}

function nextInvoice(kind: Kind): string {
  invoices += 1
  return `${kind}${invoices}`
}

/** A few at a time: most of it is waiting, for a timeout or for what settles. */
async function fewAtATime<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values()
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (const item of left) await work(item)
    }),
  )
}

/** In a check each wrong answer goes to one kind of write, another from seed to seed; in a night each to all. */
function ofKind(answers: readonly WrongAnswer[], kind: Kind): readonly WrongAnswer[] {
  if (IS_DEEP) return answers
  return answers.filter((_, place) => (place + SEED) % kinds.length === kinds.indexOf(kind))
}

for (const kind of someOf(kinds)) {
  test(`a write that ${KINDS[kind]}: after each wrong answer, and asked again as told, it is done once`, async () => {
    await fewAtATime(ofKind(WRONG_ANSWERS, kind), async (answer) => {
      const invoice = nextInvoice(kind)
      till.goWrong(invoice, answer)
      const { questions } = await paidAsTold(invoice)
      assert.equal(till.paid(invoice), 1, `${answer.title}: paid ${till.paid(invoice)} times`)
      if (kind !== 'N') assert.equal(questions, 0, `${answer.title}: a person was asked`)
      // Without a key each further call follows somebody's word that the one before wasn't done.
      const calls = till.calls(invoice)
      if (kind === 'N') assert.ok(calls <= 1 + questions, `${answer.title}: ${calls} calls, ${questions} questions`)
    })
  })

  deep(
    `a write that ${KINDS[kind]}: an error that stays asks a person within a minute, or nobody where it is looked up`,
    async () => {
      const lasting = WRONG_ANSWERS.filter(({ isAnswer, works }) => isAnswer && works === 'before')
      await fewAtATime(ofKind(lasting, kind), async (answer) => {
        const invoice = nextInvoice(kind)
        till.alwaysGoWrong(invoice, answer)
        const beganMs = performance.now()
        const { questions } = await paidAsTold(invoice)
        assert.ok(performance.now() - beganMs < 60_000, answer.title)
        assert.deepEqual([questions, till.paid(invoice)], [kind === 'L' ? 0 : 1, 1], answer.title)
      })
    },
  )
}

test('an error whose code is listed is told as not done at once, and nobody is asked', async () => {
  const answer = { error: JSON.stringify({ code: 'order_not_found', message: 'There is no such order.' }) }
  for (const kind of kinds) {
    const invoice = nextInvoice(kind)
    till.goWrong(invoice, { title: 'listed', works: 'never', answer, isAnswer: true })
    const { questions } = await paidAsTold(invoice)
    assert.deepEqual([questions, till.paid(invoice), till.calls(invoice)], [0, 1, 2])
  }
})

deep('what the error said is shown to whoever decides, and not to the requester', async () => {
  const invoice = nextInvoice('N')
  const unlisted = WRONG_ANSWERS.find(({ title }) => title.includes('isn’t listed, after'))
  assert.ok(unlisted)
  till.goWrong(invoice, unlisted)
  const said = await customer.ask(`pay invoice ${invoice}`)
  const { id } = await customer.planOf(said)
  const text = JSON.stringify({ code: UNLISTED, message: 'Sorry.' })
  assert.deepEqual((await operator.plan(id)).effects[0]?.said, { by: 'tool', code: UNLISTED, text })
  assert.equal((await customer.plan(id)).effects[0]?.said, null)
  const evidence = (by: typeof customer) => by.request('GET', `/v1/plans/${id}/evidence`)
  assert.match(JSON.stringify(await evidence(operator)), /Sorry\./)
  assert.doesNotMatch(JSON.stringify(await evidence(customer)), /Sorry\./)
  const again = { outcome: 'look-again', note: 'once more' }
  assert.equal((await operator.request('POST', `/v1/plans/${id}/effects/0/resolution`, again)).status, 200)
  await customer.event(said.threadId, ({ type, seq }) => type === 'run-waiting' && seq > 0)
  await customer.settled(said.runId, 'waiting')
  assert.equal((await operator.plan(id)).effects[0]?.said?.text, text)
})

const HISTORIES = howMany({ quick: 3, deep: 600 })

deep(
  'several calls that go wrong one after the other: never told as not done what was, never done twice',
  async (t) => {
    const random = randomNumbers(SEED)
    const drawOne = () => WRONG_ANSWERS.at(Math.floor(random() * WRONG_ANSWERS.length)) ?? assert.fail()
    const drawn = Array.from({ length: HISTORIES }, (_, place) => ({
      kind: kinds[place % kinds.length] ?? 'N',
      answers: Array.from({ length: 1 + Math.floor(random() * 3) }, drawOne),
    }))
    let questions = 0
    await fewAtATime(drawn, async ({ kind, answers }) => {
      const invoice = nextInvoice(kind)
      till.goWrong(invoice, ...answers)
      questions += (await paidAsTold(invoice)).questions
      const titles = answers.map(({ title }) => title).join('; ')
      assert.equal(till.paid(invoice), 1, `seed ${SEED}: ${kind}, ${titles}`)
    })
    t.diagnostic(`${HISTORIES} histories, ${questions} questions, seed ${SEED}`)
  },
)
