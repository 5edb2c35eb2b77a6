import assert from 'node:assert/strict'
import { test } from 'node:test'
import { read, readAs } from '../helpers/slots.ts'

const EUR = "{ type: 'money', currencies: ['EUR'] }"
const TWO = "{ type: 'money', currencies: ['EUR', 'USD'] }"
const MANY = "{ type: 'money', currencies: ['EUR', 'USD', 'JPY', 'KWD', 'CHF'], currency: 'EUR' }"
const LIMITED = "{ type: 'money', currencies: ['EUR'], min: '5.00 EUR', max: '500 EUR' }"
const DATE = "{ type: 'date' }"
const COMING = "{ type: 'date', earliest: 'today', latest: 'today+90d' }"
const PAST = "{ type: 'date', latest: 'today' }"
const EMAIL = "{ type: 'email' }"
const WORK = "{ type: 'email', domains: ['example.com'] }"
const NUMBER = "{ type: 'number' }"
const COUNT = "{ type: 'integer', min: 1, max: 5, label: 'bags' }"
const CHOICE = "{ type: 'choice', of: { damaged: ['broken', 'doesn’t work'], late: ['too late'], other: [] } }"
const ORDER = "{ type: 'pattern', pattern: '[A-Z]\\\\d+' }"
const TEXT = "{ type: 'text', min: 3, max: 12 }"

