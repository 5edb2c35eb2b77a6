import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { copyAgents } from '../helpers/agents.ts'
import { openPlaceAsOwner, testPlace } from '../helpers/database.ts'
import { JONAS, MAYA, startIdentityProvider } from '../helpers/identity-provider.ts'
import { startParley } from '../helpers/parley.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy, type ProxyAction } from '../helpers/tool-proxy.ts'

// Two tenants on one server: whoever may do everything in the one is nobody to the plans of the other.
const onPostgres = { skip: process.env.DATABASE_URL === undefined && 'an embedded database has one tenant' }

test('another tenant’s plan is to every request what no plan is', onPostgres, async (t) => {
  const provider = await startIdentityProvider(t)
  const shop = await startTestShop(t)
  let onCall: (tool: string | null) => ProxyAction = () => 'pass'
  const proxy = await startToolProxy(t, shop.url, ({ tool }) => onCall(tool))
  const place = await testPlace(t)
  await using owner = await openPlaceAsOwner(place)
  await owner.exec(`insert into tenants (tenant_id, name) values ('other', 'Other')`)
  // Mail without a key can't be called again, and nobody can look it up.
  const agents = await copyAgents(t)
  const later = '    later: [values]\n'
  await agents.change('tools.yaml', `${later}    idempotencyKey: key\n    keyLives: 24h\n`, later)
  const environment = { OIDC_ISSUER: provider.issuer, OIDC_AUDIENCE: provider.audience, AGENTS_DIR: agents.dir }
  const parley = await startParley(t, { shop: { url: proxy.url, token: shop.token }, place, environment })
  const maya = parley.withKey(await provider.token(MAYA))
  const jonas = parley.withKey(await provider.token(JONAS))
  const roles = ['support-lead', 'finance', 'operator', 'auditor']
  const token = await provider.token({ ...JONAS, tenant: 'other', roles })
  // The same name in another tenant, and a person who has asked for something there.
  const theirs = parley.withKey(token)
  assert.equal((await theirs.request('POST', '/v1/threads', {})).status, 201)

  /** The answer, byte for byte, with the id that was asked for taken out. */
  async function bytes(method: string, path: string, id: string, body?: unknown): Promise<string> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }
    const response = await fetch(`${parley.url}${path}`, init)
    return `${response.status} ${(await response.text()).replaceAll(id, 'ID')}`
  }

  onCall = (tool) => (tool === 'mail.send' ? 'drop-after' : 'pass')
  const lost = await maya.ask('Refund order A12')
  const unknown = await maya.planOf(lost)
  assert.equal(unknown.status, 'unknown')
  const waiting = await maya.ask('Refund order A17')
  const { id, digest } = await maya.planOf(waiting)

  const changes = [{ effect: 0, path: '/amount', value: 100 }]
  const note = { outcome: 'happened', note: 'looked' }
  const REQUESTS: readonly (readonly [what: string, id: string, method: string, path: string, body?: unknown])[] = [
    ['read', id, 'GET', ''],
    ['explain', id, 'GET', '/explanation'],
    ['replay', id, 'GET', '/replay'],
    ['messages', id, 'GET', '/messages'],
    ['evidence', id, 'GET', '/evidence'],
    ['approve', id, 'POST', '/decisions', { digest, decision: 'approve' }],
    ['reject', id, 'POST', '/decisions', { digest, decision: 'reject', reason: 'other' }],
    ['edit', id, 'POST', '/decisions', { digest, decision: 'edit', changes }],
    ['resolve', unknown.id, 'POST', '/effects/1/resolution', note],
  ]
  for (const [what, planId, method, path, body] of REQUESTS) {
    await t.test(`${what}: 404, the same bytes as for an id that nothing has`, async () => {
      const nobody = randomUUID()
      const answer = await bytes(method, `/v1/plans/${planId}${path}`, planId, body)
      assert.match(answer, /^404 /)
      assert.equal(answer, await bytes(method, `/v1/plans/${nobody}${path}`, nobody, body))
    })
  }

  await t.test('its thread, run and events are as little there, and no list has any of it', async () => {
    const { threadId, runId } = waiting
    for (const path of [
      `/v1/threads/${threadId}/messages`,
      `/v1/threads/${threadId}/events?after=0`,
      `/v1/runs/${runId}`,
    ])
      assert.match(await bytes('GET', path, ''), /^404 /, path)
    assert.match(await bytes('POST', `/v1/runs/${runId}/cancel`, ''), /^404 /)
    for (const status of ['waiting', 'unknown']) {
      const { body } = await theirs.request<{ plans: unknown[] }>('GET', `/v1/plans?status=${status}`)
      assert.deepEqual(body.plans, [])
    }
  })

  await t.test('nothing came of any of it, and the plans go on', async () => {
    const now = await jonas.plan(id)
    assert.deepEqual([now.status, now.digest, now.decisions], ['waiting', digest, []])
    assert.equal((await jonas.plan(unknown.id)).effects[1]?.state, 'unknown')
    // A stop of everything is everything of one's own tenant.
    assert.equal((await theirs.request('POST', '/v1/stops', { kind: 'tenant', why: 'look' })).status, 201)
    onCall = () => 'pass'
    assert.equal((await jonas.decide(now, 'approve')).status, 200)
    await maya.settled(waiting.runId, 'done')
    assert.equal((await jonas.plan(id)).status, 'done')
  })
})
