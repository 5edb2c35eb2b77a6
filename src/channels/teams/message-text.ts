import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5'

type Node = DefaultTreeAdapterTypes.ChildNode

/** The longest text of a message that somebody quotes or shares; what comes after it is left out. */
const SHARED_LENGTH = 2_000
/** Deeper than this nobody writes. */
const MOST_DEPTH = 100

/** A message as Teams sends it. */
export interface TeamsMessageText {
  readonly text: string
  /** The same as HTML, where Teams says it: there a quote is told from the words of whoever quotes. */
  readonly html: string | null
  /** Texts of messages that came along. */
  readonly shared: readonly string[]
}

/**
 * A message as the chat takes it: the author's words, without our name before them, and each line of what others wrote
 * behind `> `, so that it is read as quoted and never as theirs.
 */
export function plainMessageText({ text, html, shared }: TeamsMessageText, ownName: string): string {
  const written = html === null ? unnamed(text, ownName) : wordsIn(html, ownName)
  const quotes = shared.map((each) => quoted(each.slice(0, SHARED_LENGTH)))
  return [written, ...quotes].filter((each) => each !== '').join('\n\n')
}

// Of text without HTML Teams marks who is named, and nothing else.
function unnamed(text: string, ownName: string): string {
  return text
    .replaceAll(/<at(?:\s[^<>]*)?>([^<>]*)<\/at>/giu, (_, name: string) => (name.trim() === ownName ? '' : name))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&')
    .trim()
}

function wordsIn(html: string, ownName: string): string {
  const { childNodes } = parseFragment(html)
  return tidied(childNodes.map((node) => said(node, ownName, 0)).join(''))
}

const BLOCKS: ReadonlySet<string> = new Set(
  'blockquote div h1 h2 h3 h4 h5 h6 li ol p pre table tbody td th tr ul'.split(' '),
)
const SILENT: ReadonlySet<string> = new Set(['attachment', 'head', 'img', 'script', 'style', 'template', 'title'])

function said(node: Node, ownName: string, depth: number): string {
  if (node.nodeName === '#text' && 'value' in node) return node.value
  if (!('tagName' in node) || SILENT.has(node.tagName) || depth > MOST_DEPTH) return ''
  if (node.tagName === 'br') return '\n'
  const inner = node.childNodes.map((child) => said(child, ownName, depth + 1)).join('')
  if (isNaming(node)) return inner.trim() === ownName ? '' : inner
  if (node.tagName === 'blockquote') return `\n\n${quoted(tidied(inner).slice(0, SHARED_LENGTH))}\n\n`
  if (node.tagName === 'a') return addressed(inner, node.attrs.find(({ name }) => name === 'href')?.value ?? '')
  return BLOCKS.has(node.tagName) ? `\n${inner}\n` : inner
}

function isNaming({ tagName, attrs }: DefaultTreeAdapterTypes.Element): boolean {
  return tagName === 'at' || attrs.some(({ name, value }) => name === 'itemtype' && value.endsWith('/Mention'))
}

// An address as it is, not as its label says it is.
function addressed(label: string, target: string): string {
  const plain = target.replace(/^mailto:/iu, '')
  return plain === '' || plain === label.trim() ? label : plain
}

function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')
}

function tidied(text: string): string {
  return text
    .replaceAll('\u00a0', ' ')
    .replaceAll(/[ \t]+\n/gu, '\n')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trim()
}
