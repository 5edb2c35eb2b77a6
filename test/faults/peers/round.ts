import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import type { RunPage, RunView } from '#contract/run.ts'
import { FAULTS } from '../../helpers/chaos-proxy.ts'
import type { Scope } from '../../helpers/database.ts'
import type { PersonClient, Said } from '../../helpers/parley-client.ts'
import { randomNumbers } from '../../helpers/random-numbers.ts'
import { until } from '../../helpers/until.ts'
import { KINDS } from '../crash/bank.ts'
import { startPeople } from '../crash/people.ts'
import { openPeerHouse, type PeerHouse, type Sandbox } from './house.ts'
import { judgePeers, type PeerJudgement } from './judge.ts'

export interface PeerReport extends PeerJudgement {
  readonly faults: number
  /** Whether the server ended by itself, and what ended it. */
  readonly exits: readonly string[]
  /** What the server said. */
  readonly log: string
}

/** What is asked of the example agent; of the bank, to settle an account. */
const MESSAGES = [
  'Refund order A17',
  'How long is the warranty on lamps?',
  'hello',
  // Where the model takes it for a refund, its requester is asked first.
  'The lamp from A12 came in pieces, sort it out',
]

const KILLS_EVERY_MS = 4_000
const MOST_UNDER_WAY = 8
const RESTS_WITHIN_MS = 20_000
/** The longest that a step rests for, where the machine was too busy to answer any try before: only behind that it is stuck. */
const ENDS_WITHIN_MS = 330_000

interface SaidBy extends Said {
  readonly by: PersonClient
}

/** Asks, reads and follows while one link after the other has a fault, and judges what came of every turn. */
export async function faultInARow(
  scope: Scope,
  options: { readonly faults: number; readonly seed: number; readonly sandbox: Sandbox },
): Promise<PeerReport> {
  const random = randomNumbers(options.seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] ?? assert.fail()
  const house = await openPeerHouse(scope, options.sandbox, random)
  const { parley, links, place, bank } = house
  const [customer, other] = [parley.as('customer'), parley.as('other-customer')]
  const exits: string[] = []
  const said: SaidBy[] = []
  await using people = startPeople(parley.as('support-lead'), bank, parley.as('operator'), [customer, other])
  const killing = setInterval(() => options.sandbox === 'children' && killChild(parley.pid, pick), KILLS_EVERY_MS)
  for (let count = 0; count < options.faults && exits.length === 0; count += 1) {
    const [name, link] = pick(Object.entries(links))
    const fault = pick(FAULTS)
    // Each person may say so much in a minute.
    const by = count % 2 === 0 ? other : customer
    // Who is slow to say something says it when the fault is over, which must not begin again then and stay.
    let isOver = false
    const begin = () => {
      if (!isOver) link.fault = fault
    }
    const message = by === other ? settling() : { agent: 'support', text: pick(MESSAGES) }
    const asking = ask(house, by, message, begin)
    await Promise.race([asking.catch(() => null), delay(500)])
    begin()
    await delay(100 + 500 * random())
    isOver = true
    link.fault = null
    if (!isAlive(parley.pid)) exits.push(`${name} ${fault}`)
    const answer = await asking.catch(() => null)
    if (answer) said.push(answer)
    const earlier = said.at(-MOST_UNDER_WAY)
    if (earlier && said.length >= MOST_UNDER_WAY) await untilItRests(earlier)
  }
  clearInterval(killing)
  await untilAllHaveEnded(house)
  await people.rest()
  if (!isAlive(parley.pid)) exits.push('at the end')
  else if ((await parley.stop()) !== 0) exits.push('as it was stopped')
  const judgement = await judgePeers(place, bank, said)
  return { ...judgement, faults: options.faults, exits, log: parley.log() }

  function settling(): { readonly agent: string; readonly text: string } {
    const ref = `${random() < 0.25 ? 'L' : 'S'}${said.length}${Math.floor(random() * 1e6)}`
    return { agent: 'bank', text: `settle account ${ref} ${pick(KINDS)} first` }
  }
}

/** Says something in a thread that is followed meanwhile; null where it wasn't taken in. */
async function ask(
  { parley }: PeerHouse,
  by: PersonClient,
  { agent, text }: { readonly agent: string; readonly text: string },
  beforeItIsSaid: () => void,
): Promise<SaidBy | null> {
  const thread = await by.request<{ id: string }>('POST', '/v1/threads', { agent })
  if (thread.status !== 201) return null
  const { id } = thread.body
  void fetch(`${parley.url}/v1/threads/${id}/events?after=0`, {
    headers: { authorization: `Bearer ${by.key}`, accept: 'text/event-stream' },
    signal: AbortSignal.timeout(3_000),
  })
    .then((response) => response.text())
    .catch(() => {})
  beforeItIsSaid()
  const answer = await by.request<Said>('POST', `/v1/threads/${id}/messages`, { text })
  return answer.status === 202 ? { ...answer.body, threadId: id, by } : null
}

/** A server gets no more to do than it gets through: that would be a fault of the test's. */
async function untilItRests({ by, runId }: SaidBy): Promise<void> {
  const isAtRest = async () => {
    const { status, body } = await by.request<RunView>('GET', `/v1/runs/${runId}`)
    return status !== 200 || !['queued', 'running'].includes(body.status) || body.waitingFor !== null
  }
  await until(isAtRest, AbortSignal.timeout(RESTS_WITHIN_MS)).catch(() => {})
}

/** Of some turns their senders weren't told that they are taken in. What never ends is for the judge to tell. */
async function untilAllHaveEnded({ parley }: PeerHouse): Promise<void> {
  if (!isAlive(parley.pid)) return
  await until(async () => (await fetch(`${parley.url}/readyz`)).status === 200)
  const operator = parley.as('operator')
  // In one look: one after the other, a run goes from what is looked at next to what was looked at before.
  const haveEnded = async () => {
    const { status, body } = await operator.request<RunPage>('GET', '/v1/runs?limit=200')
    return status === 200 && body.runs.every((run) => !['queued', 'running', 'waiting'].includes(run.status))
  }
  await until(haveEnded, AbortSignal.timeout(ENDS_WITHIN_MS), () => delay(1_000)).catch(() => {})
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Kills one of its children, a sandbox's or a parser's, where it has one. */
function killChild(pid: number, pick: <T>(list: readonly T[]) => T): void {
  try {
    const children = execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
    process.kill(Number(pick(children.trim().split('\n'))), 'SIGKILL')
  } catch {
    // None is there now.
  }
}
