import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, test } from 'node:test'
import { copyAgents } from '../helpers/agents.ts'
import { deep } from '../helpers/depth.ts'
import { startDesk } from '../helpers/desk-agent.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { CLIENT, JONAS, MAYA, startIdentityProvider } from '../helpers/identity-provider.ts'
import { startParley, type TestParley } from '../helpers/parley.ts'
import { startWorkerProcess } from '../helpers/parley-process.ts'
import { startTestShop } from '../helpers/shop.ts'

// Threats 13, 14, 16 and 18: nobody acts with rights that aren't theirs. 15 and 47 are in tool-definitions, 17 in edits.
const provider = await startIdentityProvider({ after })
const desk = await startDesk(
  {
    after,
  },
  {
    server: `as: requester, scopes: [notes.read, notes.write], auth: { exchange: { audience: desk, client_id: ${CLIENT.id}, client_secret: '\${DESK_SECRET}' } }`,
  },
)
const environment = {
  AGENTS_DIR: desk.dir,
  OIDC_ISSUER: provider.issuer,
  OIDC_AUDIENCE: provider.audience,
  DESK_SECRET: CLIENT.secret,
  SIGN_IN_KEY: randomBytes(32).toString('base64url'),
  LOG_LEVEL: 'debug',
}
const shop = { url: desk.server.url, token: 'none' }
const parley = await startParley({ after }, { shop, environment })
const OMAR = { ...MAYA, sub: 'omar', name: 'Omar Haddad', email: 'omar.haddad@example.com' }

test('14: each call goes with a token exchanged for the requester’s, for this server and these scopes', async () => {
  const token = await provider.token(MAYA)
  const maya = parley.withKey(token)
  const said = await maya.ask('show note N1')
  assert.match((await maya.answers(said.threadId))[0] ?? '', /There is a note N1/)
  assert.deepEqual(provider.asked.at(-1), {
    client: CLIENT.id,
    fields: {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      audience: 'desk',
      scope: 'notes.read notes.write',
      subject_token: token,
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    },
  })
  assert.match(bearers().at(-1) ?? '', /^Bearer maya\.for\.desk\./)
  // Another person: another token, over a session of its own.
  const omar = parley.withKey(await provider.token(OMAR))
  await omar.ask('show note N1')
  assert.match(bearers().at(-1) ?? '', /^Bearer omar\.for\.desk\./)
  const sessions = new Map(desk.server.calls.map(({ headers }) => [headers['mcp-session-id'], headers.authorization]))
  assert.equal(sessions.size, new Set(sessions.values()).size)
})

test('14: no inbound token reaches the server, a log, the database in clear; another service’s is 401', async () => {
  const token = await provider.token({ ...MAYA, marker: 'CANARY-TOKEN' })
  await parley.withKey(token).ask('put note N1')
  const signature = token.split('.')[2] ?? ''
  assert.ok(bearers().every((bearer) => !bearer.includes(signature)))
  assert.ok(bearers().every((bearer) => provider.given.includes(bearer.replace('Bearer ', ''))))
  for (const secret of [signature, CLIENT.secret, ...provider.given]) assert.ok(!parley.log().includes(secret))
  await parley.stop()
  const rows = await everyRow()
  assert.match(rows, /sealed_token/)
  for (const secret of [signature, CLIENT.secret, ...provider.given]) assert.ok(!rows.includes(secret))
  await parley.start()
  const elsewhere = await startIdentityProvider({ after })
  const foreign = {
    'for another service': await provider.token({ ...MAYA, aud: 'another' }),
    'by another issuer': await elsewhere.token(MAYA),
    'with another’s signature': token.replace(signature, (await provider.token(OMAR)).split('.')[2] ?? ''),
  }
  for (const [what, key] of Object.entries(foreign)) {
    assert.equal((await parley.withKey(key).request('GET', '/v1/plans')).status, 401, what)
  }
  assert.equal((await parley.withKey(token).request('GET', '/v1/plans')).status, 200)
})

