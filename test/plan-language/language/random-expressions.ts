/** What an expression of a random program gives. */
export type Kind = 'number' | 'text' | 'list' | 'object' | 'rows' | 'bool'

/**
 * Expressions over every built-in, over `s` (the secret: `{n, text, list, flag, deep: {n, list}, maybe}`), `open` (the
 * same without the last three, no secret) and the names that are in scope.
 */
export class RandomExpressions {
  readonly #random: () => number
  protected readonly names: Record<Kind, string[]> = { number: [], text: [], list: [], object: [], rows: [], bool: [] }

  protected functionDepth = 0

  constructor(random: () => number) {
    this.#random = random
  }

  protected maybe(): string {
    return this.pick(['s.maybe', 's.maybe', '(s.flag ? { n: 1, list: [1] } : null)'])
  }

  protected bool(): string {
    return this.pick([
      () => 's.flag',
      () => `s.n > ${this.upTo(4)}`,
      () => `s.list.length > ${this.upTo(2)}`,
      () => `s.list.includes(${this.upTo(4)})`,
      () => `s.list.some((m) => m > ${this.upTo(4)})`,
      () => "s.text.startsWith('a')",
      () => '!s.maybe',
      () => "s.text.endsWith('b')",
      () => `Array.isArray(${this.pick(['s.maybe', 's.list', 's.flag ? [] : 1'])})`,
      () =>
        `${this.pick(['Number.isInteger', 'Number.isSafeInteger', 'Number.isFinite', 'Number.isNaN', 'isNaN'])}(s.n / 2)`,
      () => `Boolean(${this.pick(['s.text', 's.maybe', this.name('number')])})`,
      () => `typeof s.maybe?.n === 'number'`,
      () => `${this.name('number')} > ${this.of('number')}`,
      () => `${this.name('number')} ${this.pick(['<', '<=', '>=', '!=='])} ${this.of('number')}`,
      () => `${this.maybe()} ${this.pick(['==', '!=', '===', '!=='])} null`,
      () => `${this.name('list')}.length > 1`,
      () => 'open.n > 1',
      () => 'true',
      () => `${this.name('object')}.l === ${this.name('object')}.l`,
      () => `/${this.pick(['^a', 'b$', '(?:ab)+', '[^a]'])}/.test(${this.of('text')})`,
      () => `/a(b)?/.exec(${this.pick(['s.text', this.of('text')])}) ${this.pick(['===', '!=='])} null`,
      () => `('b' in ${this.name('object')})`,
      () => `(${this.of('text')} in ${this.name('object')})`,
      () => `Object.hasOwn(${this.name('object')}, ${this.of('text')})`,
    ])()
  }

  protected of(kind: Kind): string {
    if (this.chance(0.45) && this.names[kind].length > 0) return this.name(kind)
    return this.plain(kind, 2)
  }

