/** Declarations by property, in small letters. */
export type Declarations = ReadonlyMap<string, string>

export interface Rule {
  /** One simple selector: a tag, `.class`, `#id`, or a tag with one of these. */
  readonly tag: string | null
  readonly id: string | null
  readonly classes: readonly string[]
  readonly declarations: Declarations
}

const MOST_RULES = 5_000

/** `color: white; font-size: 0`. */
export function declarationsOf(text: string): Declarations {
  const declarations = new Map<string, string>()
  for (const part of text.split(';')) {
    const colon = part.indexOf(':')
    if (colon === -1) continue
    const value = part
      .slice(colon + 1)
      .replace(/!\s*important/iu, '')
      .trim()
      .toLowerCase()
    declarations.set(part.slice(0, colon).trim().toLowerCase(), value)
  }
  return declarations
}

/**
 * The rules of a style sheet that hide by class, id or tag alone. What depends on where an element stands, on the width of
 * a screen or on a pointer is left out: it shows somewhere.
 */
export function rulesOf(sheet: string): readonly Rule[] {
  const rules: Rule[] = []
  const text = sheet.replaceAll(/\/\*[\s\S]*?\*\//gu, '')
  let at = 0
  while (rules.length < MOST_RULES) {
    const open = text.indexOf('{', at)
    if (open === -1) break
    const selector = text.slice(at, open).trim()
    const close = selector.startsWith('@') ? endOfBlock(text, open) : text.indexOf('}', open)
    if (close === -1) break
    if (!selector.startsWith('@')) {
      const declarations = declarationsOf(text.slice(open + 1, close))
      rules.push(...selector.split(',').flatMap((one) => ruleOf(one.trim(), declarations)))
    }
    at = close + 1
  }
  return rules
}

function ruleOf(selector: string, declarations: Declarations): readonly Rule[] {
  const parts = /^([a-z][a-z0-9]*)?((?:[.#][\w-]+)*)$/iu.exec(selector)
  if (!parts || selector === '') return []
  const [, tag, rest = ''] = parts
  return [
    {
      tag: tag?.toLowerCase() ?? null,
      id: /#([\w-]+)/u.exec(rest)?.[1] ?? null,
      classes: [...rest.matchAll(/\.([\w-]+)/gu)].flatMap(([, name]) => (name === undefined ? [] : [name])),
      declarations,
    },
  ]
}

function endOfBlock(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1
    else if (text[at] === '}') depth -= 1
    if (depth === 0) return at
  }
  return -1
}
