import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { z } from 'zod'
import { openPlaceAsOwner, testPlace } from '../helpers/database.ts'
import { SEED } from '../helpers/depth.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'

test(`a risk as text stands where the risk does, the riskiest first (seed ${SEED})`, async () => {
  await using owner = await openPlaceAsOwner(await testPlace({ after }))
  const random = randomNumbers(SEED)
  const numbers = [0, 1, 9, 10, 12_900, -1, Number.MAX_SAFE_INTEGER]
  const drawn = Array.from({ length: 400 }, () =>
    Array.from({ length: Math.floor(random() * 4) }, () => numbers[Math.floor(random() * numbers.length)]),
  )
  const rows = await owner.run(
    `select bool_and(by_text = by_risk) as alike, count(distinct by_risk)::int as several
       from (select dense_rank() over (order by risk desc) as by_risk,
                    dense_rank() over (order by risk_order(risk) collate "C") as by_text
               from (select array(select jsonb_array_elements_text(drawn)::bigint) as risk
                       from jsonb_array_elements($1::jsonb) drawn) risks) ranks`,
    [JSON.stringify(drawn)],
  )
  const [found] = z.array(z.object({ alike: z.boolean(), several: z.int() })).parse(rows)
  assert.ok(found && found.several > 50)
  assert.equal(found.alike, true)
})