test('a plan whose requester’s sign-in has ended waits: a yes is told, and once they are back it counts', async () => {
  const brief = await provider.tokenFor({ ...OMAR, sub: 'brief', email: MAYA.email }, 12)
  const maya = parley.withKey(brief)
  const jonas = parley.withKey(await provider.token(JONAS))
  const said = await maya.ask('put note N1')
  const plan = await maya.planOf(said)
  await endSignIn('brief')
  const before = desk.puts()
  const refused = await jonas.decide(plan, 'approve')
  assert.equal(refused.status, 423)
  assert.partialDeepStrictEqual(refused.body, { code: 'requester-signed-out' })
  assert.match(String(refused.body['detail']), /rights of Omar Haddad, whose sign-in has ended.*plan goes on waiting/)
  const back = parley.withKey(await provider.token({ ...OMAR, sub: 'brief', email: MAYA.email }))
  assert.equal((await back.plan(plan.id)).status, 'waiting')
  assert.equal((await jonas.decide(plan, 'approve')).status, 200)
  await back.settled(said.runId, 'done')
  assert.equal(desk.puts(), before + 1)
  assert.match(bearers().at(-1) ?? '', /^Bearer brief\.for\.desk\./)
})

test('a requester by an API key has no sign-in, and is told', async () => {
  const operator = parley.withKey(await provider.token({ ...JONAS, sub: 'ops', roles: ['operator'] }))
  const made = await operator.request<{ key: string }>('POST', '/v1/keys', { name: 'bot', scopes: ['chat', 'read'] })
  const bot = parley.withKey(made.body.key)
  const before = desk.server.calls.length
  const said = await bot.ask('show note N1')
  assert.match((await bot.answers(said.threadId))[0] ?? '', /your sign-in has ended\. Nothing was done/)
  assert.equal(desk.server.calls.length, before)
})