  protected plain(kind: Kind, depth: number): string {
    const deeper = (inner: Kind) => (depth > 0 && this.chance(0.6) ? this.plain(inner, depth - 1) : this.leaf(inner))
    const ways: Record<Kind, (() => string)[]> = {
      number: [
        () => this.leaf('number'),
        () => `(${deeper('number')} ${this.pick(['+', '-', '*'])} ${deeper('number')})`,
        () => `((${deeper('number')}) ** ${this.pick(['2', 's.n', '0'])})`,
        () => `(+${deeper('text')} || ${deeper('number')})`,
        () => `(${this.bool()} ? ${deeper('number')} : ${deeper('number')})`,
        () => `(${deeper('list')}[${this.pick(['0', '1', 's.n % 3'])}] ?? ${deeper('number')})`,
        () => `${deeper('list')}.length`,
        () => `${deeper('list')}[s.flag ? 'length' : 'length']`,
        () => `(${deeper('list')}[${this.bool()} ? 'length' : 0] ?? 0)`,
        () => `${deeper('text')}[${this.bool()} ? 'length' : 'length']`,
        () => `(${this.bool()} ? Math.max : Math.min)(${deeper('number')}, ${deeper('number')})`,
        () => `[Math[${this.bool()} ? 'floor' : 'abs']].map((g) => g(${deeper('number')}))[0]`,
        () => `${deeper('list')}.reduce((m, k) => m + k, ${deeper('number')})`,
        () => `(${deeper('list')}.find((k) => k > ${deeper('number')}) ?? 0)`,
        () => `${deeper('list')}.findIndex((k) => k === ${deeper('number')})`,
        () => `(${this.maybe()}?.n ?? ${deeper('number')})`,
        () => `Object.keys(${deeper('object')}).length`,
        () => `(${this.bool()} && ${deeper('number')} || ${deeper('number')})`,
        () => `Math.max(...${deeper('list')}, 1)`,
        () => `new Date(${this.pick(['s.n', 'open.n'])} * 86400000).getUTCDate()`,
        () => `${deeper('text')}.length`,
        () => `Number(${deeper('text')}.${this.pick(['indexOf', 'lastIndexOf'])}('b'))`,
        () => `(${deeper('text')}.${this.pick(['charCodeAt', 'codePointAt'])}(0) || 0)`,
        () => `${deeper('text')}.localeCompare(${deeper('text')})`,
        () => `new Set(${deeper(this.pick(['list', 'text']))}).size`,
        () => `(new Map(${deeper('list')}.map((k) => [k, ${deeper('number')}])).get(${deeper('number')}) ?? 0)`,
        () => `(new Set(${deeper('list')}).has(${deeper('number')}) ? 1 : 2)`,
        () => `${deeper('text')}.localeCompare(${deeper('text')}, 'en', { sensitivity: 'base' })`,
        () => `[${deeper('list')}, [s.list]].flat(${this.pick(['2', 's.n % 3', 'Infinity'])}).length`,
        () => `${deeper('list')}.reduceRight((m, k) => m * 2 + k, ${deeper('number')})`,
        () =>
          `${this.date()}.${this.pick(['getFullYear()', 'getMonth()', 'getDate()', 'getDay()', 'getHours()', 'getMinutes()'])}`,
        () => `new Date(2026, ${this.pick(['s.n', '0'])}, 3).getTime()`,
        () => `(isFinite(${deeper('number')}) ? 1 : Map.groupBy(${deeper('list')}, (k) => k > s.n).size)`,
        () => `${deeper('text')}.search(/[b-d]/${this.pick(['', 'i'])})`,
        () =>
          `(${deeper('text')}.match(/${this.pick(['a+', '(?<x>a)(b)?', '^', 'b$'])}/)?.${this.pick(['index', 'length', '[0].length', 'groups?.x?.length'])} ?? 0)`,
        () => `${deeper('text')}.matchAll(/(a)|b/g).length`,
        () => `(${deeper('text')}.match(/[a-z]/g)?.length ?? 0)`,
        () => `(parseInt(${deeper('text')}, 36) || 0)`,
        () => `Number(${deeper('number')}.toFixed(s.n % 2))`,
        () => `${deeper('list')}.${this.pick(['findLastIndex', 'findIndex'])}((k) => k > ${deeper('number')})`,
        () => `${deeper('list')}.${this.pick(['indexOf', 'lastIndexOf'])}(${deeper('number')})`,
        () => `${deeper('list')}.indexOf(${deeper('number')}, s.n % 2)`,
        () => `(${deeper('list')}.at(${this.pick(['-1', 's.n % 3'])}) ?? 0)`,
        () => `(${this.pick(['Math.floor', 'Math.round', 'Math.abs', 'Math.sign'])}(${deeper('number')}))`,
        () => `JSON.parse(JSON.stringify({ k: ${deeper('number')} })).k`,
        () => `JSON.parse(JSON.stringify(s)).${this.pick(['n', 'list.length', 'deep.n'])}`,
        () =>
          `${this.date()}.${this.pick(['getTime()', 'getUTCDay()', 'getUTCMonth()', 'getUTCHours()', 'getUTCFullYear()', 'getUTCMinutes()', 'getUTCSeconds()', 'getUTCMilliseconds()'])}`,
        () => `dates.compare(${this.date()}, ${this.date()})`,
        () => `dates.between(${this.date()}, ${this.date()}, ${this.pick(["'days'", "s.flag ? 'days' : 'hours'"])})`,
        () => `${this.price()}.amount`,
        () => `Math.${this.pick(['ceil', 'trunc', 'sqrt'])}(${deeper('list')}.length)`,
        () => `Math.${this.pick(['min', 'pow'])}(${deeper('text')}.length % 4, s.n % 3)`,
        () => `(Math.PI > ${deeper('number')} ? 1 : Number.MAX_SAFE_INTEGER % 7)`,
        () => `(${this.pick(['parseFloat', 'Number.parseFloat', 'Number.parseInt'])}(${deeper('text')}) || 0)`,
        () => `Math.floor((Date.now() - Date.parse('2026-01-0' + (s.n + 1))) / 86400000)`,
        () =>
          this.awaited(
            `(await tools.in.get({ k: ${deeper(this.pick(['number', 'text', 'list']))} })).${this.pick(['n', 'list.length'])}`,
          ),
        () => this.awaited(`(await extract(${deeper('text')}, { type: 'object' })).n`),
        () =>
          this.awaited(
            `(await ${this.pick(['classify(s.text, [1])', 'classify(open.text, s.list)', 'summarise(s.text)'])}).n`,
          ),
        () => this.awaited(`(await knowledge.search(${deeper('text')})).length`),
        () =>
          this.awaited(
            `(await knowledge.search(open.text, ${this.pick(['{ everywhere: s.flag }', '(s.flag ? {} : { everywhere: true })'])}))[s.n % 2]?.score ?? 0`,
          ),
        () => `money.compare(${this.price()}, ${this.price()})`,
        () => `(${this.bool()} ? dates.compare : dates.between)('2026-01-01', ${this.date()}, 'days')`,
      ],
      text: [
        () => this.leaf('text'),
        () => `(${deeper('text')} + ${deeper('text')})`,
        () => `\`x\${${deeper('number')}}\``,
        () => `String(${deeper('number')})`,
        () =>
          `${deeper('text')}.${this.pick(['toUpperCase()', 'slice(0, s.n % 3)', "replace('a', 'q')", "padEnd(3, '.')"])}`,
        () => `JSON.stringify(${deeper(this.pick(['list', 'object']))})`,
        () => `(${deeper('text')}.split('')[0] ?? 'z')`,
        () => `${deeper('list')}.join('-')`,
        () => `${deeper('text')}.${this.textMethod(() => deeper('text'))}`,
        () => this.awaited(`(await tools.in.get(s.flag ? { a: 1 } : { b: ${deeper('number')} })).text`),
        () => this.awaited(`(await summarise(${deeper('text')})).text`),
        () =>
          this.awaited(
            `(await knowledge.quote(${this.pick(['s.text', "(s.flag ? { id: 'a' } : { id: 'b' })", '{ id: s.text }', "'p1'"])}, ${deeper('text')})).text`,
          ),
        () => this.awaited(`((await knowledge.search(${deeper('text')})).find(({ score }) => score > s.n)?.id ?? 'z')`),
        () => `dates.format(${this.date()}, ${this.pattern()}${this.pick(['', ", 'UTC'", `, ${this.zone()}`])})`,
        () => `${this.date()}.toISOString()`,
        () => `dates.format('2026-07-01', 'HH', ${this.zone()})`,
        () => `money.format(${this.price()})`,
        () => `${this.price()}.currency`,
        () => `typeof (${this.bool()} ? 1 : 'a')`,
        () => `${deeper('number')}.${this.pick(['toFixed(1)', 'toString()', 'toFixed(s.n % 3)'])}`,
        () => `JSON.stringify(${this.pick(['s', 's.maybe', '{ s }', 's.deep', '[s.list, s.text]'])})`,
        () => `(${deeper('text')}.split(${this.pick(["'a'", "''", 's.text'])}, 2).at(-1) ?? 'z')`,
        () => `(Object.keys(${deeper('object')})[0] ?? 'k')`,
        () =>
          `${deeper('text')}.replace(/${this.pick(['a', '(a)(b)?', '[^a]+', '^|$'])}/${this.pick(['', 'g'])}, ${this.pick(["'q'", "'$1-$&'", deeper('text'), '(m) => m + s.n', "(m) => (s.flag ? m : 'z')", 'String'])})`,
        () => `${deeper('text')}.replaceAll(/a|b/g, ${this.pick(["''", deeper('text'), '(m, at) => String(at)'])})`,
        () =>
          `(${deeper('text')}.split(/${this.pick(['a', '(a)|b', '', '[ab]*'])}/${this.pick(['', ', s.n'])}).at(-1) ?? 'z')`,
        () =>
          `(${deeper('text')}.match(/(?<first>[a-z])(\\d)?/)?.${this.pick(['groups.first', '[1]', 'input'])} ?? 'z')`,
        () =>
          `${deeper('number')}.toLocaleString(${this.pick(['', "'de-DE'", "(s.flag ? 'de' : 'en'), { maximumFractionDigits: s.n }", "'en-US', { style: 'currency', currency: 'EUR' }"])})`,
        () =>
          `new Intl.NumberFormat(${this.pick(["'en-US'", "s.flag ? 'de' : 'en'"])}, { minimumFractionDigits: ${this.pick(['2', 's.n'])} }).format(${deeper('number')})`,
        () =>
          `new Intl.DateTimeFormat('en-US', { ${this.pick(['month', "[s.flag ? 'day' : 'month']"])}: 'numeric' }).format(${this.date()})`,
        () =>
          `${this.date()}.${this.pick(['toLocaleDateString', 'toLocaleTimeString', 'toLocaleString'])}(${this.pick(['', "'de-DE'", "'en-US', { dateStyle: s.flag ? 'short' : 'long' }"])})`,
        () => `${deeper('text')}.normalize(${this.pick(['', "'NFD'"])})`,
        () => `(1 / ${deeper('number')}).toPrecision(3)`,
        () => `JSON.stringify(${deeper('list')}, null, ${this.pick(['1', 's.n'])})`,
        () => `([...${deeper('text')}][${this.pick(['0', 's.n % 2'])}] ?? 'z')`,
      ],
      list: [
        () => this.leaf('list'),
        () => `[...${deeper('list')}, ${deeper('number')}]`,
        () => `${deeper('list')}.filter((k) => ${this.pick(['k > 1', 's.flag', 'k > s.n'])})`,
        () => `${deeper('list')}.map((k, at) => ${this.pick(['k + 1', 'at', 's.n', 's.flag ? k : at'])})`,
        () => `${deeper('list')}.slice(${this.pick(['1', '0, s.n % 3', 's.n % 2'])})`,
        () => `${deeper('list')}.concat(${deeper('list')})`,
        () => `${deeper('list')}.toSorted((p, q) => ${this.pick(['p - q', 's.n - p', 'q - p'])})`,
        () => `${deeper('list')}.flatMap((k) => ${this.pick(['[k, k]', 's.list', 's.flag ? [] : [k]'])})`,
        () => `(${this.bool()} ? ${deeper('list')} : ${deeper('list')})`,
        () => `JSON.parse(JSON.stringify(${deeper('list')}))`,
        () => `Object.values({ a: ${deeper('number')}, b: ${deeper('number')} })`,
        () => `[${deeper('list')}, ${deeper('list')}].flat()`,
        () => `${deeper('list')}.entries().map(([at, k]) => ${this.pick(['at', 'k'])})`,
        () => `Promise.all(${deeper('list')})`,
        () => `${deeper('list')}.with(0, ${deeper('number')})`,
        () => `[1, 2, 3].with(s.n % 3, ${deeper('number')})`,
        () => `${deeper('list')}.toSpliced(${this.pick(['0, 1', 's.n % 2, 1', '1, s.n % 2'])}, ${deeper('number')})`,
        () => `${deeper('list')}.${this.pick(['toReversed()', 'keys()', 'toSorted()'])}`,
        () => `${deeper('list')}.concat(${deeper('number')}, ${deeper('list')})`,
        () =>
          `Array.from({ length: ${this.pick(['2', 's.n', 's.list.length'])} }, (_, at) => ${deeper('number')} + at)`,
        () =>
          `(Object.groupBy(${deeper('list')}, (k) => ${this.pick(['String(k > 1)', 's.text + k', 'String(s.flag)'])}).true ?? [])`,
        () => `Object.keys(Object.groupBy(${deeper('list')}, (k) => \`k\${k % 2}\`)).map((k) => k.length)`,
        () =>
          `${deeper('text')}.split(${this.pick(["''", "'a'", 's.text'])}${this.pick(['', ', s.n'])}).map((c) => c.length)`,
        () =>
          `${deeper('text')}.matchAll(/${this.pick(['a', '(?:ab)?', '[a-z]+'])}/g).map((m) => m.index + m[0].length)`,
        () => `[...new Set(${deeper('list')})]`,
        () =>
          `[...new Map(${deeper('list')}.map((k, at) => [k % 2, at + ${deeper('number')}])).${this.pick(['values', 'keys'])}()]`,
        () => `Array.from(new Map(${deeper('list')}.map((k) => [k, s.n])), ([k, v]) => k + v)`,
        () => `new Set(${deeper('list')}).entries().map(([k, v]) => k)`,
        () => `${deeper('list')}.values()`,
        () => `JSON.parse(\`[\${${deeper('list')}.filter((k) => k > 0).join()}]\`)`,
        () => `[${this.date()}, ${this.date()}].toSorted(dates.compare).map((d) => d.getTime())`,
      ],
      object: [
        () => this.leaf('object'),
        () => `{ a: ${deeper('number')}, l: ${deeper('list')} }`,
        () => `{ ...${deeper('object')}, ${this.pick(['a', 'b'])}: ${deeper('number')} }`,
        () => `{ l: [], [${deeper('text')}]: ${deeper('number')} }`,
        () => `({ ...(s.flag ? { z: 1 } : {}), l: [1], a: 2 })`,
        () => `Object.fromEntries([['l', ${deeper('list')}], [${deeper('text')}, ${deeper('number')}]])`,
        () =>
          `Object.assign({ l: [] }, ${deeper('object')}, ${this.pick(['{ a: 1 }', 's.flag ? { z: 1 } : {}', 's.maybe'])})`,
        () => `Object.fromEntries(Object.entries({ ...${deeper('object')}, l: [] }))`,
      ],
      rows: [
        () => this.leaf('rows'),
        () => `${deeper('rows')}.filter((r) => ${this.pick(['r.n > 1', 's.flag', 'r.k === s.n'])})`,
        () => `${deeper('rows')}.map((r) => ({ ...r, n: ${deeper('number')} }))`,
        () => `${deeper('rows')}.toSorted((p, q) => ${this.pick(['p.n - q.n', 's.n - p.k'])})`,
        () => `[...${deeper('rows')}, { k: ${deeper('number')}, n: 1, l: [] }]`,
        () => `(${this.bool()} ? ${deeper('rows')} : ${deeper('rows')})`,
        () => `${deeper('rows')}.slice(${this.pick(['1', 's.n % 2'])})`,
      ],
      bool: [() => this.bool()],
    }
    return this.pick(ways[kind])()
  }

