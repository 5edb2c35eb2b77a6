import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { Secret } from '#core/secret.ts'
import { howMany } from '../helpers/depth.ts'
import { openPlaceAsOwner, testPlace, type DatabasePlace } from '../helpers/database.ts'
import type { Said } from '../helpers/parley-client.ts'
import { startParley } from '../helpers/parley.ts'
import { startTestShop } from '../helpers/shop.ts'
import { mountSmallVolume, type SmallVolume } from '../helpers/small-volume.ts'
import { startToolProxy } from '../helpers/tool-proxy.ts'
import { until } from '../helpers/until.ts'

// The volume that the database writes to is filled to the brim while runs are under way, and given back. On PostgreSQL it
// has the tables and not the log, so that the server itself lives on.
const ADMIN = process.env.DATABASE_URL === undefined ? null : new Secret(process.env.DATABASE_URL)
const onPostgres = ADMIN !== null
const volume = mountSmallVolume({ after }, onPostgres ? 128 : 256)
const skip = volume === null && 'not run: this machine mounts no volume for a test'

const Ready = z.object({
  dependencies: z.object({ database: z.object({ detail: z.string(), warnings: z.array(z.string()).optional() }) }),
})

/** In a night long enough for a run to be tried more often than an attempt that counts may be. */
const FULL_FOR_MS = howMany({ quick: 4_000, deep: 25_000 })
/** Runs that are under way when it is full: steps of plans, and questions. */
const UNDER_WAY = howMany({ quick: 10, deep: 40 })

test('runs that are under way when the disk is full go on when there is space, and none fails', { skip }, async (t) => {
  assert.ok(volume)
  const place = onPostgres ? await placeOnPostgres(volume) : await placeInFolder(volume)
  const shop = await startTestShop({ after })
  let gate = Promise.withResolvers<void>()
  const tools = await startToolProxy({ after }, shop.url, ({ tool }) =>
    tool === 'refunds.create' ? { until: gate.promise } : 'pass',
  )
  const environment = { DATABASE_VOLUME: volume.folder, STORAGE_WARNING_SHARE: '0.1' }
  const parley = await startParley({ after }, { shop: { url: tools.url, token: shop.token }, place, environment })
  const customer = parley.as('customer')
  const lead = parley.as('support-lead')

  const database = async () => {
    const answer = await fetch(`${parley.url}/readyz`)
    return Ready.parse(await answer.json()).dependencies.database
  }
  assert.match((await database()).detail, /MB of \d+ MB are left \(\d+ %\)\.$/)
  assert.equal((await database()).warnings, undefined)

  const plans = []
  for (const order of ['A17', 'A12']) {
    const said = await customer.ask(`Refund order ${order}`)
    const plan = await customer.planOf(said)
    plans.push({ said, plan })
    assert.equal((await lead.decide(plan, 'approve')).status, 200)
  }
  await until(() => tools.requests.filter(({ tool }) => tool === 'refunds.create').length === plans.length)

  const asked = await Promise.all(
    Array.from({ length: UNDER_WAY - plans.length }, () => customer.say('How long is the warranty on lamps?')),
  )
  await volume.fill()
  // What is free in the tables' own pages is used up by questions that are still taken in.
  const taken: Said[] = [...asked]
  await until(async () => {
    const thread = await customer.request<{ id: string }>('POST', '/v1/threads', {})
    if (thread.status !== 201) return thread.status === 507
    const path = `/v1/threads/${thread.body.id}/messages`
    const text = `How long is the warranty on lamps? ${randomBytes(1_500).toString('hex')}`
    const answer = await customer.request<Said>('POST', path, { text })
    if (answer.status === 202) taken.push({ ...answer.body, threadId: thread.body.id })
    if (answer.status === 429) await delay(250)
    return answer.status === 507
  })
  gate.resolve()
  gate = Promise.withResolvers()
  gate.resolve()
  await delay(FULL_FOR_MS)
  // Reads go on.
  for (const { plan } of plans) assert.equal((await customer.plan(plan.id)).id, plan.id)
  await until(async () => (await database()).warnings?.[0]?.includes('fills up') === true)
  const metrics = await (await fetch(`${parley.url}/metrics`)).text()
  assert.match(metrics, /parley_storage_bytes\{of="left"\} \d+/)
  assert.match(parley.log(), /storage-low/)

  await volume.giveBack()
  for (const { runId } of [...plans.map(({ said }) => said), ...taken]) {
    const run = await customer.settled(runId, 'done', 'failed')
    assert.equal(run.status, 'done', `${runId}: ${JSON.stringify(run.failure)}`)
  }
  assert.equal((await shop.book()).refunds.length, plans.length)
  t.diagnostic(`${plans.length} steps under way, ${taken.length} questions taken in, all ended well`)
})

async function placeInFolder({ folder }: SmallVolume): Promise<DatabasePlace> {
  const place = await testPlace({ after }, 'documents')
  const dataDir = join(folder, 'data')
  await cp(place.dataDir, dataDir, { recursive: true })
  return { ...place, dataDir, environment: { DATA_DIR: dataDir } }
}

async function placeOnPostgres({ folder }: SmallVolume): Promise<DatabasePlace> {
  const place = await testPlace({ after }, 'documents')
  const tables = join(folder, 'tables')
  await mkdir(tables)
  execFileSync('chown', ['postgres', tables])
  const url = new URL(place.url?.reveal() ?? '')
  const name = url.pathname.slice(1)
  await using admin = await openPlaceAsOwner({ ...place, url: ADMIN })
  await admin.exec(`create tablespace ${name} location '${tables}'`)
  await admin.exec(`alter database ${name} set tablespace ${name}`)
  after(async () => {
    await using owner = await openPlaceAsOwner({ ...place, url: ADMIN })
    await owner.exec(`drop database if exists ${name} with (force)`)
    await owner.exec(`drop tablespace ${name}`)
  })
  return place
}
