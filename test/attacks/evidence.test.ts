import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { canonicalJson } from '#core/commitment.ts'
import type { PlanView } from '#contract/plan.ts'
import { type Json } from '#core/json.ts'
import { leaves } from '#core/json.ts'
import { pointerTokens } from '#core/json-pointer.ts'
import { verifyEvidence, type Finding } from '../../bin/verify-evidence.ts'
import { copyAgents } from '../helpers/agents.ts'
import { howMany, SEED } from '../helpers/depth.ts'
import { opened, readEvidence, type EvidenceFile } from '../helpers/evidence.ts'
import { startShop } from '../helpers/parley.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'

// Threats 21 and 41: evidence that was changed, and readers of it that have fewer rights than it has values.
const agents = await copyAgents({ after })
const { parley, customer, lead } = await startShop({ after }, { environment: { AGENTS_DIR: agents.dir } })
const operator = parley.as('operator')
const run = promisify(execFile)
const folder = await mkdtemp(join(tmpdir(), 'evidence-'))
after(() => rm(folder, { recursive: true, force: true }))

let plan: PlanView
let whole: EvidenceFile

before(async () => {
  const said = await customer.ask('Refund order A17')
  plan = await customer.planOf(said)
  assert.equal((await lead.decide(plan, 'approve', { note: 'Known customer' })).status, 200)
  await customer.settled(said.runId, 'done')
  whole = await readEvidence(operator, plan.id)
})

test('evidence of a plan that was done is good, under the key that the server publishes', async () => {
  const { body } = await customer.request<{ keys: { kid: string }[] }>('GET', '/v1/evidence-keys')
  const findings = verify(
    whole,
    body.keys.map(({ kid }) => kid),
  )
  assert.deepEqual(wrongs(findings), [])
  for (const words of [
    /which you gave/,
    /None is withheld/,
    /digest follows/,
    /1 decision/,
    /2 steps/,
    /policy is the one/,
  ]) {
    assert.ok(
      findings.some(({ kind, text }) => kind === 'ok' && words.test(text)),
      String(words),
    )
  }
})

test('evidence says who asked for what, what was decided by whom, and what came of it', () => {
  const statement = opened<{
    about: Record<string, unknown>
    request: { seq: number }
    approved: { effects: { args: Record<string, unknown> }[]; journal: { answer: { value: { id: string } } }[] }
    policy: { source: { sources: { files: { text: string }[] } } }
    decisions: Record<string, unknown>[]
    ledger: { state: string; args: Record<string, unknown>; outcome: { value: { id: string } } }[]
    chain: { links: { seq: number; body: { parts: { text: string }[] } }[] }
  }>(whole)
  assert.equal(statement.about['requester'], 'customer')
  const request = statement.chain.links.find(({ seq }) => seq === statement.request.seq)
  assert.equal(request?.body.parts[0]?.text, 'Refund order A17')
  assert.equal(statement.approved.effects[0]?.args['amount'], 12_900)
  assert.equal(statement.approved.journal[0]?.answer.value.id, 'A17')
  assert.match(statement.policy.source.sources.files[0]?.text ?? '', /@id\("larger-refund"\)/)
  const [decision] = statement.decisions
  assert.deepEqual(
    ['principal', 'decision', 'digest', 'roles', 'authenticatedBy', 'note'].map((name) => decision?.[name]),
    ['support-lead', 'approve', plan.digest, ['support-lead'], 'session', 'Known customer'],
  )
  assert.deepEqual(
    statement.ledger.map(({ state }) => state),
    ['succeeded', 'succeeded'],
  )
  assert.match(statement.ledger[0]?.outcome.value.id ?? '', /^R\d+/)
})

test('whichever value of a file is changed, it isn’t good any more, and the place is named', async () => {
  const file: Json = JSON.parse(canonicalJson(whole))
  const all = [...leaves(file)]
  assert.ok(all.length > 500, `only ${all.length} values`)
  const next = randomNumbers(SEED)
  for (const [pointer] of all.filter(() => next() < howMany({ quick: 0.08, deep: 1 }))) {
    await theLoop()
    const copy: Json = structuredClone(file)
    const tokens = pointerTokens(pointer)
    const parent = tokens.slice(0, -1).reduce<object>((at, token) => Reflect.get(at, token), copy as object)
    Reflect.set(parent, tokens.at(-1) ?? '', another(Reflect.get(parent, tokens.at(-1) ?? '')))
    const named = wrongs(verify(copy)).map(({ at }) => at ?? '')
    assert.ok(
      named.some(
        (at) =>
          at !== '' &&
          at !== '/statement' &&
          (`${pointer}/`.startsWith(`${at}/`) || `${at}/`.startsWith(`${pointer}/`)),
      ),
      `${pointer} was changed, and named is: ${named.join(' ')}`,
    )
  }
})

