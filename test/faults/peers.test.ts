import assert from 'node:assert/strict'
import { test } from 'node:test'
import { howMany, inANight, SEED } from '../helpers/depth.ts'
import { NOTHING_WRONG, wrongIn } from './crash/judge.ts'
import { keepRound } from './nights/rounds.ts'
import { faultInARow } from './peers/round.ts'
import type { Sandbox } from './peers/house.ts'

// No fault of a peer ends our process, and no turn that was taken in is lost, done twice or told untruly by one. It is a
// process of its own: an `error` event that nobody listens to, a rejection that nobody handles and whatever is thrown where
// nobody catches end it.
const FAULTS = howMany({ quick: 24, deep: inANight('PEER_FAULTS', 600) })
/** Faults of one server, which takes as long to start as ten of them. Each round is judged by itself. */
const A_ROUND = howMany({ quick: 8, deep: 200 })

const AROUND: Readonly<Record<Sandbox, string>> = {
  children: 'on the way to database, tools and model, and children that die',
  host: 'on the way to database, tools, model and a sandbox host',
}

for (let left = FAULTS, seed = SEED; left > 0; left -= A_ROUND, seed += 1) {
  const faults = Math.min(left, A_ROUND)
  const sandbox = (seed - SEED) % 2 === 0 ? 'children' : 'host'
  test(`${faults} faults ${AROUND[sandbox]}, don’t end the server, and each turn ends once, as told (seed ${seed})`, async (t) => {
    const report = await faultInARow(t, { faults, seed, sandbox })
    const { needless, duplicates, forbidden, untrue, strays, lost, stuck, failed, exits, turns } = report
    const sums = {
      needless: needless.length,
      abandoned: lost.length + stuck.length,
      failed: failed.length,
      exits: exits.length,
      wrong: [duplicates, forbidden, untrue, strays].flat().length,
    }
    const at = new Date().toISOString()
    t.diagnostic(await keepRound({ of: 'network faults', at, seed, faults, turns, ...sums }))
    t.diagnostic(`${report.effects} steps, ${report.unknowns.length} put before a person, ${report.setAside} set aside`)
    if (sums.abandoned > 0) t.diagnostic(report.log)
    assert.deepEqual(exits, [])
    assert.deepEqual(wrongIn(report), NOTHING_WRONG)
    assert.deepEqual(needless, [])
  })
}
