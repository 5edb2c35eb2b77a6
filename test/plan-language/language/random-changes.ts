import { RandomExpressions } from './random-expressions.ts'

/** Changes of something that was found, chosen or grouped: by a value, by a key, in a helper, in `reduce`. */
export class RandomChanges extends RandomExpressions {
  #count = 0

  /** For a name that no other has. */
  protected fresh(): number {
    return this.#count++
  }

  /** A row, chosen. */
  #row(rows: string): string {
    return this.pick([
      () => `${rows}.find((x) => x.k === ${this.of('number')})`,
      () => `${rows}.find((x) => ${this.bool()})`,
      () => `${rows}.${this.pick(['find', 'findLast'])}((x) => x.k === ${this.pick(['1', 's.n', 'open.n'])})`,
      () => `${rows}[${this.pick(['0', '1', 's.n % 2', `${rows}.findIndex((x) => x.k === s.n)`])}]`,
      () => `${rows}.at(${this.pick(['-1', '0', 's.n % 2'])})`,
      () => `${rows}.filter((x) => ${this.bool()})[0]`,
      () => `(${this.bool()} ? ${rows} : ${this.name('rows')}).find((x) => x.n > ${this.of('number')})`,
      () => `(${rows}.find((x) => x.k === s.n) ?? ${this.name('rows')}[0])`,
      () => `{ a: ${rows}[0], b: ${rows}[1] }[${this.bool()} ? 'a' : 'b']`,
    ])()
  }

  /** A change of a row that a value chose, and what would show that it was this one. */
  protected rowChange(effect: () => string): string {
    const r = `r${this.fresh()}`
    const [rows, number] = [this.name('rows'), this.of('number')]
    const change = this.pick([
      `${r}.n = ${number}`,
      `${r}.n += ${number}`,
      `${r}.l.push(${number})`,
      `${r}.m = ${number}`,
      `${r}.l[0] = ${number}`,
      `delete ${r}.n`,
    ])
    return this.pick([
      () => `const ${r} = ${this.#row(rows)}\nif (${r}) ${change}`,
      () =>
        `const ${r} = ${this.#row(rows)}\nif (${r}) { ${change} } else { ${rows}.push({ k: ${number}, n: 1, l: [] }) }`,
      () =>
        `for (const i${r} of ${this.of('list')}) { const ${r} = ${rows}.find((x) => x.k === i${r}); if (${r}) ${change}; else ${rows}.push({ k: i${r}, n: 0, l: [] }) }`,
      () => `const ${r} = ${this.#row(rows)}\nif (${this.bool()} && ${r}) { ${change} }`,
      () =>
        `const ${r} = ${this.#row(rows)}\nconst p${r} = ${rows}.pop()\nif (${r}) ${change}\ntools.out.put({ x: p${r}?.n ?? 0, y: p${r}?.l?.length ?? 0 })`,
      () =>
        `let ${r} = ${this.#row(rows)}\nif (${this.bool()}) ${r} = ${this.#row(this.name('rows'))}\nif (${r}) ${change}`,
      () =>
        `const q${r} = { v: ${this.#row(rows)} }\nif (${this.bool()}) q${r}.v = ${this.name('rows')}[0]\nconst ${r} = q${r}.v\nif (${r}) ${change}`,
      () =>
        `const q${r} = [${this.#row(rows)}]\nif (${this.bool()}) q${r}[0] = ${this.name('rows')}[0]\nfor (const ${r} of q${r}) if (${r}) ${change}`,
      () =>
        `const g${r} = (list, v) => { const ${r} = list.find((x) => x.k === v); if (${r}) ${change} }\ng${r}(${rows}, ${number})`,
      () => `const g${r} = () => ${this.#row(rows)}\nconst ${r} = g${r}()\nif (${r}) ${change}`,
      () => `const ${r} = ${this.#row(rows)}\nconst g${r} = (x) => { if (x) x.n = ${number} }\ng${r}(${r})`,
      () =>
        `${rows}${this.pick(['', '.filter((x) => x.k === s.n)', `.filter((x) => ${this.bool()})`])}.forEach((${r}) => { if (${this.bool()}) { ${change} } })`,
      () => `for (const ${r} of ${rows}${this.pick(['', '.filter((x) => x.k === s.n)'])}) { ${change}; ${effect()} }`,
      () =>
        `for (let i${r} = 0; i${r} < ${rows}.length; i${r}++) { if (${rows}[i${r}].k === ${number}) { const ${r} = ${rows}[i${r}]; ${change} } }`,
      () =>
        `${rows}[${this.pick(['0', 's.n % 2', `s.flag ? 0 : 1`])}].${this.pick(['n', 'm'])} ${this.pick(['=', '+=', '??='])} ${number}`,
      () => `${rows}[s.n % 2].l.push(${number})`,
      () => `${this.#row(rows)}?.l.push(${number})`,
      () => `const ${r} = ${this.#row(rows)}\n${r}?.l?.push(${number})`,
      () => `const { l: ${r} = [] } = ${this.#row(rows)} ?? {}\n${r}.push(${number})`,
      () =>
        `const a${r} = ${rows}[0]\nconst ${r} = ${this.#row(rows)}\nif (${r}) ${change}\ntools.out.put({ x: a${r}?.n ?? null, y: a${r} ?? null })`,
    ])()
  }

  /** A date that a setter changes, by its name, by another or out of sight, and what would show it. */
  protected dateChange(): string {
    const [d, u] = [`w${this.fresh()}`, `u${this.fresh()}`]
    const number = this.pick(['1', 's.n', 'open.n', '2', this.of('number')])
    const set = this.pick([
      `setFullYear(2020 + (${number} % 9 || 0))`,
      `${this.pick(['setMonth', 'setUTCMonth', 'setHours', 'setUTCHours', 'setMinutes'])}(${number} % 9 || 0, 1)`,
      `${this.pick(['setDate', 'setUTCDate', 'setUTCMilliseconds', 'setTime'])}(${number} % 9 || 0)`,
      `${this.pick(['setUTCFullYear', 'setUTCMinutes', 'setUTCSeconds'])}(${number} % 9 || 0)`,
    ])
    const made = this.pick(['new Date(86400000)', this.date(), `new Date(${this.date()})`])
    const change = this.pick([
      () => `${d}.${set}`,
      () => `if (${this.bool()}) ${d}.${set}`,
      () => `if (${this.bool()}) { const ${u} = ${d}; ${u}.${set} } else ${d}.setTime(3)`,
      () => `const ${u} = ${this.bool()} ? ${d} : new Date(5)\n${u}.${set}`,
      () => `const ${u} = [${d}, new Date(7)]\nconst x${u} = ${u}[${this.pick(['0', 's.n % 2'])}]\nx${u}.${set}`,
      () => `const ${u} = (x) => { x.${set} }\nif (${this.bool()}) ${u}(${d})`,
      () => `for (const ${u} of ${this.of('list')}) ${d}.${set}`,
      () => `const ${u} = new Map([[0, ${d}], [1, new Date(9)]])\n${u}.get(${this.pick(['0', 's.n % 2'])}).${set}`,
      () => `[1].forEach(() => { if (${this.bool()}) ${d}.${set} })`,
      () => `tools.out.put({ x: ${d}.${set} })`,
    ])()
    const shown = this.pick([
      `${d}.getTime()`,
      `${d}.toISOString()`,
      `${d} - new Date(0)`,
      `${d} < new Date(1e9)`,
      `+${d}`,
      `Number(${d})`,
      `new Date(${d}).getTime()`,
      `new Date(2020, ${d}.getMonth()).getTime()`,
      `dates.format(${d}, 'yyyy-MM-dd HH:mm')`,
      `dates.add(${d}, { days: 1 }).getTime()`,
      `dates.between(${d}, new Date(0), 'days')`,
      `${d}.toLocaleDateString()`,
      `new Intl.DateTimeFormat('en-US').format(${d})`,
      `Math.max(${d}, 5)`,
      `JSON.stringify({ ${d} })`,
      `(${d} > new Date(4) ? 1 : 2)`,
    ])
    return `const ${d} = ${made}\n${change}\ntools.out.put({ x: ${shown} })`
  }

  /** Grouping and counting under keys. */
  protected bucketChange(): string {
    const [b, e] = [`b${this.fresh()}`, `e${this.fresh()}`]
    const key = this.pick([`'k' + (${e} % 2)`, `'k' + (${e} > s.n)`, `(s.flag ? 'k' : 'j')`, `String(${e})`])
    const item = this.pick([e, this.of('number')])
    const [list, start] = [this.of('list'), this.pick(['{}', '{ k0: [], k1: [] }', '{ k0: [s.n] }'])]
    const group = this.pick([
      `(${b}[${key}] ??= []).push(${item})`,
      `if (!${b}[${key}]) ${b}[${key}] = []\n${b}[${key}].push(${item})`,
      `if (!(${key} in ${b})) ${b}[${key}] = []\n${b}[${key}].push(${item})`,
      `${b}[${key}] = [...(${b}[${key}] ?? []), ${item}]`,
      `const l${b} = ${b}[${key}] ?? []\nl${b}.push(${item})\n${b}[${key}] = l${b}`,
      `${b}[${key}]?.push(${item})`,
    ])
    const early = this.pick(['', '', `if (${this.bool()}) return ${b}\n`])
    return this.pick([
      () => `const ${b} = ${start}\nfor (const ${e} of ${list}) {\n${group}\n}\ntools.out.put({ ${b} })`,
      () => `const ${b} = ${start}\n${list}.forEach((${e}) => {\n${group}\n})\ntools.out.put({ ${b} })`,
      () => `tools.out.put({ x: ${list}.reduce((${b}, ${e}) => {\n${early}${group}\nreturn ${b} }, ${start}) })`,
      () =>
        `const z${b} = ${start}\nconst y${b} = ${list}.reduce((${b}, ${e}) => {\n${early}${group}\nreturn ${b} }, z${b})\ntools.out.put({ x: z${b}, y: y${b} })`,
      () =>
        `const ${b} = ${list}.reduce((m, ${e}) => { m[${key}] = (m[${key}] ?? 0) + 1; return m }, {})\ntools.out.put({ ${b} })`,
      () =>
        `const ${b} = [1, ...${list}].reduce((m, ${e}) => ${this.pick([`m + ${e}`, `${this.bool()} ? m : ${e}`])})\ntools.out.put({ ${b} })`,
      () =>
        `const ${b} = ${list}.reduce((m, ${e}) => { if (${this.bool()}) m.push(${item}); return m }, ${this.name('list')})\ntools.out.put({ ${b} })`,
    ])()
  }

  /** Sets and maps, which remember what was put in. */
  protected collectionChange(effect: () => string): string {
    const [c, e] = [`c${this.fresh()}`, `e${this.fresh()}`]
    const [list, rows, number] = [this.of('list'), this.name('rows'), this.of('number')]
    const show = `tools.out.put({ x: ${c}.size, y: [...${c}], z: ${this.pick([`${c}.has(1)`, `[...${c}.keys()]`, '0'])} })`
    return this.pick([
      () =>
        `const ${c} = new Set(${this.pick(['', list])})\nfor (const ${e} of ${list}) { if (${this.bool()}) continue; ${c}.add(${this.pick([e, number])}) }\n${show}`,
      () =>
        `const ${c} = new Set([1])\nif (${this.bool()}) ${c}.${this.pick([`add(${number})`, `delete(${number})`, 'clear()'])}\n${show}`,
      () =>
        `const ${c} = new Set()\nconst f${c} = ${list}.filter((${e}) => { if (${c}.has(${e})) return false\n${c}.add(${e})\nreturn true })\ntools.out.put({ x: f${c} })`,
      () =>
        `const ${c} = new Map(${this.pick(['', "[[1, 2], ['a', s.n]]"])})\nfor (const ${e} of ${list}) ${c}.set(${this.pick([e, `${e} % 2`, 's.text'])}, (${c}.get(${e}) ?? 0) + ${number})\n${show}`,
      () => `const ${c} = new Map([[0, []], [1, []]])\n${c}.get(s.n % 2).push(${number})\n${show}`,
      () =>
        `const ${c} = new Map()\nfor (const ${e} of ${list}) { if (!${c}.has(${e})) ${c}.set(${e}, [])\n${c}.get(${e}).push(${number}) }\n${show}`,
      () =>
        `const ${c} = new Map(${rows}.map((x) => [x.k, x]))\nconst ${e} = ${c}.get(${number})\nif (${e}) ${e}.n = ${number}\ntools.out.put({ x: ${c}.size })`,
      () =>
        `const ${c} = new Map([[1, ${this.name('list')}]])\n${c}.forEach((v, ${e}) => { ${effect()}; if (${this.bool()}) v.push(${e}) })\n${show}`,
      () => `const ${c} = ${this.bool()} ? new Set([1]) : new Set([2])\n${c}.add(${number})\n${show}`,
      () =>
        `const ${c} = new Map([['a', 1]])\nconst u${c} = ${this.bool()} ? ${c} : new Map()\nu${c}.set('b', ${number})\n${show}`,
    ])()
  }
}
