import type { AnyNode, CallExpression } from 'acorn'
import { treeOf } from '../language/program-tree.ts'
import { walk } from '../language/tree.ts'

/** The texts that are written in a program, each once: of those that it puts together, the pieces. */
export function wordsIn(program: string): readonly string[] {
  const texts = new Set<string>()
  const tree = treeOf(program)
  if (tree)
    walk(tree, (node) => {
      if (node.type === 'Literal' && typeof node.value === 'string') texts.add(node.value)
      if (node.type === 'TemplateElement') texts.add(node.value.cooked ?? '')
      return true
    })
  return [...texts].filter((text) => text !== '')
}

/** Sentences that are told of one program. */
const MOST_MIGHT = 4

/** What stands in a program's calls of `say`, a few of them, with “[…]” for all that it works out. */
export function mightSay(program: string): readonly string[] {
  const tree = treeOf(program)
  const said = new Set<string>()
  if (tree)
    walk(tree, (node) => {
      const [text] = isSay(node) ? node.arguments : []
      const words = text && writtenIn(text).replaceAll(/(?:\[…\]\s*){2,}/gu, '[…] ')
      if (words && /\p{L}/u.test(words.replaceAll('[…]', ''))) said.add(words)
      return true
    })
  return [...said].slice(0, MOST_MIGHT)
}

function isSay(node: AnyNode): node is CallExpression {
  return node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'say'
}

function writtenIn(node: AnyNode): string {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node.type === 'BinaryExpression' && node.operator === '+') return writtenIn(node.left) + writtenIn(node.right)
  if (node.type !== 'TemplateLiteral') return '[…]'
  return node.quasis.map((quasi, index) => (index === 0 ? '' : '[…]') + (quasi.value.cooked ?? '')).join('')
}