  /** A read, but not in a function, where it would have to be async. */
  protected awaited(read: string): string {
    return this.functionDepth === 0 ? read : read.endsWith('text') ? "'w'" : '4'
  }

  protected textMethod(text: () => string): string {
    return this.pick([
      () => `slice(${this.pick(['1', 's.n % 3', '0, s.n'])})`,
      () => `substring(0, s.n % 3)`,
      () => `concat(${text()})`,
      () => `replaceAll(${this.pick(["'a'", 's.text'])}, ${text()})`,
      () => `replace('b', ${text()})`,
      () => `${this.pick(['padStart', 'padEnd'])}(${this.pick(['4', 's.n'])}, 'x')`,
      () => `repeat(${this.pick(['2', 's.n % 3'])})`,
      () => this.pick(['trim()', 'trimStart()', 'trimEnd()', 'toLowerCase()', 'toUpperCase()']),
      () => `charAt(${this.pick(['0', 's.n % 2'])})`,
    ])()
  }

  protected date(): string {
    const number = this.pick(['s.n', 'open.n', this.name('number')])
    const duration = this.pick([
      '{ days: s.n }',
      '{ months: open.n, hours: s.list.length }',
      "{ [s.flag ? 'days' : 'weeks']: 1 }",
      '{ ...(s.flag ? { years: 1 } : {}), minutes: 5 }',
      '{}',
    ])
    return this.pick([
      () => 'new Date()',
      () => `new Date(${this.pick(['s.n', 'open.n'])} * 86400000)`,
      () => `dates.parse('2026-01-0' + (${this.pick(['s.n', 'open.n'])} % 7 + 1))`,
      () => `dates.add('2026-03-2${this.upTo(10)}T01:30:00Z', ${duration}${this.pick(['', `, ${this.zone()}`])})`,
      () => `dates.add(new Date(${this.pick(['s.n', 'open.n'])}), ${duration})`,
      () => `(${this.bool()} ? new Date(0) : dates.parse('2026-01-31'))`,
      () => `new Date(Date.UTC(2026, s.n, (${number} % 20) || 1))`,
    ])()
  }

