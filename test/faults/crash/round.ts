import type { Scope } from '../../helpers/database.ts'
import { atWork } from '../../helpers/at-work.ts'
import { startWorkerProcess } from '../../helpers/parley-process.ts'
import type { Said } from '../../helpers/parley-client.ts'
import { COMES_WITHIN_MS } from '../../helpers/patient.ts'
import { randomNumbers } from '../../helpers/random-numbers.ts'
import { until } from '../../helpers/until.ts'
import { KINDS } from './bank.ts'
import { openHouse } from './house.ts'
import { judge, type Judgement } from './judge.ts'
import { nameOf, schedule, type Moment } from './moments.ts'
import { startPeople } from './people.ts'
import { openVictim, type Victim } from './victims.ts'
import { startWatch } from './watch.ts'

/** What came of a round, by the bank's book and by what is stored. */
export interface RoundReport extends Judgement {
  readonly kills: number
  /** The moments at which a worker did die, by their names. */
  readonly hits: readonly string[]
  readonly plans: number
  readonly payments: number
  /** The steps that were put before a person. */
  readonly asked: ReadonlySet<string>
  /** Workers that ended by themselves. */
  readonly exits: number
  readonly seconds: number
}

/** Workers that are being started while one works: starting takes longer than dying. */
const STANDING_BY = 3

/** What a step rests for at most before it is tried once more, where it was tried for long: on a slow machine, in a long round. */
const RESTS_FOR_MS = 300_000

/** Opens a house, kills a worker after the other in it, and lets one that lives finish what they left. */
export async function killInARow(
  scope: Scope,
  options: { readonly kills: number; readonly seed: number },
): Promise<RoundReport> {
  const random = randomNumbers(options.seed)
  const house = await openHouse(scope)
  const { bank, place, parley, worker } = house
  let working: Victim | null = null
  house.onCall = (request) => working?.onCall(request) ?? 'pass'
  const watch = startWatch()
  const customer = parley.as('customer')
  const said: (Said & { readonly ref: string })[] = []
  const standing: Promise<Victim>[] = []
  const victims: Victim[] = []
  // Whatever else goes wrong: one that is still starting would miss the house when it is gone.
  await using _ = { [Symbol.asyncDispose]: async () => void (await Promise.allSettled(standing)) }
  await using people = startPeople(parley.as('support-lead'), bank, parley.as('operator'))
  await workInPeace()
  for (let index = 0; index < STANDING_BY; index++) {
    const victim = await openVictim(scope, { ...worker, watch })
    victims.push(victim)
    standing.push(victim.start().then(() => victim))
  }
  const hits: string[] = []
  const since = performance.now()
  let kills = 0
  const groups = schedule(options.kills, random)
  while (groups.length > 0 && kills < 2 * options.kills) {
    const group = groups.shift() ?? []
    for (const moment of group) {
      kills += 1
      atWork(`kill ${kills}: ${nameOf(moment)}`)
      if (await killAt(moment)) {
        hits.push(nameOf(moment))
      } else {
        groups.unshift(group)
        break
      }
    }
  }
  const seconds = Math.round((performance.now() - since) / 1_000)
  working = await next()
  working.live()
  // A run that waits for somebody waits for our people. One that was given up may leave a step to them, and goes no further.
  for (const { runId } of said) await end(runId)
  await people.rest()
  await Promise.all(standing)
  const judgement = await judge(place, bank.book, said)
  const payments = bank.book.length
  const exits = victims.reduce((sum, victim) => sum + victim.exits(), 0)
  return { ...judgement, kills, hits, plans: said.length, payments, asked: people.asked, exits, seconds }

  async function end(runId: string): Promise<void> {
    await until(
      async () => {
        atWork(`run ${runId} ends`)
        const { body } = await customer.request<{ status: string }>('GET', `/v1/runs/${runId}`)
        return ['done', 'failed'].includes(body.status)
      },
      AbortSignal.timeout(RESTS_FOR_MS + COMES_WITHIN_MS),
    )
  }

  /** One that does its work and ends in peace leaves what it compiled to those that won't. */
  async function workInPeace(): Promise<void> {
    const peaceful = await startWorkerProcess(worker)
    await say()
    for (const { runId } of said) await customer.settled(runId, 'done')
    await peaceful.stop()
  }

  async function next(): Promise<Victim> {
    const victim = await standing.shift()
    if (!victim) throw new Error('nobody stands by')
    return victim
  }

  /** False where a worker didn't come to the moment in time. It is dead all the same. */
  async function killAt(moment: Moment): Promise<boolean> {
    const victim = await next()
    working = victim
    await say()
    const isHit = await victim.work(moment)
    standing.push(victim.start().then(() => victim))
    return isHit
  }

  async function say(): Promise<void> {
    const first = KINDS[Math.floor(random() * 3)] ?? 'keyed'
    // Every fourth is large, and waits for somebody's yes.
    const ref = `${said.length % 4 === 0 ? 'L' : 'S'}${said.length + 1}`
    watch.expect(ref, first)
    const entry = { ref, threadId: '', messageId: '', runId: '' }
    said.push(entry)
    Object.assign(entry, await customer.say(`settle account ${ref} ${first} first`))
  }
}
