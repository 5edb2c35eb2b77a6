import assert from 'node:assert/strict'
import { test } from 'node:test'
import { program, run, shareShopSandbox } from '../sandbox-helpers.ts'

const sandbox = shareShopSandbox()

// Each as in this process, where the other tests run it: the isolate is a bare V8 and not a Node.
for (const [title, source, said] of [
  [
    'a zone whose clocks change',
    "say(['2026-03-29T00:59:00Z', '2026-03-29T01:00:00Z'].map((t) => dates.format(t, 'HH:mm', 'Europe/Stockholm')).join())",
    '01:59,03:00',
  ],
  ['a zone far from UTC', "say(dates.format('2026-01-31T12:00:00Z', 'd MMM HH:mm', 'Asia/Kathmandu'))", '31 Jan 17:45'],
  [
    'a day that is 25 hours long',
    "say(dates.add('2026-10-24T12:00:00Z', { days: 1 }, 'America/New_York').toISOString())",
    '2026-10-25T12:00:00.000Z',
  ],
  [
    'a sum beyond floating point',
    "say(money.format(money.multiply({ amount: 100000, currency: 'EUR' }, 1.005)))",
    '1005.00 EUR',
  ],
] as const) {
  test(`in the isolate as outside: ${title}`, async () => {
    const result = await run(sandbox(), program(source))
    assert.partialDeepStrictEqual(result, { ok: true, said: { text: said } })
  })
}
