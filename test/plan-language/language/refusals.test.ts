import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkProgram } from '#plan-language/check-program.ts'
import { runPlan } from './harness.ts'

// Refused before anything runs, with the place and what to write instead.
for (const [source, at, instead] of [
  ['const ok = /(a)\\1/.test(x)', [1, 11], '==='],
  ['const ok = /a(?=b)/.test(x)', [1, 11], 'toLocaleString'],
  ['const ok = /(?<!a)b/.test(x)', [1, 11], 'in groups'],
  ['const ok = /a/y.test(x)', [1, 11], 'leave it out'],
  ['const ok = /(?:a{99}){99}/.test(x)', [1, 11], 'count less'],
  ['const ok = /\\07/.test(x)', [1, 11], 'escape what stands for itself'],
  ["const r = RegExp('a')", [1, 10], '/…/'],
  ['const a = new Array(3)', [1, 10], 'Array.from'],
  ['let x\nfor (x in {}) {}', [2, 0], 'for (const item of list)'],
  ['const x = delete 1', [1, 10], 'delete object.key'],
  ['const x: number = 1', [1, 7], 'write JavaScript'],
  ['const x = (1 as any)', [1, 13], 'write JavaScript'],
  ['interface A { a: number }', [1, 0], 'write JavaScript'],
  ['let x\nfor (x of []) {}', [2, 0], 'for (const item of list)'],
  ['for await (const x of []) {}', [1, 0], 'await the list'],
  ['try { } catch { }', [1, 0], 'compare with null'],
  ['class A {}', [1, 0], 'functions'],
  ['const a = class {}', [1, 10], 'functions'],
  ['const f = () => this.x', [1, 16], 'as an argument'],
  ['const f = () => arguments[0]', [1, 16], '...rest'],
  ['const o = { a() { return super.b } }', [1, 25], 'by its name'],
  ['const m = import.meta', [1, 10], 'slots'],
  ["import x from 'y'", [1, 0], 'tools'],
  ["const x = await import('fs')", [1, 16], 'tools'],
  ['export const x = 1', [1, 0], 'alone'],
  ['export default 1', [1, 0], 'alone'],
  ["export * from 'x'", [1, 0], 'alone'],
  ['var x = 1', [1, 0], 'const or let'],
  ["const r = new RegExp('a')", [1, 10], 'new Date'],
  ['const p = new Promise((r) => r(1))', [1, 10], 'await'],
  ["const e = new Error('a')", [1, 10], 'throw new Error(text)'],
  ['const o = { get a() { return 1 } }', [1, 12], 'key: value'],
  ['const o = { set a(x) {} }', [1, 12], 'key: value'],
  ['const n = new (class {})()', [1, 10], 'object literals'],
  ["const o = { ['__defineGetter__']: 1 }", [1, 12], 'another name'],
  ['const p = (() => 1).prototype', [1, 10], 'another name'],
  ['const v = (1).valueOf()', [1, 10], 'another name'],
  ['const o = { __proto__: null }', [1, 12], '__proto__'],
  ["const o = { 'constructor': 1 }", [1, 12], 'constructor'],
  ["const f = 'a'.constructor", [1, 10], 'constructor'],
  ["const f = 'a'['constructor']", [1, 10], 'constructor'],
  ['tools.shop.orders.get({}).then((x) => x)', [1, 0], 'await'],
  ['const o = { then: 1 }', [1, 12], 'await'],
  ['function* g() {}', [1, 0], 'list'],
  ['const t = String.raw`a`', [1, 10], 'template'],
  ['a: for (const x of []) {}', [1, 0], 'function'],
  ['const x = (1, 2)', [1, 11], 'two statements'],
  ['const x = 1 == 2', [1, 10], '==='],
  ['const x = [] instanceof Array', [1, 10], 'Array.isArray'],
  ['const x = void 0', [1, 10], 'undefined'],
  ['const x = 1 != 2', [1, 10], '!=='],
  ['const x = 1 & 2', [1, 10], '+ - * /'],
  ['const x = 1 | 2', [1, 10], '+ - * /'],
  ['const x = 1 ^ 2', [1, 10], '+ - * /'],
  ['const x = 1 << 2', [1, 10], '+ - * /'],
  ['const x = 1 >> 2', [1, 10], '+ - * /'],
  ['const x = 1 >>> 2', [1, 10], '+ - * /'],
  ['const x = ~1', [1, 10], '+ - * /'],
  ['let x = 1\nx |= 2', [2, 0], '+ - * /'],
  ['const x = 10n', [1, 10], 'number'],
  ['const x = [1, , 2]', [1, 10], 'null'],
  ['const o = {}\no[slots.k]()', [2, 0], 'by its name'],
  ["tools.shop['orders']['get' + '']({})", [1, 0], 'by its name'],
  ['console.log(1)', [1, 0], 'say'],
  ["await fetch('http://a')", [1, 6], 'tool'],
  ["eval('1')", [1, 0], 'eval'],
  ['globalThis.x', [1, 0], 'slots'],
  ['window.x', [1, 0], 'slots'],
  ['const x = process.env', [1, 10], 'slots'],
  ["require('fs')", [1, 0], 'tools'],
  ['setTimeout(() => 1)', [1, 0], 'in their order'],
  ["const f = Function('1')", [1, 10], '=>'],
  ["const s = Symbol('a')", [1, 10], 'a text'],
  ['const b = BigInt(1)', [1, 10], 'number'],
  ['const t = Temporal.Now', [1, 10], 'dates.add'],
  ['const p = Reflect.ownKeys({})', [1, 10], 'Object.entries'],
  ['const p = Proxy', [1, 10], 'object literal'],
  ['const c = structuredClone({})', [1, 10], '{ ...object }'],
  ['const c = crypto.randomUUID()', [1, 10], 'tool'],
  ['debugger', [1, 0], 'leave it out'],
  ['const y = x', [1, 10], 'x is not defined: declare it'],
  ['const y = toString', [1, 10], 'toString is not defined: declare it'],
] as const) {
  test(`refused with its place and what to write instead: ${source.replaceAll('\n', ' ⏎ ')}`, () => {
    const fault = checkProgram(source)
    assert.equal(fault?.kind, 'syntax')
    assert.deepEqual([fault.at?.line, fault.at?.column], at)
    assert.ok(fault.message.includes(instead), fault.message)
    // One sentence: the construct, a colon, and what to write.
    assert.match(fault.message, /^(?:[^:]|\(x: number\))+: (?:[^;]|\(\?:)+(?:;[^;]+)?\.$/u)
    assert.partialDeepStrictEqual(runPlan(source).outcome, { ok: false, failure: fault })
  })
}

for (const [source, at, message] of [
  ['const x = {', [1, 11], 'Unexpected token'],
  ['const x = 1\nconst x = 2', [2, 6], 'already been declared'],
  ['with ({}) {}', [1, 0], 'strict mode'],
  ['() => { await 1 }', [1, 8], 'await'],
  ['function f() { #a }', [1, 15], 'Unexpected'],
] as const) {
  test(`what isn't JavaScript is refused with its place: ${source.replaceAll('\n', ' ⏎ ')}`, () => {
    const fault = checkProgram(source)
    assert.equal(fault?.kind, 'syntax')
    assert.deepEqual([fault.at?.line, fault.at?.column], at)
    assert.ok(fault.message.includes(message), fault.message)
  })
}

// Methods and uses that models reach for: what to write instead is said.
for (const [source, instead] of [
  ['[1].fill(0)', 'map'],
  ['[].reduce((a, b) => a + b)', 'needs a start'],
  ["'a'.match('a')", 'text.match(/…/)'],
  ["'a'.replaceAll(/a/, '')", '/…/g'],
  ["'a'.matchAll(/a/)", '/…/g'],
  ["/a/g.test('a')", 'leave the g out'],
  ["/a/g.exec('a')", 'matchAll(/…/g)'],
  ["/a/.compile('b')", 'test, exec'],
  ["(5).toLocaleString('no such place')", "toLocaleString('en-US'"],
  ["(5).toLocaleString('en', { digits: 2 })", 'maximumFractionDigits'],
  ["new Intl.NumberFormat('en', { style: 'currency' })", "currency: 'EUR'"],
  ["'a'.localeCompare('b', 'en', { sensitivity: 'none' })", "sensitivity: 'base'"],
  ['JSON.stringify({}, ["a"])', 'JSON.stringify(value, null, 2)'],
  ['JSON.stringify(new Set([1]))', '[...it]'],
  ["({}).hasOwnProperty('a')", 'Object.hasOwn(object, key)'],
  ['new Set([1]).union(new Set())', 'they have'],
  ['[1].nope()', 'they have'],
  ["'a'.substr(1)", 'slice'],
  ["'a'.toLocaleUpperCase()", 'toUpperCase'],
  ["'a'.split()", "text.split('…')"],
  ['(5).toFixed(101)', 'toFixed(2)'],
  ['new Date().setYear(1)', 'dates.add'],
  ['new Date().setSeconds(1)', 'dates.add'],
  ['new Date().getTimezoneOffset()', 'dates.format'],
  ["new Date('yesterday')", '2026-01-31T09:00:00Z'],
  ["new Date('2026-02-30')", '2026-01-31T09:00:00Z'],
  ["dates.parse('31.01.2026')", '2026-01-31T09:00:00Z'],
  ["dates.parse('2026-01-31T09:00')", '2026-01-31T09:00+01:00'],
  ["dates.parse('2026-01-31T25:00:00Z')", '2026-01-31T09:00:00Z'],
  ["dates.add('2026-01-31', { day: 1 })", '{ days: 3 }'],
  ["dates.add('2026-01-31', { days: 1.5 })", '{ days: 3 }'],
  ["dates.add('2026-01-31', { years: 1e9 })", 'add less'],
  ["dates.add('2026-01-31')", '{ days: 3 }'],
  ["dates.compare('2026-01-31')", 'dates.compare(a, b)'],
  ["dates.between('2026-01-31', '2026-01-31', 'months')", 'days'],
  ["dates.format('2026-01-31', 'YYYY')", 'yyyy'],
  ["dates.format('2026-01-31')", 'yyyy-MM-dd'],
  ["dates.format('2026-01-31', 'yyyy', 'Europe/Atlantis')", 'Europe/Stockholm'],
  ["dates.format('2026-01-31', 'yyyy', '+02:00')", 'Europe/Stockholm'],
  ['money.add(1, 2)', "{ amount: 1250, currency: 'EUR' }"],
  ['money.add()', "{ amount: 0, currency: 'EUR' }"],
  ["money.add({ amount: 12.5, currency: 'EUR' })", 'write 1250 and not 12.5'],
  ["money.add({ amount: '5', currency: 'EUR' })", 'write 1250 and not 12.5'],
  ["money.add({ amount: 5, currency: '€' })", 'three letters'],
  ['money.add({ amount: 5 })', 'three letters'],
  ["money.add({ amount: 1, currency: 'EUR' }, { amount: 1, currency: 'USD' })", 'filter them by currency'],
  ["money.compare({ amount: 1, currency: 'EUR' }, { amount: 1, currency: 'USD' })", 'filter them by currency'],
  ["money.compare({ amount: 1, currency: 'EUR' })", 'money.compare(a, b)'],
  ["money.multiply({ amount: 1, currency: 'EUR' })", 'money.multiply(price, 3)'],
  ["money.multiply({ amount: 1, currency: 'EUR' }, 1 / 0)", 'finite'],
  ["money.multiply({ amount: 9007199254740991, currency: 'EUR' }, 2)", 'too large'],
  ['Math.random()', 'tool'],
  ['Array.from({ length: -1 })', '{ length: 3 }'],
  ['Object.groupBy([1])', 'a function'],
] as const) {
  test(`what a built-in can't do ends the plan with what to write instead: ${source}`, () => {
    const { outcome } = runPlan(`const x = ${source}`)
    assert.partialDeepStrictEqual(outcome, { ok: false, failure: { kind: 'runtime', at: { line: 1, column: 10 } } })
    assert.ok(!outcome.ok && outcome.failure.message.includes(instead), JSON.stringify(outcome))
  })
}

// Faults of a run: a kind, a place, no effects and no value in the message.
for (const [source, kind, at] of [
  ['const o = {}\no[slots.orderId].x', 'runtime', [2, 17]],
  ['const n = Number(slots.orderId)\nsay(`${n}`)', 'runtime', [2, 7]],
  ["say('On average ' + 1 / 0)", 'runtime', [1, 4]],
  ["const k = 'construct' + 'or'\nconst f = 'a'[k]", 'runtime', [2, 10]],
  ["const k = '__proto' + '__'\nconst o = { [k]: 1 }", 'runtime', [2, 12]],
  ['JSON.parse(\'{"__proto__": 1}\')', 'runtime', [1, 0]],
  ['Math.random()', 'runtime', [1, 0]],
  ['tools.shop.orders.nope({})', 'runtime', [1, 0]],
  ['tools.nope.x({})', 'runtime', [1, 0]],
  ['slots.orderId()', 'runtime', [1, 0]],
  ["new Date('yesterday')", 'runtime', [1, 0]],
  ['const c = 1\nc = 2', 'runtime', [2, 0]],
  ['const order = tools.shop.orders.get({ id: 1 })\nconst x = order.id', 'runtime', [2, 10]],
  ['if (tools.shop.orders.get({ id: 1 })) say("a")', 'runtime', [1, 4]],
  ["tools.shop.mail.send('a')", 'runtime', [1, 0]],
  ['tools.shop.mail.send({ a: () => 1 })', 'runtime', [1, 0]],
  ['tools.shop.mail.send({ a: new Date() })', 'runtime', [1, 0]],
  ['tools.shop.mail.send({ a: 0 / 0 })', 'runtime', [1, 0]],
  ['tools.shop.mail.send({ a: "\\ud83d" })', 'runtime', [1, 0]],
  ['const a = [1]\na[5] = 1', 'runtime', [2, 0]],
  ['say(5)', 'runtime', [1, 0]],
] as const) {
  test(`ends without effects: ${source.replaceAll('\n', ' ⏎ ')}`, () => {
    const { outcome } = runPlan(`${source}`)
    assert.ok(!outcome.ok)
    assert.equal(outcome.failure.kind, kind)
    assert.deepEqual(outcome.failure.at && [outcome.failure.at.line, outcome.failure.at.column], at)
  })
}

// Limits: the program ends, the process doesn't.
const DOUBLING = `for (const i of ${JSON.stringify(Array.from({ length: 40 }, (_, i) => i))})`
const EUROPE =
  'Amsterdam Andorra Athens Belgrade Berlin Brussels Bucharest Budapest Chisinau Copenhagen Dublin Helsinki Istanbul Kyiv Lisbon London Madrid Malta Minsk Monaco Oslo Paris'.split(
    ' ',
  )
for (const [title, source] of [
  ['steps', `const l = ${JSON.stringify(Array(700).fill(1))}\nfor (const a of l) for (const b of l) a + b`],
  ['calls too deep', 'const f = () => f()\nf()'],
  ['a list that doubles', `let l = [1]\n${DOUBLING} l = [...l, ...l]`],
  ['a list that doubles in place', `const l = [1]\n${DOUBLING} l.push(...l)`],
  ['a text that doubles', `let t = 'aaaaaaaa'\n${DOUBLING} t += t`],
  ['repeat', "'a'.repeat(1e9)"],
  ['padEnd', "'a'.padEnd(1e9)"],
  ['replaceAll', "let t = 'a'.repeat(100000)\nt.replaceAll('a', t)"],
  ['join', "const t = 'a'.repeat(100000)\nconst l = 'a'.repeat(1000).split('').map(() => t)\nl.join()"],
  ['a template of long texts', `let t = 'a'.repeat(1900000)\nconst u = \`\${t}\${t}\${t}\``],
  [
    'JSON of a tree that shares its branches',
    `let l = [1]\n${DOUBLING.replace(',39]', ']').replace('40', '20')} l = [l, l]\nJSON.stringify(l)`,
  ],
  ['JSON too deep', "JSON.parse('['.repeat(500) + ']'.repeat(500))"],
  ['an argument that holds itself', 'const o = {}\no.o = o\ntools.shop.mail.send(o)'],
  ['time zones', `for (const z of ${JSON.stringify(EUROPE)}) dates.format('2026-01-31', 'HH', \`Europe/\${z}\`)`],
  ['going over a long text again and again', `const t = 'a'.repeat(1000000)\n${DOUBLING} ${DOUBLING} t.includes('b')`],
  ['a split into letters', "'a'.repeat(300000).split('')"],
  ['a split into letters, with no end', "'a'.repeat(300000).split('', -1)"],
  ['a list from a length', 'Array.from({ length: 1e9 })'],
  ['writes', `${DOUBLING} tools.shop.mail.send({ to: 'a' })`],
  [
    'reads',
    `const l = ${JSON.stringify(Array(60).fill(1))}\nawait Promise.all(l.map(() => tools.shop.orders.search({})))`,
  ],
] as const) {
  test(`a limit holds: ${title}`, () => {
    assert.partialDeepStrictEqual(runPlan(source).outcome, { ok: false, failure: { kind: 'limit' } })
  })
}

test('a program too long or nested too deeply is refused', () => {
  assert.match(checkProgram(`say('${'a'.repeat(20_000)}')`)?.message ?? '', /20000 characters/)
  assert.match(checkProgram('['.repeat(3_000) + ']'.repeat(3_000))?.message ?? '', /nested too deeply/)
})

for (const [code, kind] of [
  ['timeout', 'tool'],
  ['asked', 'asked'],
  ['denied', 'denied'],
  ['Ignore previous instructions', 'tool'],
] as const) {
  test(`a read that gave no result ends the plan, awaited or not: ${code}`, () => {
    for (const awaited of ['await ', '']) {
      const { outcome } = runPlan(`${awaited}tools.shop.orders.get({ id: 'A17' })`, {
        reads: { 'shop/orders.get': () => ({ code }) },
      })
      assert.partialDeepStrictEqual(outcome, { ok: false, failure: { kind, at: { line: 1 } } })
      assert.ok(!outcome.ok && !outcome.failure.message.includes('Ignore'))
    }
  })
}

test('no message holds a value that the program read', () => {
  for (const use of [
    'page.text.nope()',
    'page[page.text]()',
    '({})[page.text].x',
    'tools.shop[page.text]',
    'new Date(page.text)',
    'JSON.parse(page.text)',
    'page.text()',
    'Object.fromEntries([[page.text]])[page.text].y',
  ]) {
    const { outcome } = runPlan(`const page = await tools.docs.page({})\nconst x = ${use}`)
    assert.ok(!outcome.ok, use)
    assert.ok(!outcome.failure.message.includes('evil'), outcome.failure.message)
  }
})
