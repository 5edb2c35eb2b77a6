import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { verifyEvidence, type Finding } from '../../bin/verify-evidence.ts'
import { databaseOfRelease } from '../helpers/database-of-release.ts'
import type { Scope } from '../helpers/database.ts'
import { deep } from '../helpers/depth.ts'
import { startDeskOfRelease, type DeskOfRelease } from '../helpers/desk-of-release.ts'
import { opened, readEvidence, type EvidenceFile } from '../helpers/evidence.ts'
import type { PersonClient } from '../helpers/parley-client.ts'
import { releaseFixtures, type ReleaseFixture } from '../helpers/release-fixture.ts'

// Each release left a database with plans in every state. This version opens it, and goes on with them.
const RELEASES = releaseFixtures()

test('there is a release to upgrade from, and each is named as its folder', () => {
  assert.ok(RELEASES.length > 0)
  for (const { plans, rowsFile } of RELEASES) assert.ok(rowsFile.endsWith(join(plans.release, 'rows.sql')))
})

for (const release of RELEASES) {
  describe(`a database of ${release.plans.release}`, { concurrency: 1 }, () => upgraded(release))
}

function upgraded(release: ReleaseFixture): void {
  const { waiting, begun, unknown, done } = release.plans
  let desk: DeskOfRelease
  const as = (person: string): PersonClient => desk.parley.as(person)
  const closing = new AsyncDisposableStack()
  const scope: Scope = { after: (cleanUp) => closing.defer(cleanUp) }
  before(async () => {
    desk = await startDeskOfRelease(scope, release, await databaseOfRelease(scope, release))
  })
  after(() => closing.disposeAsync())

  test('the step that had begun is called again with the key that it had, once, and ends well', async () => {
    await as('customer').settled(begun.runId, 'done')
    const plan = await as('customer').plan(begun.id)
    assert.deepEqual([plan.status, plan.digest], ['done', begun.digest])
    const call = { tool: 'notes.put', id: begun.note, place: 'archive', key: begun.key }
    assert.deepEqual(await desk.calls(begun.note), [call])
    assert.equal((await as('customer').answers(begun.threadId)).length, 1)
  })

  test('the plan that waited is approved by its unchanged digest, and done once', async () => {
    const plan = await as('support-lead').plan(waiting.id)
    assert.deepEqual([plan.status, plan.digest, plan.awaits], ['waiting', waiting.digest, ['support-lead']])
    assert.equal((await as('support-lead').decide(waiting, 'approve')).status, 200)
    await as('customer').settled(waiting.runId, 'done')
    const ended = await as('customer').plan(waiting.id)
    assert.deepEqual([ended.status, ended.digest, ended.settings], ['done', waiting.digest, []])
    assert.equal((await desk.calls(waiting.note)).length, 1)
  })

  test('the step of which nobody knows is still asked about, and its run ends when a person says that it happened', async () => {
    const plan = await as('support-lead').plan(unknown.id)
    assert.deepEqual([plan.status, plan.digest, plan.mayResolve], ['unknown', unknown.digest, true])
    const { waitingFor } = await as('customer').settled(unknown.runId, 'waiting')
    assert.equal(waitingFor?.type, 'resolution')
    const said = { outcome: 'happened', note: 'It lies in the bin' }
    const { status } = await as('support-lead').request('POST', `/v1/plans/${unknown.id}/effects/0/resolution`, said)
    assert.equal(status, 200)
    await as('customer').settled(unknown.runId, 'done')
    assert.equal((await as('customer').plan(unknown.id)).status, 'done')
    assert.match((await as('customer').answers(unknown.threadId)).at(-1) ?? '', /^Done/m)
    assert.deepEqual(await desk.calls(unknown.note), [])
  })

  test('the evidence that was kept is as good as it was, with the key and the anchors that were kept with it', async () => {
    const findings = await verified(await readFile(release.evidence), release)
    assert.deepEqual(wrongs(findings), [])
    for (const words of [/which you gave/, /None is withheld/, /digest follows/, /anchors? agree/])
      assert.ok(findings.some(({ kind, text }) => kind === 'ok' && words.test(text)))
  })

  test('evidence of what was done then is downloaded again under the same key, and says the same', async () => {
    const kept: EvidenceFile = JSON.parse(await readFile(release.evidence, 'utf8'))
    const again = await readEvidence(as('operator'), done.id)
    const response = await fetch(`${desk.parley.url}/v1/plans/${done.id}/evidence`, {
      headers: { authorization: `Bearer ${as('operator').key}` },
    })
    const findings = await verified(await response.bytes(), release)
    assert.deepEqual(wrongs(findings), [])
    assert.deepEqual(again.signature['publicKey'], kept.signature['publicKey'])
    for (const part of ['approved', 'seal', 'decisions', 'ledger', 'chain'])
      assert.deepEqual(opened<Record<string, unknown>>(again)[part], opened<Record<string, unknown>>(kept)[part], part)
    assert.deepEqual(await desk.calls(done.note), [])
  })
}

for (const release of RELEASES) {
  deep(
    `a plan of ${release.plans.release} whose procedure has another example by now is asked about again, and done once`,
    async (t) => {
      const folder = await mkdtemp(join(tmpdir(), 'desk-agents-'))
      t.after(() => rm(folder, { recursive: true, force: true }))
      await cp(release.agentsDir, folder, { recursive: true })
      const file = join(folder, 'desk/playbooks/put.js')
      const text = await readFile(file, 'utf8')
      assert.ok(text.includes("['put note N1']"))
      await writeFile(file, text.replace("['put note N1']", "['put note N1', 'archive note N1']"))
      const place = await databaseOfRelease(t, release)
      const { parley, calls } = await startDeskOfRelease(t, { ...release, agentsDir: folder }, place)
      const { waiting } = release.plans
      const [customer, lead] = [parley.as('customer'), parley.as('support-lead')]
      assert.equal((await lead.decide(waiting, 'approve')).status, 200)
      // Of what was sealed then only the hash of the whole file is known, so that it may be any change.
      await customer.event(
        waiting.threadId,
        (event) => event.type === 'plan-proposed' && event.digest !== waiting.digest,
      )
      await customer.settled(waiting.runId, 'waiting')
      assert.deepEqual(await calls(waiting.note), [])
      const again = await lead.plan(waiting.id)
      assert.deepEqual([again.awaits, again.settings.map(({ setting }) => setting)], [['support-lead'], ['procedure']])
      assert.equal((await lead.decide(again, 'approve')).status, 200)
      await customer.settled(waiting.runId, 'done')
      assert.equal((await customer.plan(waiting.id)).status, 'done')
      assert.equal((await calls(waiting.note)).length, 1)
    },
  )
}

async function verified(evidence: Uint8Array, release: ReleaseFixture): Promise<readonly Finding[]> {
  const { keys }: { keys: { kid: string }[] } = JSON.parse(await readFile(release.evidenceKeys, 'utf8'))
  const anchors = (await readFile(release.anchors, 'utf8')).split('\n').filter((line) => line !== '')
  return verifyEvidence(evidence, { trusted: keys.map(({ kid }) => kid), anchors })
}

function wrongs(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ kind }) => kind === 'wrong')
}
