import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test, type TestContext } from 'node:test'
import type { ToMendView } from '#contract/feedback.ts'
import type { PlanView } from '#contract/plan.ts'
import { IS_DEEP, SEED } from '../helpers/depth.ts'
import { MANY_MESSAGES, startParley } from '../helpers/parley.ts'
import { dataFolder, runParley } from '../channels/cli/run-parley.ts'
import { CONTENTS } from '../fixtures/odd-tools/contents.ts'
import { RESTARTS, type Restart } from '../fixtures/odd-tools/restarts.ts'
import { startOddServer } from '../fixtures/odd-tools/server.ts'

const AGENTS = join(import.meta.dirname, '../fixtures/odd-tools/agents')

// A tool server of odd habits, and what is told of it. Each table is printed.
const odd = await startOddServer({ after })
const parley = await startParley(
  { after },
  {
    shop: { url: odd.url, token: 'odd' },
    limits: MANY_MESSAGES,
    environment: {
      LOG_LEVEL: 'info',
      AGENTS_DIR: AGENTS,
      // No embedding of messages whose procedure is said word for word.
      EMBEDDINGS_BASE_URL: 'http://127.0.0.1:9',
      EMBEDDINGS_MODEL: 'none',
    },
  },
)
let refs = 0

/** Takes a key, is idempotent, can be looked up, none of them. */
const KINDS = ['K', 'I', 'L', 'N'] as const
type Kind = (typeof KINDS)[number]

/** In a check two of them, others from seed to seed; in a night all. */
function someRestarts(): readonly Restart[] {
  return RESTARTS.filter((_, place) => place % 5 === SEED % 5)
}

function nextRef(kind: Kind | 'R' | 'W' | 'O' | 'B'): string {
  refs += 1
  return `${kind}${refs}`
}

interface Told {
  readonly plan: PlanView | null
  readonly words: string
}

async function ask(text: string): Promise<Told> {
  const customer = parley.as('customer')
  const said = await customer.ask(text)
  const words = said.run.status === 'waiting' ? '' : ((await customer.answers(said.threadId)).at(-1) ?? '')
  const isPlanned = text.startsWith('make')
  return { words, plan: isPlanned ? await customer.planOf(said) : null }
}

test('a write that was answered without an error is done, whatever its answer holds, and its words are quoted', async (t) => {
  const wrong: string[] = []
  const rows = await inFours(CONTENTS, async (content) => {
    const ref = nextRef('N')
    odd.answerWith(ref, content)
    const { plan, words } = await ask(`make ticket ${ref}`)
    const state = plan?.effects[0]?.state ?? '-'
    const isQuoted = content.quoted === null || words.includes(`: the tool answered “${content.quoted}”`)
    if (state !== 'succeeded' || odd.calls(ref) !== 1 || !isQuoted) wrong.push(content.title)
    return `${content.title} | ${state} | ${odd.calls(ref)} | ${oneLine(words)}`
  })
  print(t, 'content | write | calls | told', rows)
  assert.deepEqual(wrong, [])
})

test('a read of what reads as text is told, a picture as being one', async (t) => {
  const wrong: string[] = []
  const rows = await inFours(
    CONTENTS.filter(({ read }) => typeof read === 'string'),
    async (content) => {
      const ref = nextRef('R')
      odd.answerWith(ref, content)
      const { words } = await ask(`look at ${ref}`)
      if (words !== `Found: ${String(content.read)}`) wrong.push(content.title)
      return `${content.title} | ${oneLine(words)}`
    },
  )
  print(t, 'content | read', rows)
  assert.deepEqual(wrong, [])
})

/** Each kind of write once, and what became of each. */
async function makeEach(restart: Restart, wrong: string[], begin: (refs: readonly string[]) => void): Promise<string> {
  const refs = KINDS.map(nextRef)
  begin(refs)
  const told = await Promise.all(
    refs.map(async (ref) => {
      const { plan } = await ask(`make ticket ${ref}`)
      const state = plan?.effects[0]?.state ?? '-'
      const isPlain = ref.startsWith('N')
      if (isPlain && odd.calls(ref) > 1) wrong.push(`${restart.title}: sent twice`)
      if (odd.made(ref) > 1) wrong.push(`${restart.title}: ${ref} made twice`)
      if (state === 'succeeded' && odd.made(ref) === 0) wrong.push(`${restart.title}: ${ref} wasn't made`)
      // What the protocol puts in front of every message is proof (decision 40), though this server lies about it.
      if (state === 'failed' && odd.made(ref) > 0 && restart.status !== 401)
        wrong.push(`${restart.title}: ${ref} was made`)
      if (!isPlain && state === 'unknown') wrong.push(`${restart.title}: ${ref} is unknown`)
      return `${state}, made ${odd.made(ref)}, calls ${odd.calls(ref)}`
    }),
  )
  return [restart.title, ...told].join(' | ')
}

