import type { AnyNode } from 'acorn'
import { walk } from '../language/tree.ts'

/** A text that a playbook says, as it stands in its file between its quotes: `I can't find order ${slots.orderId}.` */
export interface SayText {
  readonly text: string
  /** Where it stands in the file, quotes and all. */
  readonly start: number
  readonly end: number
}

/** The texts that a plan says, in their order: what is written out in a call of `say` or returned, on either side of a `?`. */
export function sayTexts(plan: AnyNode, file: string): readonly SayText[] {
  const found: SayText[] = []
  walk(plan, (node) => {
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'say') {
      for (const argument of node.arguments) found.push(...textsIn(argument, file))
    }
    return true
  })
  walk(plan, (node) => {
    if (node.type === 'ReturnStatement' && node.argument) found.push(...textsIn(node.argument, file))
    return !FUNCTIONS.has(node.type)
  })
  return found.toSorted((one, other) => one.start - other.start)
}

/** Where a plan writes out the locale of days and numbers: `toLocaleDateString('en-GB')`, `new Intl.NumberFormat('en-GB')`. */
export function localeTexts(plan: AnyNode, file: string): readonly SayText[] {
  const found: SayText[] = []
  walk(plan, (node) => {
    if ((node.type !== 'CallExpression' && node.type !== 'NewExpression') || !takesLocale(node.callee)) return true
    const [locale] = node.arguments
    if (locale?.type === 'Literal') found.push(...textsIn(locale, file))
    return true
  })
  return found
}

function takesLocale(callee: AnyNode): boolean {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false
  const isIntl = callee.object.type === 'Identifier' && callee.object.name === 'Intl'
  return isIntl || /^toLocale\w*String$/u.test(callee.property.name)
}

// What a function within the plan returns is said by nobody.
const FUNCTIONS: ReadonlySet<string> = new Set(['ArrowFunctionExpression', 'FunctionExpression', 'FunctionDeclaration'])

function textsIn(node: AnyNode, file: string): readonly SayText[] {
  const { start, end } = node
  if (node.type === 'ConditionalExpression')
    return [...textsIn(node.consequent, file), ...textsIn(node.alternate, file)]
  if (node.type === 'TemplateLiteral') return [{ text: unescaped(file.slice(start + 1, end - 1)), start, end }]
  return node.type === 'Literal' && typeof node.value === 'string' ? [{ text: node.value, start, end }] : []
}

/** A file with other texts in their places, where there are any. */
export function withSayTexts(
  file: string,
  texts: readonly SayText[],
  others: Readonly<Record<string, string>>,
): string {
  return texts.toReversed().reduce((changed, { text, start, end }) => {
    const other = Object.hasOwn(others, text) ? others[text] : undefined
    return other === undefined ? changed : `${changed.slice(0, start)}\`${escaped(other)}\`${changed.slice(end)}`
  }, file)
}

// Within a template nothing else than its values is code.
function escaped(text: string): string {
  return text
    .split(/(\$\{[^}]*\})/u)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll(/[\\`]|\$(?=\{)/gu, String.raw`\$&`)))
    .join('')
    .replaceAll('\n', String.raw`\n`)
}

function unescaped(raw: string): string {
  return raw.replaceAll(/\\([\\`$'"])/gu, '$1')
}
