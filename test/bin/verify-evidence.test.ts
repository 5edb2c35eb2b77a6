import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { canonicalJson } from '#core/commitment.ts'
import { canonical } from '../../bin/verify-evidence.ts'
import { howMany, SEED } from '../helpers/depth.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'

const FILE = join(import.meta.dirname, '../../bin/verify-evidence.ts')

test('the verifier imports nothing of ours and of nobody’s packages', () => {
  const text = readFileSync(FILE, 'utf8')
  const named = [...text.matchAll(/(?:from|import|require)\s*\(?\s*['"]([^'"]+)['"]/g)].map(([, name]) => name)
  assert.deepEqual(named, ['node:crypto', 'node:fs'])
  assert.doesNotMatch(text, /import\((?!')|createRequire|process\.binding|getBuiltinModule/)
})

/** What both implementations of RFC 8785 must make of a value: its §3.2.2, §3.2.3, §3.2.4 and Appendix B. */
const VECTORS: readonly (readonly [what: string, json: string, canonical: string])[] = [
  [
    'the example of §3.2.2',
    String.raw`{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}`,
    String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
  ],
  [
    'the order of keys of §3.2.3, by UTF-16 units',
    String.raw`{"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
      "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"}`,
    '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis",' +
      '"€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
  ],
  ['arrays', '[56,{"d":true,"10":null,"1":[ ]}]', '[56,{"1":[],"10":null,"d":true}]'],
  [
    'other letters',
    '{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}',
    '{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}',
  ],
  [
    'nested keys',
    '{"1":{"f":{"f":"hi","F":5} ,"\\n":56.0},"10":{},"":"empty","a":{},"111":[{"e":"yes","E":"no"}],"A":{}}',
    String.raw`{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}`,
  ],
  [
    'letters that could be composed are left alone',
    String.raw`{"Unnormalized Unicode":"A\u030a"}`,
    '{"Unnormalized Unicode":"A\u030a"}',
  ],
  [
    'every short escape, and the control characters without one',
    String.raw`"\u0000\u0008\u0009\u000a\u000b\u000c\u000d\u001f\u007f\u2028\/"`,
    '"\\u0000\\b\\t\\n\\u000b\\f\\r\\u001f\u007f\u2028/"',
  ],
]

for (const [what, json, expected] of VECTORS) {
  test(`RFC 8785: ${what}`, () => {
    assert.equal(canonical(JSON.parse(json)), expected)
    assert.equal(canonicalJson(JSON.parse(json)), expected)
  })
}

/** RFC 8785, Appendix B: the bits of a double, and how it is written. */
const NUMBERS: readonly (readonly [bits: string, written: string])[] = [
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
]

test('RFC 8785: numbers are written as in its Appendix B', () => {
  for (const [bits, written] of NUMBERS) {
    const number = Buffer.from(bits, 'hex').readDoubleBE()
    assert.deepEqual([canonical(number), canonicalJson(number)], [written, written], bits)
  }
})

test('RFC 8785: what JSON can’t hold is refused, not-a-number, infinity and unpaired surrogates', () => {
  for (const value of [Number.NaN, Infinity, -Infinity, '\ud800', 'a\udead', { '\ud83d': 1 }, ['\ude00\ud83d']]) {
    assert.throws(() => canonical(value))
    assert.throws(() => canonicalJson(value))
  }
})

test('both implementations agree on values of every kind', () => {
  const alphabet = [
    'a',
    'Z',
    '0',
    '"',
    '\\',
    '\n',
    '\u0000',
    '\u001f',
    '\u007f',
    'é',
    'ß',
    '€',
    '\u2028',
    '\ufb33',
    '😀',
    '𝒳',
    '/',
  ]
  const random = randomNumbers(SEED)
  const some = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] ?? (items[0] as Item)
  const text = () => Array.from({ length: Math.floor(random() * 6) }, () => some(alphabet)).join('')
  const number = () =>
    some([random(), random() * 10 ** (Math.floor(random() * 600) - 300), Math.floor(random() * 2 ** 53)])
  const value = (depth: number): unknown => {
    const kind = Math.floor(random() * (depth === 0 ? 4 : 6))
    if (kind < 4) return [null, random() < 0.5, text(), number()][kind]
    const items = Array.from({ length: Math.floor(random() * 5) }, () => value(depth - 1))
    return kind === 4 ? items : Object.fromEntries(items.map((item) => [text(), item]))
  }
  for (let count = 0; count < howMany({ quick: 2_000, deep: 100_000 }); count += 1) {
    const made = value(4)
    assert.equal(canonical(made), canonicalJson(made))
  }
})
