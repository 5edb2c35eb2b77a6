import assert from 'node:assert/strict'
import { test } from 'node:test'
import { labelled, runPlan, untrustedIn } from './harness.ts'

const PAGE = "const page = await tools.docs.page({ id: 'p1' })\n"
const send = (argument: string) => `\ntools.shop.mail.send({ to: ${argument} })`

// Each tries to get the page's words into a mail without the page's source.
for (const [title, source, where] of [
  ['passing it on', `${send('page.text')}`, 'data'],
  ['a template', `${send('`to ${page.text}`')}`, 'data'],
  ['adding', `${send("'' + page.text")}`, 'data'],
  ['splitting and joining', `${send("page.text.split('').join('')")}`, 'data'],
  ['a reduce over its characters', `${send("page.text.split('').reduce((sum, c) => sum + c, '')")}`, 'data'],
  ['arithmetic on its codes', `${send('page.text.charCodeAt(0) + 1')}`, 'data'],
  ['spreading it into an object', `const copy = { ...page }${send('copy.text')}`, 'data'],
  ['spreading it into a list', `const copy = [...page.names]${send('copy[0]')}`, 'data'],
  ['JSON there and back', `${send('JSON.parse(JSON.stringify(page)).text')}`, 'data'],
  ['JSON of something that holds it', `${send('JSON.stringify({ a: [page.text] })')}`, 'data'],
  ['a closure', `const get = () => page.text${send('get()')}`, 'data'],
  ['a default that it fills', `const [name = page.text] = []${send('name')}`, 'data'],
  ['a rest of it', `const { amount, ...rest } = page${send('rest.text')}`, 'data'],
  ['destructuring', `const { deep: { n } } = page${send('n')}`, 'data'],
  ['Object.entries', `${send('Object.entries(page)[0][1]')}`, 'data'],
  ['Object.fromEntries', `${send('Object.fromEntries([[page.text, 1]])')}`, 'data'],
  ['its keys', `${send('Object.keys(page)[0]')}`, 'data'],
  ['a key of its making', `const o = {}\no[page.text] = 1${send('Object.keys(o)[0]')}`, 'data'],
  ['its length', `${send('page.names.length')}`, 'data'],
  ['the length of nothing', `${send('page.none.length')}`, 'data'],
  ['a Date made of it', `${send('new Date(page.amount).getTime()')}`, 'data'],
  ['Number and String', `${send('Number(String(page.amount))')}`, 'data'],
  ['a sort of it', `${send('[...page.names].sort()[0]')}`, 'data'],
  ['extract', `${send("(await extract(page.text, { type: 'object' })).amount")}`, 'data'],
  ['text put into a list', `const list = ['a']\nlist[0] = page.text${send('list[0]')}`, 'data'],
  ['a ternary', `${send("page.urgent ? 'a' : 'b'")}`, 'ctrl'],
  ['&&', `${send("(page.urgent && 'a') || 'b'")}`, 'ctrl'],
  ['||', `${send("!page.urgent || 'b'")}`, 'ctrl'],
  ['??', `${send("page.missing ?? 'b'")}`, 'ctrl'],
  ['an optional chain that ends', `${send("page.missing?.x ?? 'b'")}`, 'ctrl'],
  [
    'a comparison letter by letter',
    `let out = ''\nfor (const c of 'abcde@evil'.split('')) if (page.text.includes(c)) out += c${send('out')}`,
    'ctrl',
  ],
  ['a table', `${send("({ 'eve@evil.example': 'found' })[page.text]")}`, 'ctrl'],
  ['an index', `${send("['a', 'b', 'c'][page.amount % 3]")}`, 'ctrl'],
  ['at', `${send("['a', 'b', 'c'].at(page.amount % 3)")}`, 'ctrl'],
  ['a slice', `${send("['a', 'b', 'c'].slice(page.amount % 3)")}`, 'ctrl'],
  ['a filter over a trusted list', `${send('[1, 2].filter(() => page.urgent)')}`, 'ctrl'],
  ['find over a trusted list', `${send('[1, 2].find((n) => n === page.deep.n)')}`, 'ctrl'],
  ['findIndex over a trusted list', `${send('[1, 2].findIndex((n) => n === page.deep.n)')}`, 'data'],
  ['some over a trusted list', `${send('[1, 2].some((n) => n === page.deep.n)')}`, 'data'],
  ['includes', `${send('[1, 2].includes(page.deep.n)')}`, 'data'],
  ['the order that it gives a trusted list', `${send('[1, 2].toSorted((a, b) => (a - b) * page.amount)[0]')}`, 'ctrl'],
  ['a sort in place by it', `const l = [1, 2]\nl.sort((a, b) => page.amount)${send('l[0]')}`, 'ctrl'],
  ['a loop counter', `let n = 0\nfor (const name of page.names) n++${send('n')}`, 'ctrl'],
  ['a loop over nothing', `let n = 0\nfor (const name of page.none) n++${send('n')}`, 'ctrl'],
  ['a variable set in the arm taken', `let x = 'a'\nif (page.urgent) x = 'b'${send('x')}`, 'ctrl'],
  ['a variable not set in the arm not taken', `let x = 'a'\nif (!page.urgent) x = 'b'${send('x')}`, 'ctrl'],
  [
    'the same in two steps',
    `let x = true\nlet y = true\nif (page.urgent) x = false\nif (x) y = false${send('y')}`,
    'ctrl',
  ],
  ['a push in the arm taken', `const l = []\nif (page.urgent) l.push(1)${send('l.length')}`, 'ctrl'],
  ['a push in the arm not taken', `const l = []\nif (!page.urgent) l.push(1)${send('l')}`, 'ctrl'],
  ['a pop', `const l = [1]\nif (page.urgent) l.pop()${send('l.length')}`, 'ctrl'],
  ['a push through another name', `const l = []\nconst m = l\nif (page.urgent) m.push(1)${send('l.length')}`, 'ctrl'],
  ['a field set in a branch', `const o = { a: 1 }\nif (page.urgent) o.a = 2${send('o.a')}`, 'ctrl'],
  [
    'a function called in a branch',
    `let x = 1\nconst set = () => { x = 2 }\nif (page.urgent) set()${send('x')}`,
    'ctrl',
  ],
  [
    'a function that changes its argument in a branch',
    `const l = []\nconst add = (to) => { to.push(1) }\nif (page.urgent) add(l)${send('l')}`,
    'ctrl',
  ],
  ['a callback', `let x = 1\npage.names.forEach(() => { x += 1 })${send('x')}`, 'ctrl'],
  ['a callback over nothing', `let x = 1\npage.none.forEach(() => { x += 1 })${send('x')}`, 'ctrl'],
  ['an assignment behind &&', `let x = 1\npage.urgent && (x = 2)${send('x')}`, 'ctrl'],
  ['an assignment in an argument behind ?.', `let x = 1\npage.missing?.f(x = 2)${send('x')}`, 'ctrl'],
  ['an assignment later in a chain', `let x = 1\npage.missing?.a.b.c[(x = 2)]${send('x')}`, 'ctrl'],
  ['an assignment in a default not needed', `let x = 1\nconst { text = (x = 2) } = page${send('x')}`, 'ctrl'],
  ['a function that it chose', `const f = page.urgent ? () => 'a' : () => 'b'${send('f()')}`, 'ctrl'],
  ['leaving early', `if (!page.urgent) return${send("'a'")}`, 'because'],
  ['leaving by throw', `if (!page.urgent) throw 'no'${send("'a'")}`, 'because'],
  [
    'leaving a loop',
    `for (const to of ['a', 'b']) { if (!page.urgent) break\n tools.shop.mail.send({ to }) }`,
    'because',
  ],
  [
    'skipping a round',
    `for (const to of ['a', 'b']) { if (!page.urgent) continue\n tools.shop.mail.send({ to }) }`,
    'because',
  ],
  [
    'leaving a loop by return',
    `const f = () => { for (const n of page.names) return 1\n return 2 }${send('f()')}`,
    'ctrl',
  ],
  ['a write in a branch', `if (page.urgent) {${send("'a'")} }`, 'because'],
  ['a write in a loop over it', `for (const n of page.names) {${send("'a'")} }`, 'because'],
  ['a write in a callback', `page.names.map(() => tools.shop.mail.send({ to: 'a' }))`, 'because'],
  [
    'the argument of a read',
    `const order = await tools.shop.orders.get({ id: page.urgent ? 'A17' : 'Z9' })${send('order?.id ?? 0')}`,
    'ctrl',
  ],
  [
    'that a read found nothing',
    `const order = await tools.shop.orders.get({ id: page.text })${send("order === null ? 'a' : 'b'")}`,
    'ctrl',
  ],
  [
    'a handle of a tainted write',
    `const r = tools.shop.refunds.create({ reason: page.text })\ntools.shop.mail.send({ to: 'a', values: { id: r.id } })`,
    'ctrl',
  ],
  [
    'a container chosen by it',
    `const pick = page.urgent ? { to: 'a' } : { to: 'b' }\ntools.shop.mail.send(pick)`,
    'ctrl',
  ],
  ['a key that is there or not', `tools.shop.mail.send({ ...(page.urgent ? { cc: 'a' } : {}) })`, 'ctrl'],
  ['a key left undefined', `tools.shop.mail.send({ cc: page.missing })`, 'ctrl'],
  ['arguments spread from it', `const f = (a, b) => a ?? 'none'${send('f(...page.none)')}`, 'ctrl'],
  ['identity of what it chose', `const a = []\nconst b = page.urgent ? a : []${send('a === b')}`, 'ctrl'],
  ['a server that it chose', `;(page.urgent ? tools.shop.mail : tools.shop.refunds).send({ to: 'a' })`, 'because'],
  [
    'a server by a key of its choice',
    `const { send } = tools.shop[page.urgent ? 'mail' : 'refunds']\nsend({ to: 'a' })`,
    'because',
  ],
  ['length as a key of its choice', `${send("[7, 7][page.urgent ? 'length' : 0]")}`, 'ctrl'],
  ['a list of lists made flat', `${send('[page.names, page.none].flat().length')}`, 'ctrl'],
  // Each built-in that gives something of what it is given, or chooses by it.
  ['concat', `${send("['a'].concat(page.names)[1]")}`, 'data'],
  ['concat with what may be a list', `${send("['a'].concat(page.text)[1]")}`, 'data'],
  ['concat with nothing', `${send("['a'].concat(page.none)")}`, 'ctrl'],
  ['flatMap', `${send('[1].flatMap(() => page.names)[0]')}`, 'data'],
  ['flatMap to nothing', `${send('[1, 2].flatMap((n) => (page.urgent ? [] : [n]))')}`, 'ctrl'],
  ['entries', `${send('page.names.entries()[0][1]')}`, 'data'],
  ['the numbers of its entries', `${send('page.names.entries().map(([at]) => at)[1]')}`, 'data'],
  ['keys of a list', `${send('page.names.keys()[1]')}`, 'data'],
  ['with', `${send("['a', 'b'].with(0, page.text)[0]")}`, 'data'],
  ['with at an index that it gave', `${send("['a', 'b'].with(page.amount % 2, 'c')[1]")}`, 'ctrl'],
  ['toSpliced', `${send("['a'].toSpliced(0, 0, page.text)[0]")}`, 'data'],
  ['toSpliced where it says', `${send("['a', 'b'].toSpliced(page.amount % 2, 1)")}`, 'ctrl'],
  ['toReversed', `${send('page.names.toReversed()[0]')}`, 'data'],
  ['every over a trusted list', `${send('[1, 2].every((n) => n !== page.deep.n)')}`, 'data'],
  ['findLast over a trusted list', `${send('[1, 2].findLast((n) => n === page.deep.n)')}`, 'ctrl'],
  ['findLastIndex over a trusted list', `${send('[1, 2].findLastIndex((n) => n === page.deep.n)')}`, 'data'],
  ['indexOf', `${send('[1, 2].indexOf(page.deep.n)')}`, 'data'],
  ['indexOf from where it says', `${send('[1, 1].indexOf(1, page.deep.n)')}`, 'data'],
  ['lastIndexOf', `${send('[1, 2].lastIndexOf(page.deep.n)')}`, 'data'],
  ['includes from where it says', `${send('[1, 2].includes(1, page.deep.n)')}`, 'data'],
  ['join', `${send('[1, 2].join(page.text)')}`, 'data'],
  ['Array.from', `${send('Array.from(page.names, (name) => name)[0]')}`, 'data'],
  ['Array.from a length', `${send("Array.from({ length: page.deep.n }, () => 'a')")}`, 'ctrl'],
  ['Array.isArray', `${send('Array.isArray(page.text)')}`, 'data'],
  ['Object.groupBy', `${send('Object.groupBy([1, 2], (n) => String(n === page.deep.n)).true')}`, 'ctrl'],
  ['the keys of Object.groupBy', `${send('Object.keys(Object.groupBy([1], () => page.text))[0]')}`, 'data'],
  ['the groups of nothing', `${send('Object.keys(Object.groupBy(page.none, (n) => n)).length')}`, 'data'],
  ['Object.values', `${send('Object.values(page)[0]')}`, 'data'],
  ['Promise.all', `${send('(await Promise.all(page.names))[0]')}`, 'data'],
  ['Math', `${send('Math.max(page.amount, 1)')}`, 'data'],
  ['a Math function that it chose', `${send('(page.urgent ? Math.max : Math.min)(1, 2)')}`, 'ctrl'],
  ['parseInt', `${send("parseInt('11', page.deep.n + 1)")}`, 'data'],
  ['toFixed by its digits', `${send('(5).toFixed(page.deep.n)')}`, 'data'],
  ['Boolean', `${send('Boolean(page.text)')}`, 'data'],
  ['typeof', `${send('typeof page.text')}`, 'data'],
  ['split at it', `${send("'a@b'.split(page.text)[0]")}`, 'data'],
  ['how much of a split it leaves', `${send("'a,b'.split(',', page.deep.n)")}`, 'ctrl'],
  ['startsWith', `${send("'eve'.startsWith(page.text)")}`, 'data'],
  ['endsWith', `${send("page.text.endsWith('e')")}`, 'data'],
  ['its place in a text', `${send("'eve'.lastIndexOf(page.text)")}`, 'data'],
  ['slice of a text', `${send("'abc'.slice(page.deep.n)")}`, 'data'],
  ['substring', `${send("'abc'.substring(0, page.deep.n)")}`, 'data'],
  ['replace by it', `${send("'a'.replace('a', page.text)")}`, 'data'],
  ['replaceAll of it', `${send("'abc'.replaceAll(page.text, 'x')")}`, 'data'],
  ['padStart', `${send("'a'.padStart(page.deep.n + 3, 'b')")}`, 'data'],
  ['repeat', `${send("'a'.repeat(page.deep.n)")}`, 'data'],
  ['a text joined by concat', `${send("'a'.concat(page.text)")}`, 'data'],
  ['trim and case', `${send('page.text.trim().toUpperCase().toLowerCase()')}`, 'data'],
  ['at of a text', `${send("'abc'.at(page.deep.n)")}`, 'data'],
  ['codePointAt', `${send('String(page.text.codePointAt(0))')}`, 'data'],
  ['localeCompare', `${send("'m'.localeCompare(page.text)")}`, 'data'],
  ['Date.UTC', `${send('Date.UTC(2026, page.deep.n)')}`, 'data'],
  ['the parts of a Date', `${send('new Date(page.amount).getUTCMinutes()')}`, 'data'],
  ['a date that it set', `const d = new Date(0)\nd.setDate(page.deep.n)${send('d.toISOString()')}`, 'data'],
  [
    'a date that it set by another name',
    `const d = new Date(0)\nconst e = d\ne.setTime(page.deep.n)${send('+d')}`,
    'data',
  ],
  [
    'a date that it decided to set',
    `const d = new Date(0)\nif (page.urgent) d.setFullYear(2030)${send('d.getTime()')}`,
    'ctrl',
  ],
  ['a difference of dates', `${send('new Date(page.amount) - new Date(0)')}`, 'data'],
  ['dates.parse', `${send('dates.parse(`2026-01-0${page.deep.n}`).toISOString()')}`, 'data'],
  ['dates.add', `${send("dates.add('2026-01-01', { days: page.deep.n }).toISOString()")}`, 'data'],
  ['dates.add to a date of it', `${send('dates.add(new Date(page.amount), { days: 1 }).toISOString()')}`, 'data'],
  [
    'dates.add of units that it chose',
    `const unit = page.urgent ? 'days' : 'hours'${send("dates.add('2026-01-01', { [unit]: 1 }).toISOString()")}`,
    'ctrl',
  ],
  [
    'dates.add in a zone that it chose',
    `const zone = page.urgent ? 'Europe/Stockholm' : 'UTC'${send("dates.add('2026-03-28', { days: 1 }, zone).toISOString()")}`,
    'ctrl',
  ],
  ['dates.compare', `${send('dates.compare(new Date(page.amount), new Date(1))')}`, 'data'],
  ['dates.between', `${send("dates.between(new Date(page.amount), new Date(0), 'seconds')")}`, 'data'],
  ['dates.format', `${send("dates.format(new Date(page.amount), 'HH:mm')")}`, 'data'],
  ['dates.format by its pattern', `${send("dates.format('2026-01-01', page.urgent ? 'yyyy' : 'MM')")}`, 'ctrl'],
  [
    'dates.format in a zone that it chose',
    `${send("dates.format('2026-01-01', 'HH', page.urgent ? 'Europe/Stockholm' : 'UTC')")}`,
    'ctrl',
  ],
  [
    'money.add',
    `${send("money.add({ amount: page.amount, currency: 'EUR' }, { amount: 1, currency: 'EUR' }).amount")}`,
    'data',
  ],
  [
    'money.subtract',
    `${send("money.subtract({ amount: 1, currency: 'EUR' }, { amount: page.amount, currency: 'EUR' }).amount")}`,
    'data',
  ],
  ['money.multiply by it', `${send("money.multiply({ amount: 5, currency: 'EUR' }, page.deep.n).amount")}`, 'data'],
  [
    'money.compare',
    `${send("money.compare({ amount: 5, currency: 'EUR' }, { amount: page.amount, currency: 'EUR' })")}`,
    'data',
  ],
  ['money.format', `${send("money.format({ amount: page.amount, currency: 'EUR' })")}`, 'data'],
  [
    'a currency of its making',
    `${send("money.add({ amount: 5, currency: page.urgent ? 'EUR' : 'USD' }).currency")}`,
    'ctrl',
  ],
  [
    'an amount that it chose',
    `const price = page.urgent ? { amount: 1, currency: 'EUR' } : { amount: 2, currency: 'EUR' }${send('money.multiply(price, 2).amount')}`,
    'ctrl',
  ],
  [
    'amounts spread from it',
    `const one = { amount: 1, currency: 'EUR' }${send('money.add(one, ...page.none).amount')}`,
    'ctrl',
  ],
  // A list that the function which goes over it turns round under a condition: the items are those of the call.
  [
    'a list turned round by its own forEach',
    `const l = ['a', 'b']\nl.forEach(() => { if (page.urgent) l.reverse() })${send('l[0]')}`,
    'ctrl',
  ],
  [
    'a list emptied by its own map',
    `const l = ['a', 'b']\nl.map(() => { if (page.urgent) l.pop() })${send('l.length')}`,
    'ctrl',
  ],
] as const) {
  test(`the page's source stays on ${title}`, () => {
    const { outcome } = runPlan(PAGE + source)
    assert.ok(outcome.ok, JSON.stringify(outcome))
    const labels = outcome.effects.flatMap(({ labels }) => Object.values(labels))
    const found = { data: labels.map(({ data }) => data), ctrl: labels.map(({ ctrl }) => ctrl), because: [] }
    const sources = where === 'because' ? outcome.effects.map(({ because }) => because.ctrl) : found[where]
    assert.ok(sources.flat().includes('tool:docs/page'), JSON.stringify(outcome.effects, null, 1))
  })
}

