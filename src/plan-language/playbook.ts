import type { AnyNode, ExportDefaultDeclaration, Program } from 'acorn'
import { memoized } from '#core/memoized.ts'
import { checkProgram } from './check-program.ts'
import type { Playbook, ProgramFault } from './contract.ts'
import { fail, Fault } from './language/fault.ts'
import { parseJavaScript } from './language/parse.ts'
import { walk, writtenKey } from './language/tree.ts'
import { readHeader, type Header } from './playbook/header.ts'
import { localeTexts, sayTexts, withSayTexts } from './playbook/say-texts.ts'

/**
 * A playbook, or the first fault in its file. The file is read as text: nothing in it is imported or run. `others`: what it
 * says in another language, and the locales of days and numbers there, by those in its own.
 */
export function parsePlaybook(text: string, others: Readonly<Record<string, string>> = {}): ParsedPlaybook {
  return known({ text, others })
}

type ParsedPlaybook =
  | { readonly ok: true; readonly playbook: Playbook }
  | { readonly ok: false; readonly fault: ProgramFault }

interface Written {
  readonly text: string
  readonly others: Readonly<Record<string, string>>
}

const known = memoized(parse, { keyOf: JSON.stringify, most: 500 })

function parse({ text, others }: Written): ParsedPlaybook {
  try {
    const file = parseJavaScript(text)
    const header = readHeader(headerIn(file))
    const plan = planIn(file)
    refuseUnknownSlots(plan, header)
    const says = sayTexts(plan, text)
    const said = withSayTexts(text, inOrder([...says, ...localeTexts(plan, text)]), others)
    const source = onlyBetween(said, plan.start + 1, plan.end - 1 + said.length - text.length)
    const fault = checkProgram(source)
    return fault
      ? { ok: false, fault }
      : { ok: true, playbook: { ...header, says: [...new Set(says.map((each) => each.text))], source } }
  } catch (error) {
    if (error instanceof Fault) return { ok: false, fault: { kind: 'syntax', message: error.message, at: error.at } }
    throw error
  }
}

function inOrder<T extends { readonly start: number }>(texts: readonly T[]): readonly T[] {
  return texts.toSorted((one, other) => one.start - other.start)
}

const SHAPE =
  'A playbook is `export const playbook = { … }` and `export default async ({ tools, slots, say }) => { … }`, and nothing else.'
const GIVEN: ReadonlySet<string> = new Set([
  'tools',
  'slots',
  'requester',
  'say',
  'extract',
  'classify',
  'summarise',
  'knowledge',
])

function headerIn(file: Program): AnyNode {
  const stray = file.body.find(
    (node) => node.type !== 'ExportNamedDeclaration' && node.type !== 'ExportDefaultDeclaration',
  )
  if (stray) fail('syntax', SHAPE, stray)
  const [exported, second] = file.body.filter((node) => node.type === 'ExportNamedDeclaration')
  if (!exported || second) return fail('syntax', SHAPE, second ?? file)
  const { declaration } = exported
  const variable =
    declaration?.type === 'VariableDeclaration' && declaration.kind === 'const' ? declaration.declarations : []
  const [playbook] = variable
  if (
    variable.length !== 1 ||
    playbook?.id.type !== 'Identifier' ||
    playbook.id.name !== 'playbook' ||
    !playbook.init
  ) {
    return fail('syntax', SHAPE, exported)
  }
  return playbook.init
}

/** The block with the plan's statements. */
function planIn(file: Program): AnyNode {
  const [exported, second] = file.body.filter((node) => node.type === 'ExportDefaultDeclaration')
  if (!exported || second) return fail('syntax', SHAPE, second ?? file)
  const plan = functionIn(exported)
  if (!plan) return fail('syntax', SHAPE, exported)
  const [given, more] = plan.params
  if (more) fail('syntax', 'A plan is given one object: ({ tools, slots, say }).', more)
  if (given) refuseOthersThanGiven(given)
  if (plan.body.type !== 'BlockStatement') return fail('syntax', 'Write the plan in braces: => { … }.', plan.body)
  return plan.body
}

function functionIn({ declaration }: ExportDefaultDeclaration) {
  const isFunction = declaration.type === 'ArrowFunctionExpression' || declaration.type === 'FunctionDeclaration'
  if (isFunction || declaration.type === 'FunctionExpression') return declaration.generator ? null : declaration
  return null
}

function refuseOthersThanGiven(given: AnyNode): void {
  if (given.type !== 'ObjectPattern')
    fail('syntax', 'Take what the plan is given apart: ({ tools, slots, say }).', given)
  for (const property of given.properties) {
    const isGiven = property.type === 'Property' && property.shorthand && property.value.type === 'Identifier'
    const name = isGiven && property.value.type === 'Identifier' ? property.value.name : ''
    if (!GIVEN.has(name))
      fail(
        'syntax',
        'A plan is given tools, slots, requester, say, extract, classify, summarise and knowledge, under these names.',
        property,
      )
  }
}

function refuseUnknownSlots(plan: AnyNode, { slots }: Header): void {
  walk(plan, (node) => {
    if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier' || node.object.name !== 'slots')
      return true
    const name = writtenKey(node.property, node.computed)
    if (name !== null && !Object.hasOwn(slots, String(name)))
      fail('syntax', `The header declares no slot ${name}.`, node.property)
    return true
  })
}

/**
 * The text without everything else, so that lines and columns stay the file's own. Lines before it are empty: a header may
 * be many times as long as its plan, and each plan keeps its program.
 */
function onlyBetween(text: string, start: number, end: number): string {
  const lines = text.slice(0, start).split(LINE_END)
  const column = lines.at(-1)?.length ?? 0
  return ('\n'.repeat(lines.length - 1) + ' '.repeat(column) + text.slice(start, end)).trimEnd()
}

const LINE_END = /\r\n|[\n\r\u2028\u2029]/u
