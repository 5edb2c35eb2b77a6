import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json, JsonObject } from '#core/json.ts'
import { labelOf } from '#plan-language/values/label.ts'
import type { PlanFailure, PlanTool, SampleRun } from '#plan-language/contract.ts'
import { runProgram } from '#plan-language/language/run.ts'
import { PLAN_LIMITS } from '#plan-language/limits.ts'
import { sampleValue } from '#planning/samples/sample-value.ts'

/*
 * A program that runs over made-up answers: only what no answer would mend is a mistake, and all of them are told.
 */
const ROW = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    subject: { type: 'string' },
    amount: { type: 'number' },
    date: { type: 'string' },
    status: { type: 'string' },
    parts: { type: 'array', items: { type: 'string' } },
  },
}
const RESULTS: Readonly<Record<string, Json>> = {
  'bank/transactions.list': { type: 'array', items: ROW },
  'bank/account.get': {
    type: ['object', 'null'],
    properties: { iban: { type: 'string' }, balance: { type: 'number' } },
  },
  'bank/rate.get': {
    type: 'object',
    properties: { per: { type: 'number' }, of: { type: 'string' } },
    additionalProperties: false,
  },
  'files/read': {},
  'files/list': { type: 'object', additionalProperties: true },
  'files/tree': { type: 'array' },
}
const ARGS: JsonObject = {
  type: 'object',
  properties: { to: { type: 'string' }, amount: { type: 'number' }, note: { type: 'string' } },
  required: ['to', 'amount'],
  additionalProperties: false,
}
const TOOLS: Readonly<Record<string, PlanTool>> = {
  ...Object.fromEntries(Object.keys(RESULTS).map((name) => [name, tool('read', {})])),
  'bank/payments.create': tool('write', ARGS),
}

function tool(kind: PlanTool['kind'], argsSchema: JsonObject): PlanTool {
  const resultSchema = { type: 'object', properties: { id: { type: 'string' } } }
  return { kind, argsSchema, resultSchema, inheritsArguments: false, later: ['note'] }
}

function mistakesIn(source: string): readonly PlanFailure[] {
  const found = new Map<string, PlanFailure>()
  for (const sample of ['taken', 'both'] satisfies SampleRun[]) {
    const asked: string[] = []
    const program = {
      source,
      literals: labelOf('model'),
      slots: {},
      tools: TOOLS,
      now: 0,
      limits: { ...PLAN_LIMITS, effects: 200, reads: 200 },
      sample,
    }
    const outcome = runProgram(program, {
      start: (request) => void asked.push(Object(JSON.parse(request)).tool),
      wait: (index) => {
        const name = asked[index] ?? ''
        return JSON.stringify({
          ok: true,
          value: sampleValue(RESULTS[name] ?? {}),
          labels: { '': labelOf(`tool:${name}`) },
        })
      },
    })
    assert.ok(outcome.ok || outcome.failure.kind !== 'crashed', source)
    if (outcome.ok) continue
    for (const each of [outcome.failure, ...(outcome.others ?? [])])
      if (each.kind !== 'limit') found.set(JSON.stringify(each), each)
  }
  return [...found.values()].toSorted((a, b) => (a.at?.line ?? 0) - (b.at?.line ?? 0))
}

const ROWS = 'const rows = await tools.bank.transactions.list({})\n'
const pay = (fields: string) => `tools.bank.payments.create({ ${fields} })`