for (const [title, source] of [
  ['a function kept in an object', 'let x = 1\nconst o = { set: () => { x = 2 } }\nif (page.urgent) o.set()'],
  ['say kept in an object', "const o = { say }\nif (page.urgent) o.say('a')"],
  ['a list that it chose between two', 'const a = []\nconst b = []\nconst c = page.urgent ? a : b\nc.push(1)'],
  ['a list out of a helper', 'const a = []\nconst b = []\nconst pick = () => [a, b][page.amount % 2]\npick().push(1)'],
  ['a list kept where another may be put', 'const o = { l: [[], []][page.amount % 2] }\no.l.push(1)'],
  ['a later round of find', 'let n = 0\n;[1, 2, 3].find((x) => { n++\n return x === page.deep.n + 1 })'],
] as const) {
  test(`a change out of sight of its condition is refused: ${title}`, () => {
    const { outcome } = runPlan(PAGE + source)
    assert.partialDeepStrictEqual(outcome, { ok: false, failure: { kind: 'flow' } })
  })
}

// What it may have been carries the page as what it was does: whoever was not chosen shows nothing.
for (const [title, source] of [
  ['a name given inside the branch', 'const b = []\nif (page.urgent) { const m = b; m.push(1) }'],
  ['a list at an index that it gave', 'const a = []\nconst b = []\nconst c = [a, b][page.amount % 2]\nc.push(1)'],
  [
    'a row that it found',
    "const rows = [{ id: 'eve' }, { id: 2 }]\nconst b = rows[1]\nrows.find((r) => r.id === page.names[0]).x = 1",
  ],
  [
    'a row that it found, or none',
    'const rows = [{ id: 1 }, { id: 2 }]\nconst b = rows[1]\nconst r = rows.find((r) => r.id === page.text)\nif (r) r.x = 1',
  ],
  ['a list under its key', 'const o = { eve: [], mallory: [] }\nconst b = o.mallory\no[page.names[0]].push(1)'],
  [
    'a list under its key of a map',
    "const b = []\nconst o = new Map([['eve', []], ['mallory', b]])\no.get(page.names[0]).push(1)",
  ],
  [
    'a row in a helper',
    "const rows = [{ id: 'eve' }, { id: 2 }]\nconst b = rows[1]\nconst set = (list, id) => { const r = list.find((x) => x.id === id); r.x = 1 }\nset(rows, page.names[0])",
  ],
  ['an object that reduce fills', 'const b = {}\npage.names.reduce((all, name) => { all[name] = 1; return all }, b)'],
  ['rounds that it decides', 'const b = []\nfor (let i = 0; i < page.names.length; i++) b.push(i)'],
  ['a case that it decides', "const b = []\nswitch (page.text) { case 'x': b.push(1) }"],
  [
    'what it lets be assigned',
    'const b = {}\nconst c = page.none[0]\nlet d = c\nd ??= b\nd = page.urgent\nd &&= (b.x = 1)',
  ],
  ['a key that it deletes', 'const b = { eve: 1 }\ndelete b[page.names[0]]'],
  ['keys that it has', 'const b = {}\nObject.assign(b, page.deep)'],
  ['what it has of a pattern', "const b = []\npage.text.replace(/e/g, (m) => { b.push(m)\nreturn '' })"],
] as const) {
  test(`all that it could have been carries the page's source: ${title}`, () => {
    const { outcome } = runPlan(`${PAGE}${source}${send('b')}`)
    assert.ok(outcome.ok, JSON.stringify(outcome))
    const { data = [], ctrl = [] } = outcome.effects.at(-1)?.labels['/to'] ?? {}
    assert.ok([...data, ...ctrl].includes('tool:docs/page'), JSON.stringify(outcome.effects, null, 1))
  })
}

