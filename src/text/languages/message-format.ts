/** Writes a message with its values. */
export type Format = (...values: readonly unknown[]) => string

type Part = string | Gap
interface Gap {
  /** `['0']`, `['decision', 'by']` */
  readonly path: readonly string[]
  /** What is done to the value, in order; of a choice `plural` or `select`. */
  readonly formats: readonly string[]
  /** What a choice says, by form; none of a plain gap. */
  readonly forms: ReadonlyMap<string, readonly Part[]>
}

/**
 * A message of a language as a function. Its gaps take the values by position (`{0}`), or by name from one object
 * (`{needs}`, `{decision.by}`), and write them in `FORMATS` (`{0, role, and}`). Choices are as in ICU MessageFormat:
 * `{0, plural, one {…} other {…}}`, `{0, select, none {…} other {…}}`, with `none` for what is empty or missing.
 */
export function messageFormat(message: string, locale: string): Format {
  let parts: readonly Part[] | null = null
  return (...values) => written((parts ??= parse(message)), values, locale)
}

/** The gaps of a message, those within its choices too. Throws where it can't be read. */
export function gapsOf(message: string): readonly Gap[] {
  const within = (parts: readonly Part[]): readonly Gap[] =>
    parts.flatMap((part) => (typeof part === 'string' ? [] : [part, ...[...part.forms.values()].flatMap(within)]))
  return within(parse(message))
}

function parse(message: string): readonly Part[] {
  const tokens = message.split(/([{}])/u)
  const parts = readParts(tokens)
  if (tokens.length > 0) throw new SyntaxError(`A brace is closed that none opens: ${message}`)
  return parts
}

function readParts(tokens: string[]): readonly Part[] {
  const parts: Part[] = []
  while (tokens.length > 0 && tokens[0] !== '}') {
    const token = tokens.shift() ?? ''
    if (token !== '') parts.push(token === '{' ? readGap(tokens) : token)
  }
  return parts
}

function readGap(tokens: string[]): Gap {
  const [path = '', ...formats] = (tokens.shift() ?? '').split(',').map((word) => word.trim())
  const forms = new Map<string, readonly Part[]>()
  let form = tokens[0] === '{' ? (formats.pop() ?? '') : ''
  let brace = tokens.shift()
  for (; brace === '{'; brace = tokens.shift()) {
    forms.set(form, readParts(tokens))
    tokens.shift()
    form = tokens.shift()?.trim() ?? ''
  }
  if (brace === undefined) throw new SyntaxError(`The gap {${path} isn’t closed`)
  return { path: path.split('.'), formats, forms }
}

function written(parts: readonly Part[], values: readonly unknown[], locale: string): string {
  const texts = parts.map((part) => {
    if (typeof part === 'string') return part
    const { path, formats, forms } = part
    const value = valueAt(/^\d/u.test(path[0] ?? '') ? values : values[0], path)
    if (forms.size > 0) return written(formOf(value, part, locale), values, locale)
    return String(formats.reduce((text, format) => FORMATS[format]?.(text, locale), value) ?? `{${path.join('.')}}`)
  })
  return texts.join('')
}

function valueAt(values: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    values,
  )
}

function formOf(value: unknown, { formats, forms }: Gap, locale: string): readonly Part[] {
  const isNone = value == null || value === '' || (Array.isArray(value) && value.length === 0)
  const plain = isNone ? 'none' : String(value)
  const form = formats[0] === 'plural' ? new Intl.PluralRules(locale).select(Number(value)) : plain
  return forms.get(form) ?? forms.get('other') ?? []
}

/** What a gap may do to its value. Of a list `role` takes each item. */
export const FORMATS: Readonly<Record<string, (value: unknown, locale: string) => unknown>> = {
  /** `support-lead` is "support lead". */
  role: (value) => (Array.isArray(value) ? value.map(role) : role(value)),
  number: (value, locale) => new Intl.NumberFormat(locale).format(Number(value)),
  /** An exact decimal text, with a point, as the language writes it. */
  decimal: (value, locale) => String(value).replace('.', decimalPoint(locale)),
  and: (value, locale) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(texts(value)),
  or: (value, locale) => new Intl.ListFormat(locale, { type: 'disjunction' }).format(texts(value)),
  commas: (value) => texts(value).join(', '),
}

function role(name: unknown): string {
  return String(name).replaceAll('-', ' ')
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [String(value)]
}

function decimalPoint(locale: string): string {
  return new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value ?? '.'
}
