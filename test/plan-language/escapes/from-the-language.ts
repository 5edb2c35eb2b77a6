import { fails, says, type Escape } from './escape.ts'

const DOUBLING = 'for (const i of Array.from({ length: 40 }))'
const MANY = 'const many = Array.from({ length: 1000 }, (_, n) => n)'

/**
 * Programs in the plan language, in the real isolate. What the parser refuses (test/plan-language/language/refusals.test.ts has
 * the whole list) is here only with what vm2 and its like were broken by.
 */
export const FROM_THE_LANGUAGE: readonly Escape[] = [
  says(
    'goes over a list that grows meanwhile',
    'const l = [1]\nfor (const i of l) l.push(i)\nreturn say(`${l.length}`)',
    /^2$/,
  ),
  fails(
    'loops in loops',
    `${MANY}\nfor (const a of many) for (const b of many) say(\`\${a}\`)`,
    ['limit', /steps/, 'kept'],
    { steps: 20_000 },
  ),
  fails('calls itself without end', 'const f = (n) => f(n + 1)\nf(0)', ['limit', /./, 'kept']),
  fails('sorts with a comparator that calls the sort', 'const f = () => [2, 1].sort(f).length\nf()', [
    'limit',
    /./,
    'kept',
  ]),
  fails('doubles a list', `let l = [1]\n${DOUBLING} l = [...l, ...l]`, ['limit', /./, 'kept']),
  fails('doubles a text', `let t = 'aaaaaaaa'\n${DOUBLING} t = t + t`, ['limit', /./, 'kept']),
  fails('repeats a text', "'a'.repeat(1e9)", ['limit', /./, 'kept']),
  fails('pads a text', "'a'.padStart(1e9, 'ab')", ['limit', /./, 'kept']),
  fails('splits and joins a text into a giant', "const t = 'a'.repeat(90000)\nt.split('').join(t)", [
    'limit',
    /./,
    'kept',
  ]),
  fails('makes a list from a length', 'Array.from({ length: 1e9 })', ['limit', /./, 'kept']),
  fails('parses JSON that is nested deeply', "JSON.parse('['.repeat(100000) + ']'.repeat(100000))", [
    'limit',
    /./,
    'kept',
  ]),
  fails('writes down what holds itself', 'const o = {}\no.o = [o]\nJSON.stringify(o)', ['limit', /./, 'kept']),
  fails('is nested too deeply itself', '['.repeat(4_000) + ']'.repeat(4_000), ['syntax', /nested/, 'kept']),
  fails('reads without end', `${MANY}\nfor (const n of many) tools.shop.orders.get({ id: \`A\${n}\` })`, [
    'limit',
    /reads/,
    'kept',
  ]),
  fails('writes without end', `${MANY}\nfor (const n of many) ${'tools.shop.mail.send'}({ to: 'a@b.example' })`, [
    'limit',
    /./,
    'kept',
  ]),
  fails("walks to a function's constructor", "(() => {}).constructor('return process')()", ['syntax', /./, 'kept']),
  fails('walks there by a computed key', "const k = ['const', 'ructor'].join('')\nconst f = (() => 1)[k]", [
    'runtime',
    /./,
    'kept',
  ]),
  fails(
    "walks there from a tool's result",
    "const o = await tools.shop.orders.get({ id: 'A1' })\no['__pro' + 'to__'].x = 1",
    ['runtime', /./, 'kept'],
  ),
  fails("changes a prototype by an object's spread", 'const o = { ...JSON.parse(\'{"__proto__":{"admin":true}}\') }', [
    'runtime',
    /./,
    'kept',
  ]),
  says(
    'gives a reviver to JSON.parse',
    "let seen = ''\nconst o = JSON.parse('{\"a\":1}', (k, v) => { seen = k\nreturn tools })\nreturn say(`${o.a}${seen}`)",
    /^1$/,
  ),
  fails('awaits a thenable of its own', 'await { then: (resolve) => resolve(1) }', ['syntax', /./, 'kept']),
  fails('waits for a thenable from data', "const k = 'then'\nconst o = { [k]: (done) => done(1) }\nawait o", [
    'runtime',
    /./,
    'kept',
  ]),
  fails('has a getter', 'const o = { get amount() { return 1 } }', ['syntax', /./, 'kept']),
  fails('catches an error of the host for its stack', 'try { null.f() } catch (e) { say(e.stack) }', [
    'syntax',
    /./,
    'kept',
  ]),
  fails('imports a module', "const fs = await import('node:fs')", ['syntax', /./, 'kept']),
  fails('asks for WebAssembly memory', 'new WebAssembly.Memory({ initial: 65536 })', ['syntax', /./, 'kept']),
  says(
    'is answered with names that objects react to',
    "const o = await tools.shop.orders.get({ id: 'poisoned' })\nreturn say(`${typeof o.admin} ${o.id}`)",
    /^undefined A17$/,
  ),
]