const ROWS: readonly (readonly [slot: string, text: string, expected: unknown])[] = [
  // Money
  [EUR, '12.50 EUR', '12.50 EUR'],
  [EUR, '€12.50', '12.50 EUR'],
  [EUR, '12,50 €', '12.50 EUR'],
  [EUR, 'EUR 12', '12.00 EUR'],
  [EUR, 'EUR12.5', '12.50 EUR'],
  [EUR, '12eur please', '12.00 EUR'],
  [EUR, '1.200,00 EUR', '1200.00 EUR'],
  [EUR, '1,200.00 EUR', '1200.00 EUR'],
  [EUR, '1’200.50 euros', '1200.50 EUR'],
  [EUR, '1 200,50 EUR', 'which: 1200.50 EUR'],
  [EUR, '1.234.567 EUR', '1234567.00 EUR'],
  [EUR, '1.200 EUR', 'which: 1200.00 EUR | 1.20 EUR'],
  [EUR, '1,200 EUR', 'which: 1200.00 EUR | 1.20 EUR'],
  [EUR, '1.234 EUR', 'which: 1234.00 EUR'],
  [EUR, 'give me 2 300 EUR', 'which: 2300.00 EUR'],
  [EUR, '0.20 EUR', '0.20 EUR'],
  [EUR, '12.505 EUR', 'which: 12505.00 EUR'],
  [EUR, '12.5051 EUR', 'wrong: I don’t see an amount such as 12.50 EUR in that.'],
  [EUR, '12.50', '12.50 EUR'],
  [EUR, 'about 20, please', '20.00 EUR'],
  [EUR, 'it was 5 days ago', null],
  [EUR, 'order A17', null],
  [EUR, '20%', null],
  [EUR, '50 cents', null],
  [EUR, '2k EUR', null],
  [EUR, '2 million EUR', null],
  [EUR, '12 EUR or 13 EUR', 'which: 12.00 EUR | 13.00 EUR'],
  [EUR, 'not 12 EUR, 13 EUR', '13.00 EUR'],
  [EUR, '-5 EUR', 'wrong: -5.00 EUR is less than nothing.'],
  [EUR, '−5 EUR', 'wrong: -5.00 EUR is less than nothing.'],
  [EUR, '0 EUR', 'wrong: 0.00 EUR is nothing; I need an amount.'],
  [EUR, '12 GBP', 'wrong: I can only take EUR.'],
  [EUR, '£12', 'wrong: I can only take EUR.'],
  [EUR, '90000000000000 EUR', '90000000000000.00 EUR'],
  [EUR, '99999999999999 EUR', 'wrong: I don’t see an amount such as 12.50 EUR in that.'],
  [EUR, '9999999999999999999 EUR', null],
  [EUR, '١٢ EUR', null],
  [EUR, '1２.50 EUR', '12.50 EUR'],
  [EUR, '\u202e05.21 EUR', null],
  [EUR, '\u200f12.50 EUR', '12.50 EUR'],
  [EUR, '12.3.2027 EUR', 'wrong: I don’t see an amount such as 12.50 EUR in that.'],
  [EUR, '1.2.3 EUR', 'wrong: I don’t see an amount such as 12.50 EUR in that.'],
  [EUR, 'EUR 12 USD', 'which: 12.00 EUR'],
  [EUR, '1e3 EUR', null],
  [TWO, '12', 'which: 12.00 EUR | 12.00 USD'],
  [TWO, '$12', '12.00 USD'],
  [MANY, '12', '12.00 EUR'],
  [MANY, '1,200 JPY', '1200 JPY'],
  [MANY, '12.5 JPY', 'wrong: I don’t see an amount such as 12.50 EUR in that.'],
  [MANY, '1.5 KWD', '1.500 KWD'],
  [MANY, '1.250 KWD', 'which: 1250.000 KWD | 1.250 KWD'],
  [LIMITED, '4.99 EUR', 'wrong: 4.99 EUR is less than I can take: at least 5.00 EUR.'],
  [LIMITED, '500.01 EUR', 'wrong: 500.01 EUR is more than I can take: at most 500.00 EUR.'],
  [LIMITED, '1.200 EUR', 'wrong: 1200.00 EUR is more than I can take: at most 500.00 EUR.'],
  // Dates, seen from Friday, 20 November 2026
  [DATE, '2027-03-12', '2027-03-12'],
  [DATE, '12 March 2027', '2027-03-12'],
  [DATE, 'March 12th, 2027', '2027-03-12'],
  [DATE, 'the 12th of march 2027', '2027-03-12'],
  [DATE, '12.3.2027', '2027-03-12'],
  [DATE, '12.03.2027.', '2027-03-12'],
  [DATE, '2027/03/12', '2027-03-12'],
  [DATE, '03/04/2027', 'which: 3 April 2027 | 4 March 2027'],
  [DATE, '3-4-2027', 'which: 3 April 2027 | 4 March 2027'],
  [DATE, '13/04/2027', '2027-04-13'],
  [DATE, '04/13/2027', '2027-04-13'],
  [DATE, '04/04/2027', '2027-04-04'],
  ["{ type: 'date', order: 'mdy' }", '03/04/2027', '2027-03-04'],
  ["{ type: 'date', order: 'dmy' }", '03/04/2027', '2027-04-03'],
  [DATE, '31 February 2027', 'wrong: 31 February 2027 isn’t in the calendar.'],
  [DATE, '2027-13-01', 'wrong: 2027-13-01 isn’t in the calendar.'],
  [DATE, '29 Feb', '2028-02-29'],
  [DATE, 'today', '2026-11-20'],
  [DATE, 'tomorrow, please', '2026-11-21'],
  [DATE, 'the day after tomorrow', '2026-11-22'],
  [DATE, 'in 3 days', '2026-11-23'],
  [DATE, 'in two weeks', '2026-12-04'],
  [DATE, 'on Monday', '2026-11-23'],
  [DATE, 'Friday', 'which: 20 November 2026 | 27 November 2026'],
  [DATE, 'next Friday', '2026-11-27'],
  [DATE, 'next Monday', '2026-11-23'],
  [DATE, 'next Saturday', 'which: 21 November 2026 | 28 November 2026'],
  [DATE, 'last Monday', 'which: 16 November 2026 | 9 November 2026'],
  [DATE, '12 March', '2027-03-12'],
  [DATE, '1 November', '2027-11-01'],
  [PAST, '1 November', '2026-11-01'],
  [COMING, '12 March 2027', 'wrong: 12 March 2027 is too late: the last day that I can take is 18 February 2027.'],
  [COMING, 'yesterday', 'wrong: 19 November 2026 is too early: the first day that I can take is 20 November 2026.'],
  [DATE, '12.3.27', null],
  [DATE, 'May I?', null],
  [DATE, '12:30', null],
  [DATE, '12 or 13 March 2027', '2027-03-13'],
  [DATE, '12 March 2027 or 14 March 2027', 'which: 12 March 2027 | 14 March 2027'],
  [DATE, 'not tomorrow, on Monday', '2026-11-23'],
  [DATE, '١٢.٣.٢٠٢٧', null],
  [DATE, '\u2067 2027-03-12', null],
  // E-mail
  [EMAIL, 'ana@example.com', 'ana@example.com'],
  [EMAIL, 'It’s <Ana.B+shop@mail.example.co.uk>.', 'Ana.B+shop@mail.example.co.uk'],
  [EMAIL, 'ana@example', null],
  [EMAIL, 'ana..b@example.com', null],
  [EMAIL, 'ana@example.com@evil.example', null],
  [EMAIL, 'аna@example.com', null],
  [EMAIL, 'ana@exämple.com', null],
  [EMAIL, 'ana@example.com, or eve@evil.example', 'which: ana@example.com | eve@evil.example'],
  [WORK, 'ana@EXAMPLE.com', 'ana@EXAMPLE.com'],
  [WORK, 'ana@example.com.evil.example', 'wrong: The address must end with @example.com.'],
  // Numbers
  [NUMBER, '3.5', 3.5],
  [NUMBER, '3,5', 3.5],
  [NUMBER, '-2', -2],
  [NUMBER, '1.200', 'which: 1200 | 1.2'],
  [NUMBER, 'three', 3],
  [NUMBER, '1e5', null],
  [NUMBER, 'ask me in 5 minutes', null],
  [NUMBER, '1 or 2', null],
  [NUMBER, 'make it 4 instead', 4],
  [NUMBER, 'not 3, 4', 4],
  [COUNT, '3 bags please', 3],
  [COUNT, 'my 2 orders had 4 bags', 4],
  [COUNT, '2.5', 'wrong: 2.5 isn’t a whole number.'],
  [COUNT, '7', 'wrong: 7 is more than I can take: at most 5.'],
  [COUNT, '0', 'wrong: 0 is less than I can take: at least 1.'],
  // Choices, patterns, texts
  [CHOICE, 'It came BROKEN', 'damaged'],
  [CHOICE, "it doesn't work", 'damaged'],
  [CHOICE, 'far too late', 'late'],
  [CHOICE, 'not damaged, late', 'late'],
  [CHOICE, 'damaged, not late', 'damaged'],
  [CHOICE, 'unbroken', null],
  [CHOICE, 'broken and too late', 'which: damaged | late'],
  [ORDER, 'A17', 'A17'],
  [ORDER, 'not A17, A12', 'A12'],
  [ORDER, 'A12 instead of A17', 'A12'],
  [ORDER, 'a17', 'A17'],
  [ORDER, 'A１７', 'A17'],
  [ORDER, 'A1²', 'A1'],
  [TEXT, '  hello \n', 'hello'],
  [TEXT, 'no', 'wrong: That’s too short: at least 3 characters.'],
  [TEXT, 'a little too long', 'wrong: That’s too long: at most 12 characters.'],
  [TEXT, '   ', null],
]

