/** Numbers from 0 to 1 (mulberry32). A plain linear generator repeats itself far too early. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Kind = 'number' | 'text' | 'list' | 'object' | 'bool'

/**
 * A program that does what it can to get something of `slots.secret` (`{n, text, list, flag, deep: {n, list}, maybe}`) into
 * what it stages and says: through values, branches taken and not taken, loops, jumps, aliases, callbacks, chains,
 * defaults, keys and lengths. Most programs run; some are refused, which is fine.
 */
export function randomProgram(random: () => number): string {
  return new Writer(random).program()
}

class Writer {
  readonly #random: () => number
  readonly #names: Record<Kind, string[]> = { number: [], text: [], list: [], object: [], bool: [] }
  readonly #functions: string[] = []
  #count = 0
  #loops = 0
  #functionDepth = 0

  constructor(random: () => number) {
    this.#random = random
  }

  program(): string {
    const head = ['const s = slots.secret', 'const open = slots.open']
    for (const kind of ['number', 'list', 'object', 'text', 'number', 'list', 'object'] as const)
      head.push(this.#declare(kind))
    const body = Array.from({ length: 3 + this.#upTo(6) }, () => this.#statement(3))
    const all = [...this.#top]
    const fields = all.map((name) => `${name}: ${name}`).join(', ')
    return [
      ...head,
      ...body,
      `tools.out.put({ ${fields} })`,
      this.#pick(['', `say(String(${this.#of('number')}))`]),
    ].join(';\n')
  }

  readonly #top: string[] = []

  #declare(kind: Kind, keyword = this.#pick(['let', 'const'])): string {
    const name = `${kind[0]}${this.#count++}`
    const line = `${kind === 'number' || kind === 'text' ? 'let' : keyword} ${name} = ${this.#fresh(kind)}`
    this.#names[kind].push(name)
    this.#top.push(name)
    return line
  }

  #fresh(kind: Kind): string {
    if (kind === 'list') return this.#pick(['[]', '[1, 2, 3]', '[open.n, 5]'])
    if (kind === 'object')
      return this.#pick(['{ a: 1, l: [1, 2] }', '{ a: open.n, l: [] }', '{ a: 3, l: [7], o: { l: [4] } }'])
    return this.#plain(kind, 1)
  }

  #statement(depth: number): string {
    const ways: (() => string)[] = [
      () => this.#change(),
      () => this.#change(),
      () => `${this.#name('number')} = ${this.#of('number')}`,
      () => `${this.#name('number')} ${this.#pick(['+=', '-=', '*='])} ${this.#of('number')}`,
      () => `${this.#name('text')} = ${this.#of('text')}`,
      () => `${this.#name('number')}++`,
      () => `tools.out.put({ x: ${this.#of(this.#pick(['number', 'text', 'list', 'object']))} })`,
      () => `say(${this.#of('text')})`,
      () => this.#chosenTool(),
      () => this.#alias(),
      () => this.#destructure(),
      () => this.#outOfSight(),
      () => this.#outOfSight(),
    ]
    if (depth > 0) {
      ways.push(
        () => this.#branch(depth),
        () => this.#branch(depth),
        () => this.#loop(depth),
        () => this.#loop(depth),
        () => this.#func(depth),
        () => this.#callback(depth),
        () => `${this.#bool()} && (${this.#effect()})`,
        () => `${this.#maybe()}?.list.concat([(${this.#effect()})])`,
        () => `${this.#maybe()}?.list.concat([]).map((m) => (${this.#effect()}))`,
        () => `${this.#maybe()}?.list[String(${this.#name('number')} = ${this.#of('number')}).length]`,
        () => `${this.#bool()} ? ${this.#effect()} : ${this.#effect()}`,
      )
    }
    if (this.#functions.length > 0)
      ways.push(
        () => this.#call(),
        () => this.#call(),
      )
    if (this.#loops > 0) ways.push(() => `if (${this.#bool()}) ${this.#pick(['break', 'continue'])}`)
    if (this.#functionDepth > 0) ways.push(() => `if (${this.#bool()}) return ${this.#of('number')}`)
    else if (this.#chance(0.1)) ways.push(() => `if (${this.#bool()}) return say(${this.#of('text')})`)
    return this.#pick(ways)()
  }

  /** An expression that changes something. */
  #effect(): string {
    return this.#pick([
      () => `${this.#name('number')} = ${this.#of('number')}`,
      () => `${this.#name('list')}.push(${this.#of('number')})`,
      () => `${this.#name('object')}.a = ${this.#of('number')}`,
      () => `say(${this.#of('text')})`,
      () => `tools.out.put({ x: ${this.#of('number')} })`,
      () => (this.#functions.length > 0 ? this.#call() : '0'),
    ])()
  }

  #change(): string {
    const list = this.#chance(0.8) ? this.#name('list') : `${this.#name('object')}.l`
    return this.#pick([
      () => `${list}.${this.#pick(['push', 'unshift'])}(${this.#of('number')})`,
      () => `${list}.${this.#pick(['pop', 'shift', 'reverse'])}()`,
      () => `${list}.sort((p, q) => ${this.#pick(['p - q', 'q - p', 's.n - 1', 'p * s.n - q'])})`,
      () => `${list}[${this.#pick(['0', `${list}.length`, 's.n % 2', this.#of('number')])}] = ${this.#of('number')}`,
      () => `${this.#name('object')}.a = ${this.#of('number')}`,
      () => `${this.#name('object')}.${this.#pick(['b', 'c'])} = ${this.#of(this.#pick(['number', 'list']))}`,
      () => `${this.#name('object')}[${this.#of('text')}] = ${this.#of('number')}`,
    ])()
  }

