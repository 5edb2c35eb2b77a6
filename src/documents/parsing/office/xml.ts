import sax from 'sax'
import { decodeText } from '../decode-text.ts'
import { ParseFailure } from '../parse-failure.ts'
import { MOST_DEPTH } from '../limits.ts'

/** An element of an Office file, by its local name: who made the file chose the prefixes. */
export interface XmlElement {
  readonly name: string
  /** By local name too. */
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (XmlElement | string)[]
}

export interface XmlEvents {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  close(name: string): void
  text(text: string): void
}

const MOST_NODES = 3_000_000

/**
 * Reads XML as events. A document type is refused: Office writes none, and entities that it declares are how a few lines
 * become gigabytes or another file's content.
 */
export function readXml(content: Uint8Array, events: XmlEvents): void {
  const text = decodeText(content, null)?.text ?? null
  if (text === null) throw new ParseFailure('broken')
  const parser = sax.parser(true, { trim: false, normalize: false })
  let depth = 0
  let nodes = 0
  parser.onerror = (error) => {
    throw new ParseFailure('broken', error)
  }
  parser.ondoctype = () => {
    throw new ParseFailure('bomb')
  }
  parser.onopentag = ({ name, attributes }) => {
    depth += 1
    nodes += 1
    if (depth > MOST_DEPTH) throw new ParseFailure('too-deep')
    if (nodes > MOST_NODES) throw new ParseFailure('bomb')
    const local: Record<string, string> = Object.create(null)
    for (const [key, value] of Object.entries(attributes)) {
      // Of two with the same local name, such as `id` and `r:id`, the one with a prefix stands.
      if (!key.startsWith('xmlns') && (key.includes(':') || !(key in local))) local[localName(key)] = String(value)
    }
    events.open(localName(name), local)
  }
  parser.onclosetag = (name) => {
    depth -= 1
    events.close(localName(name))
  }
  parser.ontext = (found) => events.text(found)
  parser.oncdata = (found) => events.text(found)
  parser.write(text).close()
}

/** The whole as a tree. */
export function xmlTree(content: Uint8Array): XmlElement {
  const root: Building = { name: '', attributes: {}, children: [] }
  const open: Building[] = [root]
  readXml(content, {
    open(name, attributes) {
      const element: Building = { name, attributes, children: [] }
      open.at(-1)?.children.push(element)
      open.push(element)
    },
    close: () => void open.pop(),
    text: (text) => void open.at(-1)?.children.push(text),
  })
  return root
}

interface Building extends XmlElement {
  readonly children: (Building | string)[]
}

/** The elements directly in this one, of a name or of any. */
export function elements({ children }: XmlElement, name?: string): readonly XmlElement[] {
  return children
    .filter((child) => typeof child !== 'string')
    .filter((child) => name === undefined || child.name === name)
}

/** The element that a path of names leads to. */
export function elementAt(from: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  let found = from
  for (const name of path) found = found && elements(found, name)[0]
  return found
}

/** Those of a name, however deep. */
export function descendants(from: XmlElement, name: string): readonly XmlElement[] {
  return elements(from).flatMap((child) => [...(child.name === name ? [child] : []), ...descendants(child, name)])
}

/** All text in an element. */
export function textIn({ children }: XmlElement): string {
  return children.map((child) => (typeof child === 'string' ? child : textIn(child))).join('')
}

/** Whether a switch such as `<w:vanish/>` or `<w:vanish w:val="0"/>` is on. */
export function isOn(element: XmlElement | undefined): boolean {
  return element !== undefined && !['0', 'false', 'off', 'none'].includes(element.attributes['val'] ?? '1')
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
