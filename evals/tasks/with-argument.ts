/**
 * A program whose calls of a tool have another value for an argument. Null where it doesn't call the tool, or not with
 * that argument written as `name: value`.
 */
export function withArgument(program: string, tool: string, name: string, value: string): string | null {
  const opening = `tools.${tool.replace('/', '.')}({`
  const from = program.indexOf(opening)
  if (from < 0) return null
  const object = from + opening.length
  const end = endOf(program, object, '}')
  const at = new RegExp(`(?<=[{,]\\s*)${name}(?=:|\\s*[,}])`).exec(program.slice(object - 1, end + 1))
  if (!at) return null
  const start = object - 1 + at.index
  const stop = endOf(program, start, ',}')
  const bent = `${program.slice(0, start)}${name}: ${value}`
  return bent + program.slice(stop)
}

const OPENING = '([{'
const CLOSING = ')]}'

/** Where, outside of all brackets and texts, the first of some characters stands. */
function endOf(program: string, from: number, ends: string): number {
  let depth = 0
  for (let at = from; at < program.length; at += 1) {
    const character = program[at] ?? ''
    if (depth === 0 && ends.includes(character)) return at
    if (`'"\``.includes(character)) at = endOfText(program, at + 1, character)
    else if (OPENING.includes(character)) depth += 1
    else if (CLOSING.includes(character)) depth -= 1
  }
  return program.length
}

function endOfText(program: string, from: number, quote: string): number {
  let at = from
  while (at < program.length && program[at] !== quote) at += program[at] === '\\' ? 2 : 1
  return at
}