  #alias(): string {
    const name = `u${this.#count++}`
    const [source, kind] = this.#pick<[string, Kind]>([
      [this.#name('list'), 'list'],
      [`${this.#name('object')}.l`, 'list'],
      [`${this.#bool()} ? ${this.#name('list')} : ${this.#name('list')}`, 'list'],
      [`[${this.#name('list')}, ${this.#name('list')}][s.n % 2]`, 'list'],
      [`{ a: 1, l: ${this.#name('list')} }`, 'object'],
      [`${this.#bool()} ? ${this.#name('object')} : ${this.#name('object')}`, 'object'],
      [`s.list`, 'list'],
      [`s.deep`, 'object'],
    ])
    this.#names[kind].push(name)
    return `const ${name} = ${source}${source === 's.deep' ? '\n' + `${name}.l = [2]` : ''}`
  }

  #chosenTool(): string {
    const [condition, argument] = [this.#bool(), `{ x: ${this.#of('number')} }`]
    return this.#pick([
      `(${condition} ? tools.out : tools.log).put(${argument})`,
      `;[tools[${condition} ? 'out' : 'log'].put].forEach((g) => g(${argument}))`,
      `(({ put }) => put(${argument}))(${condition} ? tools.out : tools.log)`,
      `(${condition} ? tools.out.put : tools.log.put)(${argument})`,
    ])
  }

  /** A change through a name that the condition before it doesn't show. */
  #outOfSight(): string {
    const [u, h] = [`u${this.#count++}`, `h${this.#count++}`]
    const [list, number] = [this.#name('list'), this.#name('number')]
    return this.#pick([
      () => `if (${this.#bool()}) { const ${u} = ${list}; ${u}.push(${this.#of('number')}) }`,
      () => `const ${h} = { go: () => { ${this.#effect()} } }\nif (${this.#bool()}) ${h}.go()`,
      () => `if (${this.#bool()}) [() => { ${this.#effect()} }].forEach((g) => g())`,
      () =>
        `const ${h} = [() => { ${number} = 7 }, () => { ${list}.push(8) }]\nif (${this.#bool()}) ${h}.forEach((g) => g())`,
      () => `const ${u} = ${this.#bool()} ? ${list} : ${this.#name('list')}\n${u}.push(${this.#of('number')})`,
      () => `const ${u} = [${list}, ${this.#name('list')}][s.n % 2]\nif (${this.#bool()}) ${u}.push(1)`,
      () => `const ${u} = { l: ${list}, m: ${this.#name('list')} }\nif (${this.#bool()}) ${u}.l.push(1)`,
      () => `const ${u} = ${this.#bool()} ? { l: ${list} } : { l: [] }\nif (${this.#bool()}) ${u}.l.push(1)`,
      () => `const ${u} = ${this.#name('object')}\nif (${this.#bool()}) ${u}.a = ${this.#of('number')}`,
      () =>
        `let ${h} = () => 0\nfor (const r of [1]) { ${h} = () => ${number}; if (${this.#bool()}) break\nlet ${number} = 2 }\ntools.out.put({ x: ${h}() })`,
      () => `const ${h} = (x) => { x.push(9) }\nif (${this.#bool()}) ${h}(${list})`,
    ])()
  }

  #destructure(): string {
    const [a, b] = [`d${this.#count++}`, `d${this.#count++}`]
    const source = this.#pick(['s', 's.deep', this.#name('object'), '{ n: 1 }', `(s.maybe ?? ${this.#name('object')})`])
    const fallback = `(${this.#name('number')} = ${this.#of('number')})`
    const line = this.#pick([
      `let { n: ${a} = ${fallback}, ...${b} } = ${source}`,
      `let { zz: ${a} = 1, a: ${b} = ${fallback} } = ${source}`,
      `let [${a} = ${fallback}, ...${b}] = ${this.#pick(['s.list', this.#name('list')])}`,
    ])
    this.#names.number.push(a)
    return `${line}\ntools.out.put({ ${a}: ${a} ?? null, ${b}: ${b} ?? null })`
  }

  #block(depth: number, before: string[] = []): string {
    const kept = Object.entries(this.#names).map(([kind, names]) => [kind, names.length] as const)
    const functions = this.#functions.length
    const top = this.#top.length
    const lines = Array.from({ length: 1 + this.#upTo(3) }, () => this.#statement(depth - 1))
    if (this.#chance(0.2)) lines.unshift(this.#declare(this.#pick(['number', 'list'])))
    this.#top.length = top
    for (const [kind, length] of kept) this.#names[kind as Kind].length = length
    this.#functions.length = functions
    return `{\n${[...before, ...lines].join(';\n')}\n}`
  }

  #branch(depth: number): string {
    const other = this.#chance(0.5) ? ` else ${this.#block(depth)}` : ''
    return `if (${this.#bool()}) ${this.#block(depth)}${other}`
  }

  #loop(depth: number): string {
    const item = `i${this.#count++}`
    const list = this.#pick([
      '[1, 2, 3]',
      's.list',
      this.#name('list'),
      'Object.values({ p: s.n, q: 1 })',
      's.text.split("")',
      '[...s.list, 1]',
    ])
    this.#loops++
    if (!list.includes('text')) this.#names.number.push(item)
    const body = this.#block(depth)
    if (!list.includes('text')) this.#names.number.pop()
    this.#loops--
    return `for (let ${item} of ${list}) ${body}`
  }

  #inFunction<T>(write: () => T): T {
    const loops = this.#loops
    this.#loops = 0
    this.#functionDepth++
    const result = write()
    this.#functionDepth--
    this.#loops = loops
    return result
  }

  #func(depth: number): string {
    const name = `f${this.#count++}`
    const [p, q] = [`p${this.#count++}`, `q${this.#count++}`]
    this.#names.number.push(p)
    this.#names.list.push(q)
    const body = this.#inFunction(() => this.#block(depth))
    this.#names.number.splice(this.#names.number.indexOf(p), 1)
    this.#names.list.splice(this.#names.list.indexOf(q), 1)
    this.#functions.push(name)
    return this.#pick([`const ${name} = (${p}, ${q}) => ${body}`, `function ${name}(${p} = 4, ${q} = []) ${body}`])
  }

  #call(): string {
    const name = this.#pick(this.#functions)
    return this.#pick([
      () => `${name}(${this.#of('number')}, ${this.#name('list')})`,
      () =>
        `(${this.#bool()} ? ${name} : ${this.#pick(this.#functions)})(${this.#of('number')}, ${this.#name('list')})`,
      () => `${name}(...[1, ${this.#name('list')}])`,
      () => `${name}(...s.list.map((m) => m), ${this.#name('list')}, ${this.#name('list')})`,
    ])()
  }

  #callback(depth: number): string {
    const list = this.#pick(['s.list', this.#name('list'), '[3, 1, 2]', '[s.n, 1]'])
    const e = `e${this.#count++}`
    this.#names.number.push(e)
    const body = this.#inFunction(() => this.#block(depth))
    this.#names.number.splice(this.#names.number.indexOf(e), 1)
    const method = this.#pick(['forEach', 'map', 'filter', 'find', 'some', 'every', 'findIndex', 'findLast'])
    const name = `c${this.#count++}`
    const call = this.#pick([`${list}.${method}((${e}) => ${body})`, `Array.from(${list}, (${e}) => ${body})`])
    return `const ${name} = ${call}\ntools.out.put({ ${name}: ${name} ?? null })`
  }

  #maybe(): string {
    return this.#pick(['s.maybe', 's.maybe', '(s.flag ? { n: 1, list: [1] } : null)'])
  }

  #bool(): string {
    return this.#pick([
      () => 's.flag',
      () => `s.n > ${this.#upTo(4)}`,
      () => `s.list.length > ${this.#upTo(2)}`,
      () => `s.list.includes(${this.#upTo(4)})`,
      () => `s.list.some((m) => m > ${this.#upTo(4)})`,
      () => "s.text.startsWith('a')",
      () => '!s.maybe',
      () => `${this.#name('number')} > ${this.#of('number')}`,
      () => `${this.#name('list')}.length > 1`,
      () => 'open.n > 1',
      () => 'true',
      () => `${this.#name('object')}.l === ${this.#name('object')}.l`,
    ])()
  }

  #of(kind: Kind): string {
    if (this.#chance(0.45) && this.#names[kind].length > 0) return this.#name(kind)
    return this.#plain(kind, 2)
  }

  #plain(kind: Kind, depth: number): string {
    const deeper = (inner: Kind) => (depth > 0 && this.#chance(0.6) ? this.#plain(inner, depth - 1) : this.#leaf(inner))
    const ways: Record<Kind, (() => string)[]> = {
      number: [
        () => this.#leaf('number'),
        () => `(${deeper('number')} ${this.#pick(['+', '-', '*'])} ${deeper('number')})`,
        () => `(${this.#bool()} ? ${deeper('number')} : ${deeper('number')})`,
        () => `(${deeper('list')}[${this.#pick(['0', '1', 's.n % 3'])}] ?? ${deeper('number')})`,
        () => `${deeper('list')}.length`,
        () => `${deeper('list')}[s.flag ? 'length' : 'length']`,
        () => `(${deeper('list')}[${this.#bool()} ? 'length' : 0] ?? 0)`,
        () => `${deeper('text')}[${this.#bool()} ? 'length' : 'length']`,
        () => `(${this.#bool()} ? Math.max : Math.min)(${deeper('number')}, ${deeper('number')})`,
        () => `[Math[${this.#bool()} ? 'floor' : 'abs']].map((g) => g(${deeper('number')}))[0]`,
        () => `${deeper('list')}.reduce((m, k) => m + k, ${deeper('number')})`,
        () => `(${deeper('list')}.find((k) => k > ${deeper('number')}) ?? 0)`,
        () => `${deeper('list')}.findIndex((k) => k === ${deeper('number')})`,
        () => `(${this.#maybe()}?.n ?? ${deeper('number')})`,
        () => `Object.keys(${deeper('object')}).length`,
        () => `(${this.#bool()} && ${deeper('number')} || ${deeper('number')})`,
        () => `Math.max(...${deeper('list')}, 1)`,
        () => `new Date(${this.#pick(['s.n', 'open.n'])} * 86400000).getUTCDate()`,
        () => `${deeper('text')}.length`,
        () => `Number(${deeper('text')}.${this.#pick(['indexOf', 'lastIndexOf'])}('b'))`,
        () => `(${deeper('text')}.${this.#pick(['charCodeAt', 'codePointAt'])}(0) || 0)`,
        () => `${deeper('text')}.localeCompare(${deeper('text')})`,
        () => `(parseInt(${deeper('text')}, 36) || 0)`,
        () => `Number(${deeper('number')}.toFixed(s.n % 2))`,
        () => `${deeper('list')}.${this.#pick(['findLastIndex', 'findIndex'])}((k) => k > ${deeper('number')})`,
        () => `${deeper('list')}.${this.#pick(['indexOf', 'lastIndexOf'])}(${deeper('number')})`,
        () => `${deeper('list')}.indexOf(${deeper('number')}, s.n % 2)`,
        () => `(${deeper('list')}.at(${this.#pick(['-1', 's.n % 3'])}) ?? 0)`,
        () => `(${this.#pick(['Math.floor', 'Math.round', 'Math.abs', 'Math.sign'])}(${deeper('number')}))`,
        () => `JSON.parse(JSON.stringify({ k: ${deeper('number')} })).k`,
        () => `JSON.parse(JSON.stringify(s)).${this.#pick(['n', 'list.length', 'deep.n'])}`,
        () => `${this.#date()}.${this.#pick(['getTime()', 'getUTCDay()', 'getUTCMonth()', 'getUTCHours()'])}`,
        () => `dates.compare(${this.#date()}, ${this.#date()})`,
        () => `dates.between(${this.#date()}, ${this.#date()}, ${this.#pick(["'days'", "s.flag ? 'days' : 'hours'"])})`,
        () => `${this.#price()}.amount`,
        () => `money.compare(${this.#price()}, ${this.#price()})`,
        () => `(${this.#bool()} ? dates.compare : dates.between)('2026-01-01', ${this.#date()}, 'days')`,
      ],
      text: [
        () => this.#leaf('text'),
        () => `(${deeper('text')} + ${deeper('text')})`,
        () => `\`x\${${deeper('number')}}\``,
        () => `String(${deeper('number')})`,
        () =>
          `${deeper('text')}.${this.#pick(['toUpperCase()', 'slice(0, s.n % 3)', "replace('a', 'q')", "padEnd(3, '.')"])}`,
        () => `JSON.stringify(${deeper(this.#pick(['list', 'object']))})`,
        () => `(${deeper('text')}.split('')[0] ?? 'z')`,
        () => `${deeper('list')}.join('-')`,
        () => `${deeper('text')}.${this.#textMethod(() => deeper('text'))}`,
        () => `dates.format(${this.#date()}, ${this.#pattern()}${this.#pick(['', ", 'UTC'", `, ${this.#zone()}`])})`,
        () => `${this.#date()}.toISOString()`,
        () => `money.format(${this.#price()})`,
        () => `${this.#price()}.currency`,
        () => `typeof (${this.#bool()} ? 1 : 'a')`,
        () => `${deeper('number')}.${this.#pick(['toFixed(1)', 'toString()', 'toFixed(s.n % 3)'])}`,
        () => `JSON.stringify(${this.#pick(['s', 's.maybe', '{ s }', 's.deep', '[s.list, s.text]'])})`,
        () => `(${deeper('text')}.split(${this.#pick(["'a'", "''", 's.text'])}, 2).at(-1) ?? 'z')`,
        () => `(Object.keys(${deeper('object')})[0] ?? 'k')`,
      ],
      list: [
        () => this.#leaf('list'),
        () => `[...${deeper('list')}, ${deeper('number')}]`,
        () => `${deeper('list')}.filter((k) => ${this.#pick(['k > 1', 's.flag', 'k > s.n'])})`,
        () => `${deeper('list')}.map((k, at) => ${this.#pick(['k + 1', 'at', 's.n', 's.flag ? k : at'])})`,
        () => `${deeper('list')}.slice(${this.#pick(['1', '0, s.n % 3', 's.n % 2'])})`,
        () => `${deeper('list')}.concat(${deeper('list')})`,
        () => `${deeper('list')}.toSorted((p, q) => ${this.#pick(['p - q', 's.n - p', 'q - p'])})`,
        () => `${deeper('list')}.flatMap((k) => ${this.#pick(['[k, k]', 's.list', 's.flag ? [] : [k]'])})`,
        () => `(${this.#bool()} ? ${deeper('list')} : ${deeper('list')})`,
        () => `JSON.parse(JSON.stringify(${deeper('list')}))`,
        () => `Object.values({ a: ${deeper('number')}, b: ${deeper('number')} })`,
        () => `[${deeper('list')}, ${deeper('list')}].flat()`,
        () => `${deeper('list')}.entries().map(([at, k]) => ${this.#pick(['at', 'k'])})`,
        () => `Promise.all(${deeper('list')})`,
        () => `${deeper('list')}.with(0, ${deeper('number')})`,
        () => `[1, 2, 3].with(s.n % 3, ${deeper('number')})`,
        () => `${deeper('list')}.toSpliced(${this.#pick(['0, 1', 's.n % 2, 1', '1, s.n % 2'])}, ${deeper('number')})`,
        () => `${deeper('list')}.${this.#pick(['toReversed()', 'keys()', 'toSorted()'])}`,
        () => `${deeper('list')}.concat(${deeper('number')}, ${deeper('list')})`,
        () =>
          `Array.from({ length: ${this.#pick(['2', 's.n', 's.list.length'])} }, (_, at) => ${deeper('number')} + at)`,
        () =>
          `(Object.groupBy(${deeper('list')}, (k) => ${this.#pick(['String(k > 1)', 's.text + k', 'String(s.flag)'])}).true ?? [])`,
        () => `Object.keys(Object.groupBy(${deeper('list')}, (k) => \`k\${k % 2}\`)).map((k) => k.length)`,
        () =>
          `${deeper('text')}.split(${this.#pick(["''", "'a'", 's.text'])}${this.#pick(['', ', s.n'])}).map((c) => c.length)`,
        () => `JSON.parse(\`[\${${deeper('list')}.filter((k) => k > 0).join()}]\`)`,
        () => `[${this.#date()}, ${this.#date()}].toSorted(dates.compare).map((d) => d.getTime())`,
      ],
      object: [
        () => this.#leaf('object'),
        () => `{ a: ${deeper('number')}, l: ${deeper('list')} }`,
        () => `{ ...${deeper('object')}, ${this.#pick(['a', 'b'])}: ${deeper('number')} }`,
        () => `{ l: [], [${deeper('text')}]: ${deeper('number')} }`,
        () => `({ ...(s.flag ? { z: 1 } : {}), l: [1], a: 2 })`,
        () => `Object.fromEntries([['l', ${deeper('list')}], [${deeper('text')}, ${deeper('number')}]])`,
        () => `Object.fromEntries(Object.entries({ ...${deeper('object')}, l: [] }))`,
      ],
      bool: [() => this.#bool()],
    }
    return this.#pick(ways[kind])()
  }

  #textMethod(text: () => string): string {
    return this.#pick([
      () => `slice(${this.#pick(['1', 's.n % 3', '0, s.n'])})`,
      () => `substring(0, s.n % 3)`,
      () => `concat(${text()})`,
      () => `replaceAll(${this.#pick(["'a'", 's.text'])}, ${text()})`,
      () => `replace('b', ${text()})`,
      () => `${this.#pick(['padStart', 'padEnd'])}(${this.#pick(['4', 's.n'])}, 'x')`,
      () => `repeat(${this.#pick(['2', 's.n % 3'])})`,
      () => this.#pick(['trim()', 'trimStart()', 'trimEnd()', 'toLowerCase()', 'toUpperCase()']),
      () => `charAt(${this.#pick(['0', 's.n % 2'])})`,
    ])()
  }

  #date(): string {
    const number = this.#pick(['s.n', 'open.n', this.#name('number')])
    const duration = this.#pick([
      '{ days: s.n }',
      '{ months: open.n, hours: s.list.length }',
      "{ [s.flag ? 'days' : 'weeks']: 1 }",
      '{ ...(s.flag ? { years: 1 } : {}), minutes: 5 }',
      '{}',
    ])
    return this.#pick([
      () => 'new Date()',
      () => `new Date(${this.#pick(['s.n', 'open.n'])} * 86400000)`,
      () => `dates.parse('2026-01-0' + (${this.#pick(['s.n', 'open.n'])} % 7 + 1))`,
      () => `dates.add('2026-03-2${this.#upTo(10)}T01:30:00Z', ${duration}${this.#pick(['', `, ${this.#zone()}`])})`,
      () => `dates.add(new Date(${this.#pick(['s.n', 'open.n'])}), ${duration})`,
      () => `(${this.#bool()} ? new Date(0) : dates.parse('2026-01-31'))`,
      () => `new Date(Date.UTC(2026, s.n, (${number} % 20) || 1))`,
    ])()
  }

  #zone(): string {
    return this.#pick(["'Europe/Stockholm'", "(s.flag ? 'America/New_York' : 'UTC')", "'UTC'"])
  }

  #pattern(): string {
    return this.#pick(["'yyyy-MM-dd'", "'HH:mm'", "(s.flag ? 'EEE d MMM' : 'yyyy')"])
  }

  #price(): string {
    const amount = this.#pick(['s.n', 'open.n', '7', 's.list.length'])
    const one = `{ amount: ${amount}, currency: 'EUR' }`
    const other = this.#pick([
      "{ amount: 2, currency: 'EUR' }",
      "{ amount: s.n, currency: open.text === 'open' ? 'EUR' : 'USD' }",
    ])
    return this.#pick([
      () => `money.add(${one}, ${other})`,
      () => `money.subtract(${one}, ${other})`,
      () => `money.multiply(${one}, ${this.#pick(['2', '0.15', 's.n', 'open.n'])})`,
      () => `money.add(${one}, ...s.list.map((k) => (${other})))`,
      () => `money.add(${this.#bool()} ? ${one} : ${other})`,
      () => `money.multiply({ amount: 3, currency: s.flag ? 'EUR' : 'JPY' }, 1)`,
    ])()
  }

  #leaf(kind: Kind): string {
    const leaves: Record<Kind, string[]> = {
      number: ['1', '2', 'open.n', 's.n', 's.list.length', 's.deep.n'],
      text: ["'a'", "'b'", 'open.text', 's.text'],
      list: ['[1, 2]', 'open.list', 's.list', 's.deep.list', '[s.n]'],
      object: ['{ a: 1, l: [] }', '{ a: s.n, l: [s.n] }', '{ l: s.list }'],
      bool: ['s.flag'],
    }
    return this.#chance(0.3) && this.#names[kind].length > 0 ? this.#name(kind) : this.#pick(leaves[kind])
  }

  #name(kind: Kind): string {
    const names = this.#names[kind]
    return names.length > 0 ? this.#pick(names) : this.#leaf(kind)
  }

  #upTo(below: number): number {
    return Math.floor(this.#random() * below)
  }

  #chance(of: number): boolean {
    return this.#random() < of
  }

  #pick<T>(items: readonly T[]): T {
    const item = items[this.#upTo(items.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }
}
