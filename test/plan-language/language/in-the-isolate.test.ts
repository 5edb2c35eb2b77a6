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
  ['a regular expression', "say('Order A17, B2'.replace(/([A-Z])(\\d+)/g, '$2$1'))", 'Order 17A, 2B'],
  ['letters of any language', "say([...'año 7'.matchAll(/\\p{L}/gu)].length + '')", '3'],
  ['a number as it is written somewhere', "say((1234567.5).toLocaleString('de-DE'))", '1.234.567,5'],
  [
    'a day as it is written somewhere',
    "say(new Date('2026-01-31').toLocaleDateString('en-US', { dateStyle: 'long' }))",
    'January 31, 2026',
  ],
  [
    'a map of lists',
    "const m = new Map(); for (const w of ['a', 'b', 'a']) m.set(w, (m.get(w) ?? 0) + 1); say(JSON.stringify([...m]))",
    '[["a",2],["b",1]]',
  ],
] as const) {
  test(`in the isolate as outside: ${title}`, async () => {
    const result = await run(sandbox(), program(source))
    assert.partialDeepStrictEqual(result, { ok: true, said: { text: said } })
  })
}