test('13: another’s order reads as one that doesn’t exist, and is in no answer, plan, event or log', async (t) => {
  const orders = await startTestShop(t)
  const service = await startParley(t, { shop: orders, environment: { LOG_LEVEL: 'debug' } })
  const customer = service.as('customer')
  const [theirs, nobodys] = [await customer.ask('Refund order B66'), await customer.ask('Refund order B99')]
  const [said, same] = await Promise.all([theirs, nobodys].map(({ threadId }) => customer.answers(threadId)))
  assert.match(said?.[0] ?? '', /I can't find order B66 among yours/)
  assert.equal(said?.[0]?.replace('B66', 'B99'), same?.[0])
  const { refunds, mails } = await orders.book()
  assert.deepEqual([refunds, mails], [[], []])
  await service.stop()
  const kept = (await rowsOf(service.place)) + service.log()
  assert.match(kept, /"answer" *: *\{[^\n]*B66|B66[^\n]*"answer"/, 'that B66 was asked for is kept')
  for (const secret of ['Gift for my sister', '2026-09-20']) assert.ok(!kept.includes(secret), secret)
})

test('16: a key without decide decides nothing, and one without operate neither accepts nor stops', async (t) => {
  const orders = await startTestShop(t)
  const service = await startParley(t, { shop: orders })
  const operator = service.as('operator')
  const plan = await service.as('customer').planOf(await service.as('customer').ask('Refund order A17'))
  const roles = ['support-lead', 'operator']
  const keyWith = async (scopes: readonly string[]) => {
    const made = await operator.request<{ key: string }>('POST', '/v1/keys', { name: 'k', roles, scopes })
    return service.withKey(made.body.key)
  }
  const reader = await keyWith(['read'])
  assert.equal((await reader.decide(plan, 'approve')).status, 403)
  assert.equal((await reader.request('POST', '/v1/stops', { kind: 'tenant', why: 'x' })).status, 403)
  const accepting = { tool: 'shop/orders.get', hash: 'sha256:0' }
  assert.equal((await reader.request('POST', '/v1/tools/acceptances', accepting)).status, 403)
  const decider = await keyWith(['read', 'decide'])
  assert.equal((await decider.request('POST', '/v1/stops', { kind: 'tenant', why: 'x' })).status, 403)
  assert.equal((await decider.plan(plan.id)).status, 'waiting')
  assert.deepEqual((await orders.book()).refunds, [])
  assert.equal((await decider.decide(plan, 'approve')).status, 200)
})

const onPostgres = { skip: parley.place.kind !== 'postgres' && 'rows can’t be changed beside a running server' }

test('18: a role revoked after the yes and before apply stops the plan, and it asks again', onPostgres, async (t) => {
  const orders = await startTestShop(t)
  const web = await startParley(t, { shop: orders, environment: { RUN_WORKER: 'false' } })
  const worker = await startWorkerProcess({ shop: orders, place: web.place })
  const [customer, lead] = [web.as('customer'), web.as('support-lead')]
  const said = await customer.ask('Refund order A17')
  const plan = await customer.planOf(said)
  await worker.stop()
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await using owner = await openPlaceAsOwner(web.place)
  await owner.exec(`update principals set roles = '{}' where id = 'support-lead'`)
  await worker.start()
  await customer.event(said.threadId, (event) => event.type === 'plan-proposed' && event.digest !== plan.digest)
  await customer.settled(said.runId, 'waiting')
  const again = await customer.plan(plan.id)
  assert.deepEqual([again.status, again.awaits], ['waiting', ['support-lead']])
  assert.deepEqual((await orders.book()).refunds, [])
  // Who lost the role can’t say it again.
  assert.ok([403, 404].includes((await lead.decide(again, 'approve')).status))
})

deep('18: a yes by a key that was ended before the next yes counts no more: both are asked again', async (t) => {
  const orders = await startTestShop(t)
  const agents = await copyAgents(t)
  await agents.change('policy.cedar', '@ask("support-lead")', '@ask("2 support-lead")')
  const service = await startParley(t, { shop: orders, environment: { AGENTS_DIR: agents.dir } })
  const [operator, customer, lead] = [service.as('operator'), service.as('customer'), service.as('support-lead')]
  const newKey = async () => {
    const key = { name: 'night desk', roles: ['support-lead'], scopes: ['read', 'decide'] }
    const { body } = await operator.request<{ id: string; key: string }>('POST', '/v1/keys', key)
    return { id: body.id, decider: service.withKey(body.key) }
  }
  const ends: Readonly<Record<string, (keyId: string) => Promise<unknown>>> = {
    revoked: (id) => operator.request('DELETE', `/v1/keys/${id}`),
    'past its time': (id) => asOwnerOf(service, `update api_keys set expires_at = now() where id = '${id}'`),
    'for reading alone': (id) => asOwnerOf(service, `update api_keys set scopes = '{read}' where id = '${id}'`),
  }
  for (const [what, end] of Object.entries(ends)) {
    await t.test(what, async () => {
      const said = await customer.ask('Refund order A17')
      const plan = await customer.planOf(said)
      const { id, decider } = await newKey()
      assert.equal((await decider.decide(plan, 'approve')).status, 200)
      assert.deepEqual((await customer.plan(plan.id)).people, { asked: 2, yes: 1 })
      await end(id)
      assert.equal((await lead.decide(plan, 'approve')).status, 200)
      await customer.event(said.threadId, (event) => event.type === 'plan-proposed' && event.digest !== plan.digest)
      await customer.settled(said.runId, 'waiting')
      const again = await customer.plan(plan.id)
      assert.deepEqual([again.status, again.people], ['waiting', { asked: 2, yes: 0 }])
      assert.ok([401, 403].includes((await decider.decide(again, 'approve')).status))
      assert.deepEqual((await orders.book()).refunds, [])
      const other = await newKey()
      assert.equal((await other.decider.decide(again, 'approve')).status, 200)
      assert.equal((await lead.decide(again, 'approve')).status, 200)
      await customer.settled(said.runId, 'done')
      assert.equal((await orders.book()).refunds.length, 1)
      await orders.renew()
    })
  }
})

/** The bearer of each call of a tool. */
function bearers(): readonly string[] {
  return desk.server.calls.map(({ headers }) => headers.authorization ?? '')
}

async function endSignIn(id: string): Promise<void> {
  const end = `update sign_ins set expires_at = now() - interval '1 second' where principal_id = '${id}'`
  await asOwnerOf(parley, end)
}

/** Changes a row; the embedded database can't be open twice. */
async function asOwnerOf(service: TestParley, statement: string): Promise<void> {
  const isEmbedded = service.place.kind !== 'postgres'
  if (isEmbedded) await service.stop()
  {
    await using owner = await openPlaceAsOwner(service.place)
    await owner.exec(statement)
  }
  if (isEmbedded) await service.start()
}

async function everyRow(): Promise<string> {
  return await rowsOf(parley.place)
}

async function rowsOf(place: typeof parley.place): Promise<string> {
  await using owner = await openPlaceAsOwner(place)
  const tables = await owner.run(`select tablename from pg_tables where schemaname = 'public'`)
  const dumps = tables.map(async ({ tablename }) => {
    const rows = await owner.run(`select row_to_json(t)::text as row from "${String(tablename)}" t`)
    return rows.map(({ row }) => String(row)).join('\n')
  })
  return (await Promise.all(dumps)).join('\n')
}