test('a byte that is changed anywhere in a file is found', async () => {
  const bytes = Buffer.from(canonicalJson(whole))
  const next = randomNumbers(SEED)
  for (let count = 0; count < howMany({ quick: 40, deep: 4_000 }); count += 1) {
    const [at, bit] = [Math.floor(next() * bytes.length), 1 << Math.floor(next() * 8)]
    await theLoop()
    const changed = Buffer.from(bytes)
    changed.writeUInt8(changed.readUInt8(at) ^ bit, at)
    const found = wrongs(verifyEvidence(changed, { trusted: null, anchors: null }))
    assert.ok(found.length > 0, `byte ${at} with bit ${bit} changed`)
  }
})

test('a file with a member, a value or a decision more isn’t good', () => {
  const { statement, disclosed } = whole
  const [place = '', entry] = Object.entries(disclosed)[0] ?? []
  for (const [changed, at] of [
    [{ ...whole, comment: 'approved by all' }, '/comment'],
    [{ ...whole, statement: { ...statement, also: 1 } }, '/statement/also'],
    [
      { ...whole, disclosed: { ...disclosed, '/about/status': entry ?? { salt: '', value: 1 } } },
      '/disclosed/~1about~1status',
    ],
    [
      { ...whole, disclosed: { ...disclosed, [place]: { ...entry, more: 1 } } },
      `/disclosed/${place.replaceAll('/', '~1')}/more`,
    ],
    [{ ...whole, format: 'parley-evidence-v1' }, '/format'],
  ] as const) {
    assert.ok(
      wrongs(verify(changed)).some((wrong) => wrong.at === at),
      at,
    )
  }
})

test('a file under another key than the one that is asked for says so', () => {
  const [wrong] = wrongs(verify(whole, ['A'.repeat(43)]))
  assert.equal(wrong?.at, '/signature/publicKey')
  assert.match(wrong?.text ?? '', /isn’t the one that you gave: A{43}/)
})

/** Threat 41: what each reader is given of the same plan. */
const READERS: readonly (readonly [who: string, given: readonly RegExp[], withheld: readonly RegExp[]])[] = [
  [
    'customer',
    [/Refund order A17/, /maya\.lindqvist/, /"R\d+"/, /Done/],
    [/Known customer/, /Left at the door|deposit/, /@id/, /127\.0\.0\.1/],
  ],
  ['support-lead', [/Refund order A17/, /Known customer/, /maya\.lindqvist/], [/deposit/, /@id/, /127\.0\.0\.1/]],
  ['operator', [/Refund order A17/, /Known customer/, /@id/, /127\.0\.0\.1/, /"status":/], []],
]

for (const [who, given, withheld] of READERS) {
  test(`${who} is given the values that they may read, and the same signed statement about all of them`, async () => {
    const file = await readEvidence(parley.as(who), plan.id)
    const values = JSON.stringify(Object.values(file.disclosed).map(({ value }) => value))
    for (const words of given) assert.match(`${values}${canonicalJson(file)}`, words)
    for (const words of withheld) assert.doesNotMatch(canonicalJson(file), words)
    assert.deepEqual(wrongs(verify(file)), [])
    assert.deepEqual(file.statement['approved'], whole.statement['approved'])
    const reads = Object.keys(file.disclosed).filter((place) => /^\/approved\/journal\/\d+\/answer/.test(place))
    assert.equal(reads.length > 0, who === 'operator')
  })
}

test('somebody else gets no evidence, in the words for a plan that doesn’t exist', async () => {
  const stranger = parley.as('other-customer')
  const [theirs, nobodys] = await Promise.all(
    [plan.id, '0198f0aa-0000-7000-8000-000000000001'].map((id) => stranger.request('GET', `/v1/plans/${id}/evidence`)),
  )
  assert.equal(theirs?.status, 404)
  assert.deepEqual({ ...theirs?.body, instance: '' }, { ...nobodys?.body, instance: '' })
})

