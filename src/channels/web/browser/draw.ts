import type { Attributes, Child, Description } from './element.ts'

/**
 * Makes a place show these children and nothing else. What is there already and is still described stays the same
 * element, so that focus, a selection, an opened fold and a scroll position live on.
 */
export function draw(place: ParentNode & Node, children: readonly Child[]): void {
  const old = [...place.childNodes]
  const kept = children.map((child) => take(old, child))
  for (const node of old) node.remove()
  let at: ChildNode | null = place.firstChild
  children.forEach((child, index) => {
    const node = kept[index] ?? make(child)
    if (node === at) at = at.nextSibling
    else place.insertBefore(node, at)
    update(node, child)
  })
}

const drawn = new WeakMap<Node, Description>()

// Takes the node that shows this child now out of the old ones.
function take(old: ChildNode[], child: Child): ChildNode | null {
  const index = old.findIndex((node) => {
    if (typeof child === 'string') return node instanceof Text
    const before = drawn.get(node)
    return before !== undefined && before.tag === child.tag && before.attributes.key === child.attributes.key
  })
  return index === -1 ? null : (old.splice(index, 1)[0] ?? null)
}

function make(child: Child): ChildNode {
  if (typeof child === 'string') return document.createTextNode(child)
  const element = SVG_TAGS.has(child.tag)
    ? document.createElementNS('http://www.w3.org/2000/svg', child.tag)
    : document.createElement(child.tag)
  for (const type of Object.keys(child.attributes.on ?? {})) listen(element, type)
  drawn.set(element, { tag: child.tag, attributes: NOTHING, children: [] })
  child.attributes.made?.(element)
  return element
}

const SVG_TAGS: ReadonlySet<string> = new Set(['svg', 'path', 'circle'])
const NOTHING: Attributes = {}

// One listener for as long as the element lives; what it calls is what was last described.
function listen(element: Element, type: string): void {
  element.addEventListener(type, (event) => {
    const { on } = drawn.get(element)?.attributes ?? NOTHING
    for (const [name, handler] of Object.entries<((event: never) => void) | undefined>(on ?? {})) {
      if (name === type) Reflect.apply(handler ?? nothing, undefined, [event])
    }
  })
}

function nothing(): void {}

function update(node: ChildNode, child: Child): void {
  if (typeof child === 'string') {
    if (node.nodeValue !== child) node.nodeValue = child
    return
  }
  if (!(node instanceof Element)) return
  // Described once and kept: all within it is as it was.
  if (drawn.get(node) === child) return
  const before = drawn.get(node)?.attributes ?? NOTHING
  drawn.set(node, child)
  setAttributes(node, before, child.attributes)
  draw(node, child.children)
  setProperties(node, child.attributes)
}

const OWN: ReadonlySet<string> = new Set(['key', 'path', 'value', 'checked', 'on', 'made'])

function setAttributes(element: Element, before: Attributes, now: Attributes): void {
  for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
    if (OWN.has(name)) continue
    const [was, is] = [textAt(before, name), textAt(now, name)]
    if (was === is) continue // what a person opened or closed since stays so
    if (is === null) element.removeAttribute(name)
    else element.setAttribute(name, is)
  }
}

function textAt(attributes: Attributes, name: string): string | null {
  const value = Object.hasOwn(attributes, name) ? Object.entries(attributes).find(([key]) => key === name)?.[1] : null
  return typeof value === 'string' ? value : null
}

// One slash: two would begin another server's name.
const PATH = /^\/(?![/\\])/

function setProperties(element: Element, { value, checked, path }: Attributes): void {
  if (element instanceof HTMLAnchorElement && path !== undefined && PATH.test(path)) {
    if (element.getAttribute('href') !== path) element.setAttribute('href', path)
  }
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
    if (value !== undefined && element.value !== value) element.value = value
  }
  if (element instanceof HTMLProgressElement && value !== undefined) element.value = Number(value)
  if (element instanceof HTMLInputElement && checked !== undefined) element.checked = checked
}
