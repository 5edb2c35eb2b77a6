import { parse, type AnyNode, type Program } from 'acorn'
import { fail, Fault, positionIn } from './fault.ts'
import { refuseUnknownNames } from './names.ts'
import { isWhollyOutside, refusalOf } from './refusals.ts'
import { childrenOf } from './tree.ts'

export type { Program }

const DEEPEST_NODE = 60

/**
 * The tree of a program in the plan language. Throws a `Fault` of kind `syntax`, with its place and what to write
 * instead, for anything else; where `meet` takes these faults, it is given each, and the tree is given all the same.
 */
export function parseProgram(
  source: string,
  limits: { readonly sourceLength: number },
  meet: (fault: Fault) => void = rethrow,
): Program {
  if (source.length > limits.sourceLength) {
    fail('syntax', `The program has more than ${limits.sourceLength} characters.`, null)
  }
  const program = parseJavaScript(source)
  refuseOutside(program, 0, meet)
  refuseUnknownNames(program, meet)
  return program
}

function rethrow(fault: Fault): never {
  throw fault
}

/** The tree of any JavaScript module; a `Fault` where it isn't one. */
export function parseJavaScript(source: string): Program {
  try {
    return parse(source, {
      ecmaVersion: 2024,
      sourceType: 'module',
      locations: true,
      allowAwaitOutsideFunction: true,
      allowReturnOutsideFunction: true,
    })
  } catch (error) {
    if (error instanceof RangeError) throw new Fault('syntax', 'The program is nested too deeply.', null)
    if (!(error instanceof SyntaxError)) throw error
    if (error.message.startsWith('Not enough stack'))
      throw new Fault('syntax', 'The program is nested too deeply.', null)
    const message = `${error.message.replace(/ \(\d+:\d+\)$/u, '')}.`
    const at = placeIn(error)
    throw new Fault('syntax', at && TYPE.test(lineFrom(source, at)) ? WITHOUT_TYPES : message, at)
  }
}

const TYPE = /^(?::\s*[A-Za-z{[(]|as\b|interface\b|type\b|satisfies\b|<[A-Z])/u
const WITHOUT_TYPES = "Types aren't in the plan language: write JavaScript, without interface, as and : type."

function lineFrom(source: string, { line, column }: { line: number; column: number }): string {
  return source.split('\n')[line - 1]?.slice(column) ?? ''
}

function refuseOutside(node: AnyNode, depth: number, meet: (fault: Fault) => void): void {
  if (depth > DEEPEST_NODE) fail('syntax', 'The program is nested too deeply: name the inner parts with const.', node)
  const refusal = refusalOf(node)
  if (refusal !== null) meet(new Fault('syntax', refusal, positionIn(node)))
  if (isWhollyOutside(node)) return
  if (node.type === 'ThrowStatement' && isNewError(node.argument)) {
    for (const argument of node.argument.arguments) refuseOutside(argument, depth + 1, meet)
    return
  }
  if (isNewError(node)) meet(new Fault('syntax', NEW_ERROR, positionIn(node)))
  for (const child of childrenOf(node)) refuseOutside(child, depth + 1, meet)
}

const NEW_ERROR = "new Error isn't in the plan language except after throw: write throw new Error(text)."

function isNewError(node: AnyNode): node is Extract<AnyNode, { type: 'NewExpression' }> {
  return node.type === 'NewExpression' && node.callee.type === 'Identifier' && node.callee.name === 'Error'
}

// Acorn puts the place on its SyntaxError.
function placeIn(error: SyntaxError): Fault['at'] {
  if (!('loc' in error)) return null
  const { loc } = error
  if (typeof loc !== 'object' || loc === null || !('line' in loc) || !('column' in loc)) return null
  return typeof loc.line === 'number' && typeof loc.column === 'number' ? { line: loc.line, column: loc.column } : null
}