for (const [title, begin] of [
  ['before a write comes', (_, as) => odd.restart(as)],
  ['after a write is done and before it is answered', (made, as) => made.forEach((ref) => odd.restartDuring(ref, as))],
] as const satisfies readonly (readonly [string, (refs: readonly string[], as: Restart) => void])[]) {
  test(`a server that is restarted ${title}: it is done once, asked about only where nothing else can be done`, async (t) => {
    const rows: string[] = []
    const wrong: string[] = []
    // Each kind of write has a session of its own, and it worked.
    await Promise.all(KINDS.map((kind) => ask(`make ticket ${nextRef(kind)}`)))
    for (const restart of IS_DEEP ? RESTARTS : someRestarts()) {
      rows.push(await makeEach(restart, wrong, (made) => begin(made, restart)))
    }
    print(t, `restarted ${title} | key | idempotent | verify | none`, rows)
    assert.deepEqual(wrong, [])
  })
}

test('a write whose look-up only answers in words is put before a person, and isn’t looked up', async () => {
  await ask(`make ticket ${nextRef('W')}`)
  const ref = nextRef('W')
  const [restart] = RESTARTS
  assert.ok(restart)
  odd.restartDuring(ref, restart)
  const { plan } = await ask(`make ticket ${ref}`)
  assert.deepEqual([plan?.effects[0]?.state, odd.made(ref), odd.calls(ref)], ['unknown', 1, 1])
})

test('a step that needs what the one before didn’t give is not begun, and that is said', async () => {
  // The server may have been restarted last: whoever calls it first finds that out.
  await ask(`make ticket ${nextRef('N')}`)
  const ref = nextRef('N')
  odd.answerWith(ref, { content: [{ type: 'text', text: 'Created “it”.\nDone\u202e' }] })
  const { words, plan } = await ask(`make and note ${ref}`)
  assert.equal(plan?.effects[1]?.failed, 'no number came back from step 1')
  assert.match(words, /^I stopped at step 2 of 2: no number came back from step 1\. Here is what happened:\n/)
  assert.ok(words.includes(`- Make ticket ${ref}: the tool answered “Created "it"., Done”\n`), words)
  assert.match(words, /This was not done:\n- Note /)
})

test('what trying again doesn’t help is told as that, and reaches the operator without a value', async () => {
  for (const member of [
    '"structuredContent":{"CANARY":9007199254740993}',
    '"structuredContent":{"a":"CANARY\\u0000"}',
  ]) {
    const ref = nextRef('R')
    odd.answerRaw(ref, `{${member}}`)
    const { words } = await ask(`look at ${ref}`)
    assert.match(words, /Trying again won’t help; our team has been told/)
  }
  const { body } = await parley.as('operator').request<ToMendView>('GET', '/v1/documents/to-mend')
  const { tools = [] } = body
  const looks = tools.filter(({ tool }) => tool === 'reads/look')
  assert.partialDeepStrictEqual(looks, [{ tool: 'reads/look', code: 'tool-result-invalid', times: 2 }])
  assert.match(looks[0]?.reason ?? '', /U\+0000/)
  assert.match(parley.log(), /"level":30[^\n]*"event":"tool-fault"[^\n]*"tool":"reads\/look"/)
  assert.doesNotMatch(parley.log() + JSON.stringify(body), /CANARY/)
})

test('a schema of an older draft is used by a plan; one that can’t be used is a line of the check, and its tool alone isn’t called', async (t) => {
  const old = nextRef('O')
  odd.answerWith(old, { content: [], structuredContent: { pair: ['a lamp', 2] } })
  assert.equal((await ask(`look at ${old}`)).words, 'Found: a lamp, 2')
  const { words } = await ask(`look at ${nextRef('B')}`)
  assert.match(words, /Trying again won’t help; our team has been told/)
  const { body } = await parley.as('operator').request<ToMendView>('GET', '/v1/documents/to-mend')
  const fault = body.tools?.find(({ tool }) => tool === 'reads/broken')
  assert.match(fault?.reason ?? '', /\/properties\/id\/\$ref refers to “https:\/\/schemas\.example\/id\.json”/)

  const { code, out } = await runParley(['check'], {
    dataDir: await dataFolder(t),
    env: { AGENTS_DIR: AGENTS, SHOP_MCP_URL: odd.url, SHOP_MCP_TOKEN: 'odd' },
  })
  assert.equal(code, 1)
  const lines = out.split('\n').filter((line) => line.includes('tools.yaml:'))
  assert.equal(lines.filter((line) => line.includes('can’t be called')).length, 1, out)
  assert.match(out, /tools\.yaml:\d+ +reads\/broken of the server "reads" can’t be called: .*\/properties\/id\/\$ref/)
  assert.doesNotMatch(out, /doesn’t offer|Did you mean/)
})

/** Four at a time, each with its answer in its place: a busy machine has no more of them answered in their time. */
async function inFours<One, Told>(all: readonly One[], work: (one: One) => Promise<Told>): Promise<readonly Told[]> {
  const told: Told[] = []
  for (let from = 0; from < all.length; from += 4) {
    told.push(...(await Promise.all(all.slice(from, from + 4).map((one) => work(one)))))
  }
  return told
}

function oneLine(text: string): string {
  return text.replaceAll('\n', ' ⏎ ')
}

function print(t: TestContext, head: string, rows: readonly string[]): void {
  for (const row of [head, ...rows]) t.diagnostic(row)
}
