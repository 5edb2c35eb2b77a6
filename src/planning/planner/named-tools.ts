import type { DeclaredTool } from '#models/tool-declarations.ts'

const NO_WORD = /[^\p{L}\p{N}_]+/u

/** Whether a program may call a tool: every part of its name is a word of the program. One too many does no harm. */
export function callsTool(program: string, tool: string): boolean {
  const words = new Set(program.split(NO_WORD))
  return tool.split(NO_WORD).every((part) => words.has(part))
}

/**
 * Whether instructions name a tool: by its whole name (`shop/orders.get`), as a program would, or, where that is no plain word, by
 * the name that it has on its server (`find_user_id_by_email`). A plain word counts in code marks.
 */
export function namesTool(instructions: string, { tool }: Pick<DeclaredTool, 'tool'>): boolean {
  const [server = '', ...rest] = tool.split('/')
  const name = rest.join('/')
  const isWord = /^\p{L}\p{Ll}*$/u.test(name)
  const names = [tool, `tools.${server}.${name}`, `\`${name}\``, ...(isWord || name === '' ? [] : [name])]
  return names.some((each) => standsIn(instructions, each))
}

function standsIn(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const around = [text[at - 1], text[at + name.length]]
    if (around.every((char) => char === undefined || !/[\p{L}\p{N}_/]/u.test(char))) return true
  }
  return false
}
