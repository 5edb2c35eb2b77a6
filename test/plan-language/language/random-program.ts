import type { Kind } from './random-expressions.ts'
import { RandomChanges } from './random-changes.ts'

/**
 * A program that does what it can to get something of `slots.secret` (`{n, text, list, flag, deep: {n, list}, maybe}`) into
 * what it stages and says: through values, branches taken and not taken, loops, jumps, aliases, callbacks, chains,
 * defaults, keys and lengths. Most programs run; some are refused, which is fine.
 */
export function randomProgram(random: () => number): string {
  return new Writer(random).program()
}

class Writer extends RandomChanges {
  readonly #functions: string[] = []
  #loops = 0

  program(): string {
    const head = ['const s = slots.secret', 'const open = slots.open']
    for (const kind of ['number', 'list', 'object', 'text', 'number', 'list', 'object', 'rows'] as const)
      head.push(this.#declare(kind))
    const body = Array.from({ length: 3 + this.upTo(6) }, () => this.#statement(3))
    const all = [...this.#top]
    const fields = all.map((name) => `${name}: ${name}`).join(', ')
    return [
      ...head,
      ...body,
      `tools.out.put({ ${fields} })`,
      this.pick([
        '',
        `say(String(${this.of('number')}))`,
        `return ${this.of('text')}`,
        `return ${this.bool()} ? 'a' : null`,
      ]),
    ].join(';\n')
  }

  readonly #top: string[] = []

  #declare(kind: Kind, keyword = this.pick(['let', 'const'])): string {
    const name = `${kind[0]}${this.fresh()}`
    const line = `${kind === 'number' || kind === 'text' ? 'let' : keyword} ${name} = ${this.#fresh(kind)}`
    this.names[kind].push(name)
    this.#top.push(name)
    return line
  }

  #fresh(kind: Kind): string {
    if (kind === 'list') return this.pick(['[]', '[1, 2, 3]', '[open.n, 5]'])
    if (kind === 'object')
      return this.pick(['{ a: 1, l: [1, 2] }', '{ a: open.n, l: [] }', '{ a: 3, l: [7], o: { l: [4] } }'])
    return this.plain(kind, 1)
  }

  #statement(depth: number): string {
    const ways: (() => string)[] = [
      () => this.#change(),
      () => this.#change(),
      () => `${this.name('number')} = ${this.of('number')}`,
      () => `${this.name('number')} ${this.pick(['+=', '-=', '*='])} ${this.of('number')}`,
      () => `${this.name('text')} = ${this.of('text')}`,
      () => `${this.name('number')}++`,
      () => `tools.out.put({ x: ${this.of(this.pick(['number', 'text', 'list', 'object']))} })`,
      () => (this.chance(0.2) ? this.#anew() : `say(${this.of('text')})`),
      () => this.#chosenTool(),
      () => this.#alias(),
      () => this.#destructure(),
      () => this.#outOfSight(),
      () => this.#outOfSight(),
      () => this.#otherForm(),
      () => this.rowChange(() => this.#effect()),
      () => this.bucketChange(),
      () => this.dateChange(),
      () => this.collectionChange(() => this.#effect()),
    ]
    if (depth > 0) {
      ways.push(
        () => this.#branch(depth),
        () => this.#branch(depth),
        () => this.#loop(depth),
        () => this.#loop(depth),
        () => this.#countedLoop(depth),
        () => this.#cases(depth),
        () => this.#func(depth),
        () => this.#callback(depth),
        () => this.#ownList(),
        () => `${this.bool()} && (${this.#effect()})`,
        () => `${this.maybe()}?.list.concat([(${this.#effect()})])`,
        () => `${this.maybe()}?.list.concat([]).map((m) => (${this.#effect()}))`,
        () => `${this.maybe()}?.list[String(${this.name('number')} = ${this.of('number')}).length]`,
        () => `${this.bool()} ? ${this.#effect()} : ${this.#effect()}`,
      )
    }
    if (this.#functions.length > 0)
      ways.push(
        () => this.#call(),
        () => this.#call(),
      )
    if (this.#loops > 0) ways.push(() => `if (${this.bool()}) ${this.pick(['break', 'continue'])}`)
    if (this.chance(0.05)) ways.push(() => `if (${this.bool()}) throw new Error(${this.of('text')})`)
    if (this.functionDepth > 0) ways.push(() => `if (${this.bool()}) return ${this.of('number')}`)
    else if (this.chance(0.1))
      ways.push(() => `if (${this.bool()}) return ${this.pick([`say(${this.of('text')})`, this.of('text'), 'null'])}`)
    return this.pick(ways)()
  }

  /** What has another program written, after this one or in its place. */
  #anew(): string {
    return this.chance(0.5) ? 'next()' : `show(${this.of(this.pick(['number', 'text', 'list']))})`
  }

  /** An expression that changes something. */
  #effect(): string {
    return this.pick([
      () => `${this.name('number')} = ${this.of('number')}`,
      () => `${this.name('list')}.push(${this.of('number')})`,
      () => `${this.name('object')}.a = ${this.of('number')}`,
      () => (this.chance(0.2) ? 'next()' : `say(${this.of('text')})`),
      () => `tools.out.put({ x: ${this.of('number')} })`,
      () => (this.#functions.length > 0 ? this.#call() : '0'),
    ])()
  }

  #change(): string {
    const list = this.chance(0.8) ? this.name('list') : `${this.name('object')}.l`
    return this.pick([
      () => `${list}.${this.pick(['push', 'unshift'])}(${this.of('number')})`,
      () => `${list}.${this.pick(['pop', 'shift', 'reverse'])}()`,
      () => `${list}.splice(${this.pick(['0, 1', 's.n % 2, 1', '1, 0', `0, 1, ${this.of('number')}`])})`,
      () =>
        `Object.assign(${this.name('object')}, ${this.pick([this.name('object'), '{ b: 1 }', 's.flag ? { b: 1 } : {}', 's.maybe'])})`,
      () => `${list}.sort((p, q) => ${this.pick(['p - q', 'q - p', 's.n - 1', 'p * s.n - q'])})`,
      () => `${list}[${this.pick(['0', `${list}.length`, 's.n % 2', this.of('number')])}] = ${this.of('number')}`,
      () => `${this.name('object')}.a = ${this.of('number')}`,
      () => `${this.name('object')}.${this.pick(['b', 'c'])} = ${this.of(this.pick(['number', 'list']))}`,
      () => `${this.name('object')}[${this.of('text')}] = ${this.of('number')}`,
    ])()
  }

  #alias(): string {
    const name = `u${this.fresh()}`
    const [source, kind] = this.pick<[string, Kind]>([
      [this.name('list'), 'list'],
      [`${this.name('object')}.l`, 'list'],
      [`${this.bool()} ? ${this.name('list')} : ${this.name('list')}`, 'list'],
      [`[${this.name('list')}, ${this.name('list')}][s.n % 2]`, 'list'],
      [`{ a: 1, l: ${this.name('list')} }`, 'object'],
      [`${this.bool()} ? ${this.name('object')} : ${this.name('object')}`, 'object'],
      [`s.list`, 'list'],
      [`s.deep`, 'object'],
    ])
    this.names[kind].push(name)
    return `const ${name} = ${source}${source === 's.deep' ? '\n' + `${name}.l = [2]` : ''}`
  }

  #chosenTool(): string {
    const [condition, argument] = [this.bool(), `{ x: ${this.of('number')} }`]
    return this.pick([
      `(${condition} ? tools.out : tools.log).put(${argument})`,
      `;[tools[${condition} ? 'out' : 'log'].put].forEach((g) => g(${argument}))`,
      `(({ put }) => put(${argument}))(${condition} ? tools.out : tools.log)`,
      `(${condition} ? tools.out.put : tools.log.put)(${argument})`,
    ])
  }

  /** What can be written in another way than the other statements write it. */
  #otherForm(): string {
    const [h, number] = [`h${this.fresh()}`, this.name('number')]
    const inside = () => this.#inFunction(() => `${this.#effect()}\nreturn ${this.of('number')}`)
    return this.pick([
      () => `${number} ${this.pick(['/=', '%=', '**='])} ${this.of('number')}`,
      () => `${number} ${this.pick(['??=', '||=', '&&='])} ${this.of('number')}`,
      () => `${this.name('object')}.${this.pick(['a', 'b'])} ${this.pick(['??=', '||=', '&&='])} ${this.of('number')}`,
      () => `delete ${this.name('object')}.${this.pick(['a', 'b'])}`,
      () => `tools.out.put({ x: ${this.of('text')}.replace(/[a-c]/g, (${h}) => { ${inside()} }) })`,
      () =>
        `const ${h} = ${this.of('text')}.match(/(?<x>a)|b/)\nif (${h}) { ${this.pick([`${h}.push('c')`, `${h}.groups.y = ${this.of('number')}`, `${h}.reverse()`])} }\ntools.out.put({ ${h}, x: ${h}?.index ?? 0, y: ${h}?.groups ?? null })`,
      () => `delete ${this.name('object')}[${this.of('text')}]`,
      () => `tools.out.put({ x: ${this.pick(['++', '--'])}${number}, y: ${number}${this.pick(['++', '--'])} })`,
      () => `const ${h} = { go(x) { ${inside()} } }\nif (${this.bool()}) tools.out.put({ x: ${h}.go(1) })`,
      () => `const ${h} = function (x = ${this.of('number')}) { ${inside()} }\ntools.out.put({ x: ${h}() })`,
      () => `const ${h} = ${this.bool()} ? () => { ${inside()} } : null\ntools.out.put({ x: ${h}?.() ?? 0 })`,
      () =>
        `const ${h} = { go: ${this.bool()} ? () => { ${inside()} } : null }\ntools.out.put({ x: ${h}.go?.() ?? 0 })`,
      () => `const ${h} = async (x) => { ${inside()} }\ntools.out.put({ x: await ${h}(${this.of('number')}) })`,
      () => `async function ${h}(x) { ${inside()} }\ntools.out.put({ x: await ${h}(1) })`,
      () =>
        `const ${h} = await Promise.all(${this.name('list')}.map(async (x) => { const r = await tools.in.get({ x })\n${inside()} }))\ntools.out.put({ x: ${h} })`,
    ])()
  }

