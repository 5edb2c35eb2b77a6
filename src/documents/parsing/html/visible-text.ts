import type { DefaultTreeAdapterTypes } from 'parse5'
import { ParseFailure } from '../parse-failure.ts'
import { MOST_DEPTH } from '../limits.ts'
import type { Rule } from './css.ts'
import { isUnseen, type Look, lookOf } from './looks.ts'

type Element = DefaultTreeAdapterTypes.Element

/** Neither their text nor their absence is anything that a reader would notice. */
export const SILENT = new Set([
  'script',
  'style',
  'template',
  'head',
  'noframes',
  'iframe',
  'object',
  'select',
  'datalist',
  'audio',
  'video',
  'canvas',
  'svg',
  'math',
])

/** Elements that begin and end a line. */
export const BLOCKS = new Set(
  (
    'address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form ' +
    'header hgroup html legend li main menu nav ol p section summary ul tr td th tbody thead tfoot caption'
  ).split(' '),
)

/** What is the same for all of a page. */
export interface Reading {
  readonly rules: readonly Rule[]
  readonly onHidden: (text: string) => void
}

/** An element's text with its line ends, without what is hidden in it, of which `onHidden` hears. */
export function visibleText(element: Element, look: Look, reading: Reading, depth = 0): string {
  const { rules, onHidden } = reading
  if (depth > MOST_DEPTH) throw new ParseFailure('too-deep')
  return element.childNodes
    .map((node) => {
      if (node.nodeName === '#text' && 'value' in node) {
        if (!isUnseen(look)) return node.value
        onHidden(node.value)
        return ''
      }
      if (!('tagName' in node) || SILENT.has(node.tagName)) return ''
      if (node.tagName === 'br') return '\n'
      const attributes = new Map(node.attrs.map(({ name, value }) => [name, value]))
      const inner = lookOf({ tag: node.tagName, attributes }, look, rules)
      if (inner.isHidden) {
        onHidden(allText(node))
        return ''
      }
      const text = visibleText(node, inner, reading, depth + 1)
      return BLOCKS.has(node.tagName) ? ` ${text} ` : text
    })
    .join('')
}

/** The beginning of all text in an element, hidden or not: enough for a quote, however deep it is. */
export function allText(element: Element): string {
  let text = ''
  const waiting: DefaultTreeAdapterTypes.ChildNode[] = [element]
  for (let node = waiting.pop(); node !== undefined && text.length < 1_000; node = waiting.pop()) {
    if (node.nodeName === '#text' && 'value' in node) text += ` ${node.value}`
    else if ('tagName' in node && !SILENT.has(node.tagName)) waiting.push(...node.childNodes.toReversed())
  }
  return text
}