  protected zone(): string {
    return this.pick(["'Europe/Stockholm'", "(s.flag ? 'America/New_York' : 'UTC')", "'UTC'"])
  }

  protected pattern(): string {
    return this.pick(["'yyyy-MM-dd'", "'HH:mm'", "(s.flag ? 'EEE d MMM' : 'yyyy')"])
  }

  protected price(): string {
    const amount = this.pick(['s.n', 'open.n', '7', 's.list.length'])
    const one = `{ amount: ${amount}, currency: 'EUR' }`
    const other = this.pick([
      "{ amount: 2, currency: 'EUR' }",
      "{ amount: s.n, currency: open.text === 'open' ? 'EUR' : 'USD' }",
    ])
    return this.pick([
      () => `money.add(${one}, ${other})`,
      () => `money.subtract(${one}, ${other})`,
      () => `money.multiply(${one}, ${this.pick(['2', '0.15', 's.n', 'open.n'])})`,
      () => `money.add(${one}, ...s.list.map((k) => (${other})))`,
      () => `money.add(${this.bool()} ? ${one} : ${other})`,
      () => `money.multiply({ amount: 3, currency: s.flag ? 'EUR' : 'JPY' }, 1)`,
    ])()
  }

  protected leaf(kind: Kind): string {
    const leaves: Record<Kind, string[]> = {
      number: ['1', '2', 'open.n', 's.n', 's.list.length', 's.deep.n'],
      text: ["'a'", "'b'", 'open.text', 's.text'],
      list: ['[1, 2]', 'open.list', 's.list', 's.deep.list', '[s.n]'],
      object: ['{ a: 1, l: [] }', '{ a: s.n, l: [s.n] }', '{ l: s.list }'],
      rows: [
        '[{ k: 0, n: 1, l: [] }, { k: 1, n: 2, l: [3] }]',
        '[{ k: s.n, n: 0, l: [] }, { k: 2, n: open.n, l: [1] }]',
      ],
      bool: ['s.flag'],
    }
    return this.chance(0.3) && this.names[kind].length > 0 ? this.name(kind) : this.pick(leaves[kind])
  }

  protected name(kind: Kind): string {
    const names = this.names[kind]
    return names.length > 0 ? this.pick(names) : this.leaf(kind)
  }

  protected upTo(below: number): number {
    return Math.floor(this.#random() * below)
  }

  protected chance(of: number): boolean {
    return this.#random() < of
  }

  protected pick<T>(items: readonly T[]): T {
    const item = items[this.upTo(items.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }
}