test('a function that a list calls meets the items of the call, whatever it does to the list under a condition', () => {
  const turn = 'const l = [1, 2, 3, 4]\nconst turn = () => { if (page.urgent) l.reverse()\n return true }\n'
  for (const [use, met] of [
    ['l.forEach((x) => { met.push(x)\n turn() })', [1, 2, 3, 4]],
    ['met.push(...l.map((x) => { turn()\n return x }))', [1, 2, 3, 4]],
    ['met.push(l.find((x) => { turn()\n return x === 1 }))', [1]],
    ['met.push(l.findLast((x) => { turn()\n return x === 4 }))', [4]],
    ['met.push(...l.filter((x) => { turn()\n return x < 3 }))', [1, 2]],
    ['met.push(...l.flatMap((x) => { turn()\n return [x] }))', [1, 2, 3, 4]],
    ['l.reduce((sum, x) => { met.push(x)\n turn()\n return sum }, 0)', [1, 2, 3, 4]],
    ['met.push(...Array.from(l, (x) => { turn()\n return x }))', [1, 2, 3, 4]],
    ['met.push(...Object.groupBy(l, (x) => { turn()\n return x > 2 ? "b" : "a" }).b)', [3, 4]],
  ] as const) {
    for (const urgent of [true, false]) {
      const reads = { 'docs/page': () => labelled({ urgent }, 'tool:docs/page') }
      const { outcome } = runPlan(`${PAGE}${turn}const met = []\n${use}${send('met')}`, { reads })
      assert.ok(outcome.ok, JSON.stringify(outcome))
      assert.deepEqual(outcome.effects[0]?.args['to'], met, use)
    }
  }
})

test('a name whose declaration a condition skipped is not taken for one further out', () => {
  const escape = (test: string) => `const x = 1
let get = () => 0
for (const round of [1]) {
  get = () => x
  if (${test}) break
  const x = 2
}
tools.shop.mail.send({ to: get() })`
  const skipped = runPlan(PAGE + escape('page.urgent')).outcome
  assert.partialDeepStrictEqual(skipped, { ok: false, failure: { kind: 'runtime', at: { line: 5 } } })
  const reached = runPlan(PAGE + escape('!page.urgent')).outcome
  assert.ok(reached.ok)
  assert.deepEqual(reached.effects[0]?.labels['/to']?.ctrl, ['tool:docs/page'])
})

test('reading a page that nothing uses leaves no trace of it', () => {
  const { outcome } = runPlan(`${PAGE}const unused = page.text + 'x'${send("'a'")}`)
  assert.ok(outcome.ok)
  assert.deepEqual(Object.values(outcome.effects[0]?.labels ?? {}).flatMap(untrustedIn), [])
})