for (const [what, source] of [
  [
    'what a search finds',
    `${ROWS}const id = rows.find((t) => t.subject.includes('rent')).id\n${pay('to: id, amount: 1')}`,
  ],
  [
    'the first of what a filter leaves',
    `${ROWS}const [first] = rows.filter((t) => t.status === 'open')\n${pay('to: first.id, amount: first.amount')}`,
  ],
  ['an index', `${ROWS}${pay('to: rows[3].parts[7].trim(), amount: rows.at(-1).amount')}`],
  [
    'a key of a map',
    `${ROWS}const by = {}\nfor (const t of rows) by[t.subject] = t\n${pay("to: by['rent'].id, amount: by.rent.amount")}`,
  ],
  [
    'Math.max of nothing',
    `${ROWS}${pay("to: 'x', amount: Math.max(...rows.filter((t) => t.amount > 5).map((t) => t.amount))")}`,
  ],
  [
    'a date in a text',
    `${ROWS}const day = dates.format(rows[0].date, 'yyyy-MM-dd')\n${pay("to: 'x', amount: new Date(rows[0].subject).getTime(), note: day")}`,
  ],
  [
    'an average that may be of nothing, said',
    `${ROWS}const few = rows.filter((t) => t.amount > 5)\n${pay("to: 'x', amount: 1, note: `On average ${few.reduce((sum, t) => sum + t.amount, 0) / few.length}`")}`,
  ],
  ['a number in a text', `${ROWS}${pay("to: 'x', amount: Number(rows[0].subject.split(' ')[2])")}`],
  [
    'JSON in a text',
    `${ROWS}const made = JSON.parse(rows[0].subject)\n${pay('to: made.who.name.toUpperCase(), amount: made.list[0]')}`,
  ],
  [
    'an open result',
    `const page = await tools.files.read({})\n${pay('to: page.a.b[0].c.toLowerCase(), amount: page.list.map((x) => x.n).reduce((a, b) => a + b, 0)')}`,
  ],
  [
    'an open result in a loop',
    `const all = await tools.files.list({})\nfor (const f of all.files) if (f.name.startsWith('bill')) ${pay('to: f.owner, amount: f.size * 2')}`,
  ],
  [
    'a list of anything',
    `const all = await tools.files.tree({})\nconst { name, ...rest } = all[0]\n${pay('to: name.trim(), amount: rest.size, note: `${rest.x}`')}`,
  ],
  [
    'keys of an open result',
    `const all = await tools.files.list({})\nfor (const [key, value] of Object.entries(all)) ${pay('to: key, amount: value.amount')}`,
  ],
  [
    'a result that may be null',
    `const own = await tools.bank.account.get({})\n${pay('to: own.iban, amount: own.balance')}`,
  ],
  [
    'a check that isn’t needed',
    `const own = await tools.bank.account.get({})\nif (!own) return say('none')\n${pay('to: own.iban, amount: own.balance')}`,
  ],
  [
    'a value of one of two kinds',
    `const page = await tools.files.read({})\nconst text = typeof page === 'string' ? page.toUpperCase() : page.map((x) => x.text).join()\n${pay('to: text, amount: 1')}`,
  ],
  [
    'a text chosen by a condition',
    `${ROWS}const t = rows[0]\nlet note = null\nif (t.amount > 5) note = t.subject\n${pay("to: note === null ? 'x' : note.trim(), amount: 1")}`,
  ],
  [
    'a loop that stages more than a plan may',
    `${ROWS}for (const t of rows) for (const p of t.parts) ${pay('to: p, amount: 1')}`,
  ],
  [
    'an argument by a name that was read',
    `${ROWS}for (const t of rows) ${pay("to: 'x', amount: 1, [t.subject]: t.id")}`,
  ],
  [
    'arguments that are made of what was read',
    `${ROWS}tools.bank.payments.create(Object.fromEntries(rows.map((t) => [t.subject, t.id])))`,
  ],
  ['a row that is passed on', `${ROWS}tools.bank.payments.create(rows[0])`],
  [
    'an argument that is there where the call is made',
    `${ROWS}const a = { to: 'x', amount: 1 }\nif (rows.length > 3) delete a.to\nelse tools.bank.payments.create(a)`,
  ],
  [
    'an argument that a condition adds',
    `${ROWS}for (const t of rows) {\n  const a = { amount: 1 }\n  if (t.subject === 'Ana') a.to = t.id\n  tools.bank.payments.create(a)\n}`,
  ],
  ['a field that a schema leaves open', `${ROWS}${pay('to: rows[0].owner.name.trim(), amount: 1')}`],
  [
    'a field that no answer has, where it is looked for first',
    `const rate = await tools.bank.rate.get({})\nif (rate.day) say(rate.day.trim())\nsay(rate.day?.name ?? rate.of)\nrate.day = { name: 'x' }\nsay(rate.day.name)\nfor (const key of ['of', rate.of]) say(rate[key].trim())`,
  ],
  [
    'a program that stops itself where nothing fits',
    `${ROWS}if (rows.length === 0) throw new Error('none')\n${pay('to: rows[0].id, amount: 1')}`,
  ],
] as const)
  test(`${what} is no mistake`, () => assert.deepEqual(mistakesIn(source), []))

