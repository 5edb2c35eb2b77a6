import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planPrompt } from '#models/prompts.ts'
import { checkProgram } from '#plan-language/check-program.ts'
import { builtIns } from '../plan-language/language/built-ins.ts'

const EMPTY = {
  instructions: 'A shop.',
  declarations: 'declare const tools: {}',
  added: [],
  hasPrices: true,
  hasSamples: true,
  hasTexts: true,
  hasDocuments: true,
  search: null,
  examples: [],
  messages: [],
  wish: null,
  person: 'customer',
  today: 'Monday',
  procedures: [],
  procedure: null,
  sayIn: 'English',
  slots: {},
  refs: {},
  earlier: [],
  roundsLeft: 2,
  showsLeft: null,
  failed: [],
}
const { system } = planPrompt(EMPTY).request
const PROCEDURE = { call: 'procedures.refund({ orderId: string })', title: 'Refund an order' }
const WHOLE = planPrompt({ ...EMPTY, showsLeft: 1, procedures: [PROCEDURE] }).request.system
const ACCOUNT = WHOLE.slice(WHOLE.indexOf('The language:'), WHOLE.indexOf('The tools:'))

/** What JavaScript itself has, by what the language calls it. */
const STANDARD: Readonly<Record<string, object>> = {
  list: Array.prototype,
  text: String.prototype,
  number: Number.prototype,
  date: Date.prototype,
  expression: RegExp.prototype,
  set: Set.prototype,
  map: Map.prototype,
  ...{ Math, Number, Object, Array, JSON, Date, Intl, Promise, Map },
}

test('a planner is told of every built-in that JavaScript hasn’t', () => {
  const isOwn = ({ of, name }: { of: string; name: string }) => name in (STANDARD[of] ?? globalThis)
  const missing = builtIns().filter(
    (builtIn) => !isOwn(builtIn) && !new RegExp(`\\b${builtIn.name}\\b`, 'u').test(ACCOUNT),
  )
  assert.deepEqual(missing, [])
})

/** What few have ever written, or what is told in other words: powers, roots, logarithms and angles, promises' methods. */
const SELDOM =
  /^(?:constructor|prototype|name|valueOf|length|size|(?:anchor|big|blink|bold|fontcolor|fontsize|fixed|italics|link|small|strike|sub|sup|substr|trimLeft|trimRight|compile|[gs]etYear|toGMTString)|[A-Z][A-Z0-9_]*|E|NaN|getOwnProperty\w+|[gs]etPrototypeOf|definePropert\w+|is(?:Extensible|Frozen|Sealed|RawJSON)|preventExtensions|seal|rawJSON|fromAsync)$/u
const IN_OTHER_WORDS = ['Math', 'expression', 'Promise', 'Intl']

test('a planner is told of what JavaScript has and the language hasn’t', () => {
  const all = Map.groupBy(builtIns(), ({ of }) => of)
  const missing = Object.entries(STANDARD)
    .filter(([of]) => !IN_OTHER_WORDS.includes(of))
    .flatMap(([of, own]) =>
      Object.getOwnPropertyNames(own)
        .filter((name) => !SELDOM.test(name) && !all.get(of)?.some((builtIn) => builtIn.name === name))
        .filter((name) => !new RegExp(`\\b${name}\\b`, 'u').test(ACCOUNT.slice(ACCOUNT.indexOf('Not there:'))))
        .map((name) => `${of}.${name}`),
    )
  assert.deepEqual(missing, [])
  const told = /Not there: (.*)/u.exec(ACCOUNT)?.[1] ?? ''
  for (const [, of = '', names = ''] of told.matchAll(/of (list|text|number|date|set)s ([\w ]+)/gu))
    for (const name of names.split(' '))
      assert.ok(!all.get(of)?.some((builtIn) => builtIn.name === name), `${of}.${name} is there`)
})

test('a planner is told of nothing that isn’t there', () => {
  const groups = new Map(Map.groupBy(builtIns(), ({ of }) => of))
  const lists = ACCOUNT.replace(/^Not there: .*$/mu, '').matchAll(
    /\b(money|dates|Object|Array|Number|JSON|Date)\.(\w+(?:\(list, f\))?(?: \w+(?![\w.])(?:\(list, f\))?)*)/gu,
  )
  const told = [...lists].flatMap(([text, of = '', names = '']) =>
    names.split(' ').flatMap((each) => {
      const name = /^[A-Za-z_]\w+/u.exec(each)?.[0]
      return name === undefined ? [] : [[text, of, name] as const]
    }),
  )
  assert.ok(told.length > 12)
  for (const [text, of, name] of told) {
    assert.ok(
      groups.get(of)?.some((builtIn) => builtIn.name === name),
      text,
    )
  }
})

test('what it says isn’t in the language is refused', () => {
  for (const program of [
    'try {} catch {}',
    'class A {}',
    'new RegExp("a")',
    '1 == 2',
    'new Array(3)',
    'outer: for (const a of [1]) continue outer',
  ]) {
    assert.notEqual(checkProgram(program), null, program)
  }
  assert.equal(checkProgram('return say(null == undefined ? "a" : String(refs.ref1))'), null)
})

test('a failure goes back after its program, with nothing but what is given', () => {
  const failed = [{ program: 'x', slots: [], failure: { kind: 'flow' } }]
  const { messages } = planPrompt({ ...EMPTY, failed }).request
  assert.deepEqual(
    messages.map(({ role }) => role),
    ['user', 'assistant', 'user'],
  )
  assert.equal(messages[2]?.text, 'The program came to nothing:\n{"kind":"flow"}\nWrite it anew.')
})

test('a planner is told of looking into documents only where there are any', () => {
  assert.match(planPrompt(EMPTY).request.system, /knowledge\.search/u)
  assert.doesNotMatch(planPrompt({ ...EMPTY, hasDocuments: false }).request.system, /knowledge\.search/u)
})

for (const [title, without, told] of [
  ['calculating with prices', { hasPrices: false }, /money\./u],
  ['having text read', { hasTexts: false }, /extract\(/u],
  ['showing', {}, /show\(value\)|showsLeft/u],
  ['references', {}, /refs\.past1|"refs"/u],
] as const) {
  test(`a planner isn’t told of ${title} where there is nothing for it`, () => {
    const { request } = planPrompt({ ...EMPTY, hasDocuments: false, ...without })
    assert.doesNotMatch(request.system + JSON.stringify(request.messages), told)
    const label = { data: [], ctrl: [] }
    const all = planPrompt({ ...EMPTY, showsLeft: 1, refs: { past1: { type: 'text', label } } }).request
    assert.match(all.system + JSON.stringify(all.messages), told)
  })
}

test('tools that came up later in a thread stand behind all that stays the same', () => {
  const added = ['declare const tools: { one: {} }', 'declare const tools: { two: {} }']
  const later = planPrompt({ ...EMPTY, added }).request.system
  assert.ok(later.startsWith(system))
  assert.ok(later.endsWith(added.map((tools) => `More tools:\n${tools}`).join('\n\n')))
})
