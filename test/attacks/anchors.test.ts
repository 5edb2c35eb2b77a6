import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { after, before, test } from 'node:test'
import { canonicalJson } from '#core/commitment.ts'
import type { PlanView } from '#contract/plan.ts'
import { appendEvents } from '#memory/events/events.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { verifyEvidence, type Finding } from '../../bin/verify-evidence.ts'
import { openPlace, openPlaceAsOwner } from '../helpers/database.ts'
import { deep } from '../helpers/depth.ts'
import { EvidenceChain, readEvidence, type EvidenceFile } from '../helpers/evidence.ts'
import { startShop } from '../helpers/parley.ts'

// Threat 68: somebody who can write to the database, and who computes every hash anew.
const { parley, customer, lead } = await startShop({ after })
const plans = new Map<string, PlanView>()
const OTHER_HISTORIES = [
  'another decision',
  'an end that is cut off',
  'no other',
  'one piece',
  'a long one',
  'a longer one',
]
let anchors: readonly string[] = []

before(async () => {
  for (const history of OTHER_HISTORIES) {
    const said = await customer.ask('Refund order A17')
    const plan = await customer.planOf(said)
    assert.equal((await lead.decide(plan, 'reject')).status, 200)
    await customer.settled(said.runId, 'done')
    plans.set(history, plan)
  }
  anchors = await anchorsOf(planOf('a longer one').threadId)
  await parley.stop()
  await rewrite(planOf('another decision'), { onePiece: false, change: forgeDecision })
  await rewrite(planOf('one piece'), { onePiece: true })
  await asOwner(cutOff(planOf('an end that is cut off')))
  await appendTo(planOf('a long one'), 300)
  await appendTo(planOf('a longer one'), 1_300)
  await parley.start()
})

deep('a chain written anew in full looks whole, and isn’t the one that was anchored', async () => {
  const file = await readEvidence(customer, planOf('another decision').id)
  assert.deepEqual(wrongs(verify(file, null)), [])
  const [wrong] = wrongs(verify(file, anchors))
  assert.match(wrong?.at ?? '', /^\/statement\/chain\/links\/\d+$/)
  assert.match(wrong?.text ?? '', /anchored on .*the history was written anew/)
})

test('a chain whose end was cut off is shorter than it was when it was anchored', async () => {
  const file = await readEvidence(customer, planOf('an end that is cut off').id)
  assert.deepEqual(wrongs(verify(file, null)), [])
  const [wrong] = wrongs(verify(file, anchors))
  assert.equal(wrong?.at, '/statement/chain/head')
  assert.match(wrong?.text ?? '', /and has fewer here/)
})

test('a chain that nobody touched agrees with its anchors', async () => {
  const findings = verify(await readEvidence(customer, planOf('no other').id), anchors)
  assert.deepEqual(wrongs(findings), [])
  assert.ok(findings.some(({ kind, text }) => kind === 'ok' && /anchors? agrees? with it/.test(text)))
})

test('a line of the anchors that was changed, or that somebody else signed, counts for nothing', async () => {
  const file = await readEvidence(customer, planOf('no other').id)
  const [first = '', ...others] = anchors
  const changed = [first.replace(/"seq":(\d+)/, '"seq":1$1'), ...others]
  assert.match(wrongs(verify(file, changed))[0]?.text ?? '', /Line 1 of the anchors isn’t signed/)
  assert.match(wrongs(verify(file, anchors, ['A'.repeat(43)])).at(-1)?.text ?? '', /Line 1 of the anchors isn’t signed/)
})

test('events that were chained in one piece are proved as they are', async () => {
  const file = await readEvidence(customer, planOf('one piece').id)
  assert.deepEqual(wrongs(verify(file, null)), [])
})