for (const [what, source, expected] of [
  [
    'a name of a tool',
    `${ROWS}await tools.bank.transaction.get({ id: rows[0].id })`,
    [[2, /tools.bank has no such member. It has: transactions, account, rate, payments/]],
  ],
  [
    'an argument',
    `${ROWS}${pay('recipient: rows[0].id, amount: 1')}`,
    [[2, /there is no "recipient"; it takes to, amount, note/]],
  ],
  ['an argument that is left out', pay("to: 'x'"), [[1, /"amount" is left out/]]],
  [
    'an argument in what may not be taken',
    `${ROWS}for (const t of rows) if (t.status === 'never') ${pay('who: t.id')}`,
    [[2, /there is no "who"/]],
  ],
  [
    'an argument of what was built before',
    `${ROWS}const a = { to: 'x' }\na.sum = rows[0].amount\ntools.bank.payments.create(a)`,
    [[4, /there is no "sum"/]],
  ],
  ['a constant of another type', pay("to: 'x', amount: '12'"), [[1, /"amount" is to be number/]]],
  [
    'a read that isn’t awaited',
    `const rows = tools.bank.transactions.list({})\nconst id = rows[0].id`,
    [[2, /await is missing/]],
  ],
  [
    'a handle that is looked at',
    `const done = ${pay("to: 'x', amount: 1")}\nif (done.id === 'y') say('z')`,
    [[2, /pass it on/]],
  ],
  [
    'a handle inside of what may not be taken',
    `${ROWS}const done = ${pay("to: 'x', amount: 1")}\nif (rows[0].status === 'never') say(done.id.trim())`,
    [[3, /pass it on/]],
  ],
  ['a method that there is not', `${ROWS}say(rows[0].subject.substr(1))`, [[2, /slice/]]],
  ['a method of another kind', `${ROWS}say(rows.toUpperCase())`, [[2, /no method toUpperCase/]]],
  [
    'a field that no answer has',
    `const rate = await tools.bank.rate.get({})\nsay(rate.day.name)\nsay(rate.date.trim())`,
    [
      [2, /There is nothing here .*: its tool's schema has no such field/],
      [3, /There is nothing here/],
    ],
  ],
  [
    'an object that is said',
    `${ROWS}say(rows[0])\nsay(rows.map((t) => t.subject))`,
    [
      [2, /say needs a text/],
      [3, /say needs a text/],
    ],
  ],
  ['a constant that is changed', `const n = 0\nn += 1`, [[2, /Declare it with let/]]],
  [
    'a change out of sight',
    `${ROWS}const list = []\nconst add = (x) => { list.push(x) }\nconst calls = { add }\nif (rows[0].status === 'open') calls.add('x')`,
    [[3, /inside the if or for/]],
  ],
  [
    'two mistakes, of which the second is told as well',
    `const rows = await tools.bank.transactions.all({})\n${pay("who: rows[0].id, to: 'x', amount: 1")}`,
    [
      [1, /no such member/],
      [2, /there is no "who"/],
    ],
  ],
  [
    'three mistakes, one not in the language, one in a branch and one after a return',
    `var n = 0\n${ROWS}if (rows[0].status === 'open') return say(rows[0].subject.match('a'))\n${pay("to: 'x', amount: 'much'")}`,
    [
      [1, /var isn't in/],
      [3, /no method match/],
      [4, /"amount" is to be number/],
    ],
  ],
  [
    'every word outside of the language',
    `import 'fs'\nclass A {}\nsay(undefinedName)`,
    [
      [1, /import/],
      [2, /class/],
      [3, /undefinedName is not defined/],
    ],
  ],
] as const)
  test(`${what} is a mistake`, () => {
    const found = mistakesIn(source)
    assert.deepEqual(
      found.map(({ at }) => at?.line),
      expected.map(([line]) => line),
      JSON.stringify(found),
    )
    for (const [index, [, words]] of expected.entries()) assert.match(found[index]?.message ?? '', words)
  })
