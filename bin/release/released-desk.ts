import assert from 'node:assert/strict'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DatabasePlace } from '../../test/helpers/database.ts'
import type { PersonClient, Said } from '../../test/helpers/parley-client.ts'
import { startParleyProcess, type ParleyProcess } from '../../test/helpers/parley-process.ts'
import { until } from '../../test/helpers/until.ts'
import { verifyEvidence, type Finding } from '../verify-evidence.ts'

/** The desk whose plans a release's database has: its agent and its tool server's program. */
export interface DeskFiles {
  readonly agentsDir: string
  readonly program: string
  /** Where the program writes what it was called to do. */
  readonly book: string
}

/** A conversation about one note, with its plan's id. */
export interface NotePlan extends Said {
  readonly note: string
  readonly planId: string
}

/** The four plans, and what was downloaded of the one that is done, byte for byte. */
export interface DeskPlans {
  readonly waiting: NotePlan
  readonly begun: NotePlan
  readonly unknown: NotePlan
  readonly done: NotePlan
  readonly evidence: Uint8Array
  readonly evidenceKeys: Uint8Array
  readonly anchors: Uint8Array
}

/**
 * Has this version's server make four plans through its API, and kills it in the middle of a step: one waits for a person,
 * one has begun, of one nobody knows what became, one is done.
 */
export async function playDesk(
  scope: { after(cleanUp: () => Promise<void>): unknown },
  place: DatabasePlace,
  desk: DeskFiles,
): Promise<DeskPlans> {
  const server = await startParleyProcess(scope, {
    place,
    shop: { url: 'http://127.0.0.1:9/mcp', token: 'none' },
    environment: { AGENTS_DIR: desk.agentsDir, DESK_PROGRAM: desk.program, DESK_BOOK: desk.book },
  })
  const customer = server.as('customer')
  const done = await approved(server, 'put', 'N3')
  await customer.settled(done.runId, 'done')
  const kept = await keptOf(server.as('operator'), server.url, done, place)
  const waiting = await asked(customer, 'put', 'N1')

  await writeFile(`${desk.book}.ends`, '')
  const unknown = await approved(server, 'shred', 'N4')
  await customer.settled(unknown.runId, 'waiting')
  await rm(`${desk.book}.ends`)

  await writeFile(`${desk.book}.hangs`, '')
  const begun = await approved(server, 'put', 'N2')
  await until(async () => (await readFile(desk.book, 'utf8')).includes('"N2"'))
  await server.kill()
  return { waiting, begun, unknown, done, ...kept }
}

async function asked(customer: PersonClient, verb: string, note: string): Promise<NotePlan> {
  const said = await customer.ask(`${verb} note ${note}`)
  const plan = await customer.planOf(said)
  assert.deepEqual([plan.status, plan.awaits], ['waiting', ['support-lead']])
  return { ...said, note, planId: plan.id }
}

async function approved(server: ParleyProcess, verb: string, note: string): Promise<NotePlan> {
  const asks = await asked(server.as('customer'), verb, note)
  const lead = server.as('support-lead')
  assert.equal((await lead.decide(await lead.plan(asks.planId), 'approve')).status, 200)
  return asks
}

// What is anchored is written within seconds after what it anchors.
async function keptOf(operator: PersonClient, url: string, { planId }: NotePlan, { dataDir }: DatabasePlace) {
  const evidence = await download(`${url}/v1/plans/${planId}/evidence`, operator)
  const evidenceKeys = await download(`${url}/v1/evidence-keys`, operator)
  const anchorsFile = join(dataDir, 'anchors.jsonl')
  const findings = async (): Promise<readonly Finding[]> => {
    const lines = (await readFile(anchorsFile, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '')
    return verifyEvidence(evidence, { trusted: null, anchors: lines })
  }
  await until(async () => (await findings()).some(({ text }) => /anchors? agree/.test(text)))
  assert.deepEqual(
    (await findings()).filter(({ kind }) => kind === 'wrong'),
    [],
  )
  return { evidence, evidenceKeys, anchors: await readFile(anchorsFile) }
}

async function download(url: string, { key }: PersonClient): Promise<Uint8Array> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${key}` } })
  assert.equal(response.status, 200, url)
  return response.bytes()
}