for (const [history, reaches] of [
  ['a long one', true],
  ['a longer one', false],
] as const) {
  test(`of a thread that becomes ${history}, a file has a hash for each later event (1,000 at most), and no event`, async () => {
    const file = await readEvidence(customer, planOf(history).id)
    const { chain } = EvidenceChain.parse(file.statement)
    const hashes = chain.links.filter((link) => typeof link === 'string')
    assert.equal(hashes.length, reaches ? 300 : 1_000)
    assert.ok(canonicalJson(chain.links).length < 5_000 + hashes.length * 80)
    const findings = verify(file, null)
    assert.deepEqual(wrongs(findings), [])
    assert.ok(findings.some(({ text }) => (reaches ? /to the thread’s head/ : /300 events after them/).test(text)))
  })
}

/** What the server has anchored, once a thread is among it. */
async function anchorsOf(threadId: string): Promise<readonly string[]> {
  for (;;) {
    const text = await readFile(join(parley.place.dataDir, 'anchors.jsonl'), 'utf8').catch(() => '')
    if (text.endsWith('\n') && text.includes(threadId)) return text.split('\n').slice(0, -1)
    await delay(50)
  }
}

interface Row {
  readonly seq: number
  readonly at: Date
  readonly type: string
  readonly runId: string | null
  body: Record<string, unknown>
}

const forgeDecision = (row: Row): void => {
  if (row.type === 'plan-decided') row.body = { ...row.body, principalId: 'other-lead' }
}

/** Computes a thread's chain anew, as whoever knows how it is made would. */
async function rewrite(
  { threadId, id }: PlanView,
  { onePiece, change = () => undefined }: { readonly onePiece: boolean; readonly change?: (row: Row) => void },
): Promise<void> {
  await using owner = await openPlaceAsOwner(parley.place)
  const rows = await owner.run(
    `select seq::int, at, type, run_id as "runId", body from events where thread_id = '${threadId}' order by seq`,
  )
  let previous: string | null = null
  const statements = (rows as unknown as Row[]).map((row) => {
    change(row)
    const { seq, at, type, runId, body } = row
    const content = { tenant: 'default', thread: threadId, seq, at: at.toISOString(), type, runId, body }
    const hash: string = onePiece ? hashOf({ ...content, previous }) : hashOf({ content: hashOf(content), previous })
    const set = `body = '${JSON.stringify(body)}', previous_hash = ${previous === null ? 'null' : `'${previous}'`}`
    previous = hash
    return `update events set ${set}, hash = '${hash}' where thread_id = '${threadId}' and seq = ${seq}`
  })
  await owner.exec(
    [
      ...statements,
      `update threads set head_hash = '${String(previous)}' where id = '${threadId}'`,
      ...(onePiece ? [] : [`update decisions set principal_id = 'other-lead' where plan_id = '${id}'`]),
    ].join(';\n'),
  )
}

function cutOff({ threadId }: PlanView): string {
  const last = `(select max(seq) from events where thread_id = '${threadId}')`
  return `
    delete from events where thread_id = '${threadId}' and seq = ${last};
    update threads set (head_seq, head_hash) =
           (select seq, hash from events where thread_id = '${threadId}' order by seq desc limit 1)
     where id = '${threadId}'`
}

async function appendTo({ threadId }: PlanView, count: number): Promise<void> {
  await using database = await openPlace(parley.place)
  const events = Array.from({ length: count }, () => ({
    event: { type: 'node-started' as const, node: 'route' },
    personal: [],
  }))
  await database.tenant(DEFAULT_TENANT, (tx) => appendEvents(tx, threadId, events, randomBytes))
}

function hashOf(value: unknown): string {
  return `sha256:${createHash('sha256').update(canonicalJson(value)).digest('hex')}`
}

function planOf(history: string): PlanView {
  const plan = plans.get(history)
  assert.ok(plan)
  return plan
}

function verify(file: EvidenceFile, lines: readonly string[] | null, trusted: readonly string[] | null = null) {
  return verifyEvidence(Buffer.from(canonicalJson(file)), { trusted, anchors: lines })
}

function wrongs(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ kind }) => kind === 'wrong')
}

async function asOwner(statements: string): Promise<void> {
  await using owner = await openPlaceAsOwner(parley.place)
  await owner.exec(statements)
}