test('values taken out of a file leave it good, and can’t be guessed from what remains', async () => {
  const [file, redacted] = ['whole.json', 'redacted.json'].map((name) => join(folder, name))
  assert.ok(file && redacted)
  await writeFile(file, canonicalJson(whole))
  const flags = ['--path', '/approved/journal', '--path', '/ledger', '--path', '/approved/effects/0/args/amount']
  const { stdout } = await run(process.execPath, [
    'bin/parley.ts',
    'evidence',
    'redact',
    file,
    ...flags,
    '--value',
    'maya',
  ])
  await writeFile(redacted, stdout)
  const verified = await run(process.execPath, ['bin/parley.ts', 'evidence', 'verify', redacted])
  assert.match(verified.stdout, /more are withheld or erased/)
  assert.doesNotMatch(stdout, /maya|"value":12900/i)
  const committed: unknown = JSON.parse(stdout).statement.approved.effects[0].args.amount
  const salts = ['', ...Object.values(whole.disclosed).flatMap(({ salt }) => (stdout.includes(salt) ? [salt] : []))]
  for (const salt of salts) {
    for (let guess = 12_800; guess < 13_000; guess += 1) {
      assert.notEqual(`sha256:${createHash('sha256').update(`${salt}${guess}`).digest('hex')}`, committed)
    }
  }
})

test('the command says where a file is wrong, and ends with 1', async () => {
  const file = join(folder, 'wrong.json')
  await writeFile(file, canonicalJson(whole).replace('"status":"done"', '"status":"fine"'))
  const failed = await run(process.execPath, ['bin/parley.ts', 'evidence', 'verify', file]).catch(
    (error: { code: number; stdout: string }) => error,
  )
  assert.ok('code' in failed && failed.code === 1)
  assert.match(failed.stdout, /WRONG +\/statement\/about\/status: This isn’t what was signed/)
  assert.match(failed.stdout, /The evidence is NOT good\./)
})

test('the evidence of a plan is what it was when its agent has changed since, and its key too', async () => {
  await parley.stop()
  await agents.change('agent.yaml', 'readsPerPlan: 50', 'readsPerPlan: 49')
  await agents.change('policy.cedar', 'context.args.amount > 50000 };', 'context.args.amount > 40000 };')
  const key = await run('openssl', ['genpkey', '-algorithm', 'ed25519'])
  await parley.start({ EVIDENCE_SIGNING_KEY: key.stdout })
  const again = await readEvidence(operator, plan.id)
  assert.deepEqual(wrongs(verify(again)), [])
  assert.deepEqual(again.statement['approved'], whole.statement['approved'])
  assert.deepEqual(again.disclosed['/policy/source']?.value, whole.disclosed['/policy/source']?.value)
  assert.notDeepEqual(again.signature['publicKey'], whole.signature['publicKey'])
  const { body } = await customer.request<{ keys: { kid: string }[] }>('GET', '/v1/evidence-keys')
  const published = body.keys.map(({ kid }) => kid)
  assert.equal(published.length, 2)
  for (const file of [whole, again]) assert.deepEqual(wrongs(verify(file, published)), [])
})

test('the private key is the server’s user’s alone, and in no answer, log or evidence', async () => {
  const file = join(parley.place.dataDir, 'evidence-key.pem')
  assert.equal((await stat(file)).mode & 0o777, 0o600)
  const secret = (await readFile(file, 'utf8')).split('\n')[1] ?? ''
  assert.ok(secret.length > 40)
  assert.equal(`${parley.log()}${canonicalJson(whole)}`.includes(secret), false)
})

// Connections to the server are kept meanwhile, and it closes them when nobody uses them: that has to be heard.
function theLoop(): Promise<void> {
  return setImmediate()
}

function verify(file: unknown, trusted: readonly string[] | null = null): readonly Finding[] {
  return verifyEvidence(Buffer.from(canonicalJson(file)), { trusted, anchors: null })
}

function wrongs(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ kind }) => kind === 'wrong')
}

function another(value: unknown): unknown {
  if (typeof value === 'string') return value === '' ? ' ' : `${value.slice(0, -1)}${value.endsWith('0') ? '1' : '0'}`
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  if (Array.isArray(value)) return [0]
  return value === null ? 0 : { more: 0 }
}