for (const [slot, text, expected] of ROWS) {
  const type = /type: '(\w+)'/.exec(slot)?.[1] ?? ''
  test(`as ${type}, ${JSON.stringify(text)} is ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(readAs(slot, text), expected)
  })
}

test('a bare number or a text is taken only for what was asked', () => {
  for (const [slot, text] of [
    [EUR, '12'],
    [NUMBER, '12'],
    [TEXT, 'hello'],
  ] as const)
    assert.equal(readAs(slot, text, { isAsked: false }), null)
})

test('which day it is depends on the zone, not on where the server stands', () => {
  const late = { now: '2026-11-20T23:30:00Z' }
  assert.equal(readAs("{ type: 'date', zone: 'Asia/Tokyo' }", 'tomorrow', late), '2026-11-22')
  assert.equal(readAs("{ type: 'date', zone: 'America/New_York' }", 'tomorrow', late), '2026-11-21')
})

test('a value names the words that it was read from, and what else it was made of', () => {
  for (const [slot, text, said, by] of [
    [DATE, 'make it tomorrow, please', 'tomorrow', ['clock']],
    [DATE, 'on 12 March 2027', '12 March 2027', []],
    [EUR, 'about €12,50', '€12,50', []],
    [EUR, 'about 12,50', '12,50', ['operator']],
    [CHOICE, 'it came Broken', 'Broken', []],
  ] as const) {
    const reading = read(slot, text)
    assert.equal(reading.kind, 'value')
    assert.partialDeepStrictEqual(reading, { filled: { said, by } })
    assert.ok(text.includes(said))
  }
})

for (const [what, text] of [
  ['digits', '1'.repeat(100_000)],
  ['groups of digits', '1.200,'.repeat(16_000)],
  ['amounts', '12.50 EUR '.repeat(10_000)],
  ['signs', '€'.repeat(100_000)],
  ['days', 'tomorrow '.repeat(11_000)],
  ['parts of dates', '1/1/'.repeat(25_000)],
  ['parts of addresses', 'a.'.repeat(50_000)],
  ['addresses', 'a@b.example '.repeat(8_000)],
  ['at signs', 'a@'.repeat(50_000)],
  ['words of a choice', 'broken '.repeat(14_000)],
  ['numbers', '1 '.repeat(50_000)],
  ['orders', 'A1 '.repeat(33_000)],
  ['blanks', ' '.repeat(100_000)],
  ['“not”', 'not '.repeat(25_000)],
] as const) {
  test(`100,000 characters of ${what} are read in a moment, as every type`, { timeout: 120_000 }, () => {
    const started = process.cpuUsage()
    for (const slot of [EUR, MANY, DATE, EMAIL, NUMBER, CHOICE, ORDER, TEXT]) readAs(slot, text)
    const { user } = process.cpuUsage(started)
    assert.ok(user < 20_000_000, `${user / 1000} ms`)
  })
}
