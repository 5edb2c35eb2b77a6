import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createParser } from 'eventsource-parser'
import { eventReader } from '#channels/client/event-reader.ts'
import { QUICK_SEED } from '../helpers/depth.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'

type Told = readonly (readonly [string, string | null])[]

function read(pieces: readonly string[]): Told {
  const told: [string, string | null][] = []
  const take = eventReader((data, id) => void told.push([data, id]))
  pieces.forEach(take)
  return told
}

for (const [what, text, told] of [
  ['one event', 'id: 7\ndata: {"a":1}\n\n', [['{"a":1}', '7']]],
  [
    'an id is its own event’s',
    'id: 7\ndata: a\n\ndata: b\n\n',
    [
      ['a', '7'],
      ['b', null],
    ],
  ],
  ['lines of data are joined', 'data: a\ndata:b\ndata\n\n', [['a\nb\n', null]]],
  ['one blank behind the colon is none of the value', 'data:  a: b\n\n', [[' a: b', null]]],
  ['comments, names and times say nothing', ': still here\n\nretry: 2000\n\nevent: x\ndata: a\n\n', [['a', null]]],
  [
    'lines that end in CRLF, or in CR',
    'id: 7\r\ndata: a\r\n\r\ndata: b\r\rdata: c',
    [
      ['a', '7'],
      ['b', null],
    ],
  ],
  ['separators of text end no line', 'data: a\u2028b\u0085c\n\n', [['a\u2028b\u0085c', null]]],
  ['an event that isn’t whole is none', 'data: a\n', []],
] as const) {
  test(`a stream of events: ${what}, however it is cut`, () => {
    assert.deepEqual(read([text]), told)
    assert.deepEqual(read([...text]), told)
  })
}

test('made-up streams are read as by the parser of programs, however they are cut', () => {
  const random = randomNumbers(QUICK_SEED)
  const some = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] ?? assert.fail()
  for (let round = 0; round < 300; round += 1) {
    const end = some(['\n', '\r\n'])
    const line = () =>
      some(['data: x', 'data:', 'data', 'id: 4', ': c', '', '', 'retry: 1', 'event: e', 'datax: 1', 'a b: c'])
    const text = Array.from({ length: 12 }, () => line() + end).join('') + end
    const told: [string, string | null][] = []
    createParser({ onEvent: ({ data, id }) => void told.push([data, id ?? null]) }).feed(text)
    const at = Math.floor(random() * text.length)
    assert.deepEqual(read([text.slice(0, at), text.slice(at)]), told, JSON.stringify(text))
  }
})
