import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NOTHING_WRONG, wrongIn } from './crash/judge.ts'
import { ENUMERATED, nameOf } from './crash/moments.ts'
import { killInARow } from './crash/round.ts'
import { keepRound } from './nights/rounds.ts'
import { howMany, inANight, IS_DEEP, SEED, deep } from '../helpers/depth.ts'

// A worker is killed again and again inside the apply step: at each statement that begins, ends or takes over a step, at
// each call of the bank (`ENUMERATED`), and at random moments in between. The bank, in this process, outlives them all,
// and its book is the witness.
const KILLS = howMany({ quick: ENUMERATED.length, deep: inANight('CRASH_KILLS', 300) })
/** Kills in one house. Each round is judged by itself: a long run says early what it found, and loses little if it is ended. */
const A_ROUND = 100

const skip = process.env.DATABASE_URL === undefined && 'a worker by itself needs PostgreSQL'

// Whoever asked for kills mustn't be told that all is well when there were none.
if (skip !== false && IS_DEEP) {
  test(`a worker is killed ${KILLS} times`, () => {
    assert.fail('No worker was killed: a worker by itself needs PostgreSQL. Set DATABASE_URL to one with pgvector.')
  })
}

for (let left = KILLS, seed = SEED; left > 0; left -= A_ROUND, seed += 1) {
  const kills = Math.min(left, A_ROUND)
  deep(
    `32: a worker killed ${kills} times while it applies plans pays nobody twice and loses nothing`,
    { skip },
    async (t) => {
      t.diagnostic(`seed ${seed}`)
      const report = await killInARow(t, { kills, seed })
      const { hits, unknowns, asked, needless } = report
      t.diagnostic(
        `${report.kills} kills in ${report.seconds} s, ${hits.length} at their moment, over ${report.plans} plans with ` +
          `${report.effects} steps: ${report.payments} payments; ${unknowns.length} steps unknown, ${asked.size} put ` +
          `before a person, ${needless.length} of them needlessly; ${report.setAside} times set aside, ` +
          `${report.failed.length} runs failed, ${report.strays.length} totals astray, ${report.exits} exits.`,
      )
      const { duplicates, forbidden, untrue, strays } = report
      t.diagnostic(
        await keepRound({
          of: 'kills',
          at: new Date().toISOString(),
          seed,
          faults: report.kills,
          turns: report.plans,
          needless: needless.length,
          abandoned: report.lost.length + report.stuck.length,
          failed: report.failed.length,
          exits: report.exits,
          wrong: [duplicates, forbidden, untrue, strays].flat().length,
        }),
      )
      assert.deepEqual(wrongIn(report), NOTHING_WRONG)
      assert.equal(report.exits, 0)
      for (const step of needless) t.diagnostic(`needless: ${step}`)
      // In a check a busy machine's own timeouts are among the kills.
      if (IS_DEEP) assert.deepEqual(needless, [])
      assert.deepEqual(
        unknowns.filter((step) => !asked.has(step)),
        [],
      )
      const missing = ENUMERATED.map(nameOf).filter((name) => !hits.includes(name))
      // Fewer kills than moments reach some of them only.
      if (kills >= ENUMERATED.length) assert.deepEqual(missing, [])
      assert.ok(hits.length >= kills, `${hits.length} hits`)
    },
  )
}