  /** A change through a name that the condition before it doesn't show. */
  #outOfSight(): string {
    const [u, h] = [`u${this.fresh()}`, `h${this.fresh()}`]
    const [list, number] = [this.name('list'), this.name('number')]
    return this.pick([
      () => `if (${this.bool()}) { const ${u} = ${list}; ${u}.push(${this.of('number')}) }`,
      () => `const ${h} = { go: () => { ${this.#effect()} } }\nif (${this.bool()}) ${h}.go()`,
      () => `if (${this.bool()}) [() => { ${this.#effect()} }].forEach((g) => g())`,
      () =>
        `const ${h} = [() => { ${number} = 7 }, () => { ${list}.push(8) }]\nif (${this.bool()}) ${h}.forEach((g) => g())`,
      () => `const ${u} = ${this.bool()} ? ${list} : ${this.name('list')}\n${u}.push(${this.of('number')})`,
      () => `const ${u} = [${list}, ${this.name('list')}][s.n % 2]\nif (${this.bool()}) ${u}.push(1)`,
      () => `const ${u} = { l: ${list}, m: ${this.name('list')} }\nif (${this.bool()}) ${u}.l.push(1)`,
      () => `const ${u} = ${this.bool()} ? { l: ${list} } : { l: [] }\nif (${this.bool()}) ${u}.l.push(1)`,
      () => `const ${u} = ${this.name('object')}\nif (${this.bool()}) ${u}.a = ${this.of('number')}`,
      () =>
        `let ${h} = () => 0\nfor (const r of [1]) { ${h} = () => ${number}; if (${this.bool()}) break\nlet ${number} = 2 }\ntools.out.put({ x: ${h}() })`,
      () => `const ${h} = (x) => { x.push(9) }\nif (${this.bool()}) ${h}(${list})`,
    ])()
  }

  #destructure(): string {
    const [a, b] = [`d${this.fresh()}`, `d${this.fresh()}`]
    const source = this.pick(['s', 's.deep', this.name('object'), '{ n: 1 }', `(s.maybe ?? ${this.name('object')})`])
    const fallback = `(${this.name('number')} = ${this.of('number')})`
    const line = this.pick([
      `let { n: ${a} = ${fallback}, ...${b} } = ${source}`,
      `let { zz: ${a} = 1, a: ${b} = ${fallback} } = ${source}`,
      `let [${a} = ${fallback}, ...${b}] = ${this.pick(['s.list', this.name('list')])}`,
    ])
    this.names.number.push(a)
    return `${line}\ntools.out.put({ ${a}: ${a} ?? null, ${b}: ${b} ?? null })`
  }

  #block(depth: number, before: string[] = []): string {
    const kept = Object.entries(this.names).map(([kind, names]) => [kind, names.length] as const)
    const functions = this.#functions.length
    const top = this.#top.length
    const lines = Array.from({ length: 1 + this.upTo(3) }, () => this.#statement(depth - 1))
    if (this.chance(0.2)) lines.unshift(this.#declare(this.pick(['number', 'list'])))
    this.#top.length = top
    for (const [kind, length] of kept) this.names[kind as Kind].length = length
    this.#functions.length = functions
    return `{\n${[...before, ...lines].join(';\n')}\n}`
  }

  #branch(depth: number): string {
    const other = this.chance(0.5) ? ` else ${this.#block(depth)}` : ''
    return `if (${this.bool()}) ${this.#block(depth)}${other}`
  }

  #loop(depth: number): string {
    const item = `i${this.fresh()}`
    const list = this.pick([
      '[1, 2, 3]',
      's.list',
      this.name('list'),
      'Object.values({ p: s.n, q: 1 })',
      's.text.split("")',
      's.text',
      '[...s.list, 1]',
    ])
    this.#loops++
    if (!list.includes('text')) this.names.number.push(item)
    const body = this.#block(depth)
    if (!list.includes('text')) this.names.number.pop()
    this.#loops--
    return `for (let ${item} of ${list}) ${body}`
  }

  /** A loop that ends itself, whatever its body does: rounds are counted by a name that nothing else knows. */
  #countedLoop(depth: number): string {
    const [i, c] = [`i${this.fresh()}`, `c${this.fresh()}`]
    const most = this.pick(['3', 's.n', 's.list.length', `${this.name('list')}.length`, `(${this.bool()} ? 1 : 3)`])
    const test = this.pick([`${i} < ${most}`, `${i} < 4 && ${this.bool()}`, `${i} < 3 && ${this.name('number')} < 5`])
    const step = this.pick([`${i}++`, `${i} += 1`, `${i}++`, `${i} += s.n + 1`])
    this.#loops++
    const body = this.#block(depth, [`if (++${c} > 5) break`])
    this.#loops--
    const counted = `let ${c} = 0\nlet ${i} = 0\n`
    const inside = body.replace('break;', `break;\n${step};`)
    const loop = this.pick([
      () => `for (let ${i} = 0; ${test}; ${step}) ${body}`,
      () => `for (let ${i} = 0, z${i} = ${this.of('number')}; ${test}; ${step}) ${body}`,
      () => `{ ${counted}while (${test}) ${inside} }`,
      () => `{ ${counted}do ${inside} while (${test}) }`,
      () => `for (;;) { if (${c} > 3 || ${this.bool()}) break; ${c}++ }`,
      () =>
        `for (const ${i} in ${this.name('object')}) { if (${this.bool()}) continue; ${this.#effect()}; tools.out.put({ x: ${i} }) }`,
      () =>
        `const f${c} = []\nfor (let ${i} = 0; ${i} < 3 && ${test}; ${i}++) f${c}.push(() => ${i})\ntools.out.put({ x: f${c}.map((g) => g()) })`,
    ])()
    return loop.startsWith('{') ? loop : `let ${c} = 0\n${loop}`
  }

  #cases(depth: number): string {
    const block = () => this.#block(depth).replace(/^\{\n|\n\}$/gu, '')
    const end = () => this.pick(['break', 'break', ';', `if (${this.bool()}) break`])
    const [value, ...tests] = this.pick([
      ['s.n', '0', '1', this.of('number')],
      [this.of('number'), '1', 's.n', '2'],
      ['s.text', "'abc'", this.of('text')],
      ['true', this.bool(), this.bool()],
    ])
    const cases = tests.map((test) => `case ${test}: {\n${block()}\n}\n${end()}`)
    const other = this.pick(['', `default: {\n${block()}\n}`])
    return `switch (${value}) {\n${this.pick([
      [...cases, other],
      [other && `${other}\n${end()}`, ...cases],
    ]).join('\n')}\n}`
  }

  #inFunction<T>(write: () => T): T {
    const loops = this.#loops
    this.#loops = 0
    this.functionDepth++
    const result = write()
    this.functionDepth--
    this.#loops = loops
    return result
  }

  #func(depth: number): string {
    const name = `f${this.fresh()}`
    const [p, q] = [`p${this.fresh()}`, `q${this.fresh()}`]
    this.names.number.push(p)
    this.names.list.push(q)
    const body = this.#inFunction(() => this.#block(depth))
    this.names.number.splice(this.names.number.indexOf(p), 1)
    this.names.list.splice(this.names.list.indexOf(q), 1)
    this.#functions.push(name)
    return this.pick([`const ${name} = (${p}, ${q}) => ${body}`, `function ${name}(${p} = 4, ${q} = []) ${body}`])
  }

  #call(): string {
    const name = this.pick(this.#functions)
    return this.pick([
      () => `${name}(${this.of('number')}, ${this.name('list')})`,
      () => `(${this.bool()} ? ${name} : ${this.pick(this.#functions)})(${this.of('number')}, ${this.name('list')})`,
      () => `${name}(...[1, ${this.name('list')}])`,
      () => `${name}(...s.list.map((m) => m), ${this.name('list')}, ${this.name('list')})`,
    ])()
  }

  #callback(depth: number): string {
    const list = this.pick(['s.list', this.name('list'), '[3, 1, 2]', '[s.n, 1]'])
    const e = `e${this.fresh()}`
    this.names.number.push(e)
    const body = this.#inFunction(() => this.#block(depth))
    this.names.number.splice(this.names.number.indexOf(e), 1)
    const method = this.pick(['forEach', 'map', 'filter', 'find', 'some', 'every', 'findIndex', 'findLast'])
    const name = `c${this.fresh()}`
    const call = this.pick([`${list}.${method}((${e}) => ${body})`, `Array.from(${list}, (${e}) => ${body})`])
    return `const ${name} = ${call}\ntools.out.put({ ${name}: ${name} ?? null })`
  }

  /** A list that is changed while it is gone over. */
  #ownList(): string {
    const [list, e, name] = [this.name('list'), `e${this.fresh()}`, `c${this.fresh()}`]
    const change = this.pick(['reverse()', 'pop()', 'shift()', 'unshift(7)', 'push(9)', 'sort((p, q) => q - p)'])
    const body = `{ if (${this.bool()}) ${list}.${change}; tools.out.put({ x: ${e} })\nreturn ${e} > ${this.upTo(4)} }`
    const method = this.pick(['forEach', 'map', 'filter', 'find', 'findLast', 'findIndex', 'flatMap', 'some', 'every'])
    const result = method === 'flatMap' ? body.replace('return ', 'return [').replace(/ \}$/, '] }') : body
    return this.pick([
      () => `const ${name} = ${list}.${method}((${e}) => ${result})\ntools.out.put({ ${name}: ${name} ?? null })`,
      () => `for (const ${e} of ${list}) { if (${this.bool()}) ${list}.${change}; tools.out.put({ x: ${e} }) }`,
      () =>
        `const ${name} = ${list}.reduce((m, ${e}) => { if (${this.bool()}) ${list}.${change}; return m + ${e} }, 0)\ntools.out.put({ ${name}: ${name} })`,
      () =>
        `const ${name} = Object.groupBy(${list}, (${e}) => { if (${this.bool()}) ${list}.${change}; return String(${e} > 1) })\ntools.out.put({ ${name}: ${name} })`,
      () =>
        `const ${name} = Array.from(${list}, (${e}) => { if (${this.bool()}) ${list}.${change}; return ${e} })\ntools.out.put({ ${name}: ${name} })`,
      () => `${list}.sort((p, q) => { if (${this.bool()}) ${list}.${change}; return p - q })`,
      () =>
        `const ${name} = ${list}.toSorted((p, q) => { if (${this.bool()}) ${list}.${change}; return p - q })\ntools.out.put({ ${name}: ${name} })`,
    ])()
  }
}
