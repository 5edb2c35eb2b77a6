/**
 * What a screen shows, described as plain data: `draw` makes it so. Only these tags and attributes exist. There is no
 * way to say markup, an address elsewhere, an image or a style, so no text can become one.
 */
export interface Description {
  readonly tag: Tag
  readonly attributes: Attributes
  readonly children: readonly Child[]
}

export type Child = Description | string
export type Tag = (typeof TAGS)[number] | SvgTag
export type SvgTag = 'svg' | 'path' | 'circle'

const TAGS = [
  'a', 'article', 'aside', 'b', 'bdi', 'blockquote', 'button', 'dd', 'del', 'details', 'div', 'dl', 'dt', 'fieldset', 'footer',
  'form', 'h1', 'h2', 'h3', 'h4', 'header', 'input', 'ins', 'kbd', 'label', 'legend', 'li', 'main', 'mark', 'nav', 'ol', 'p', 'progress', 'q',
  'section', 'span', 'summary', 'textarea', 'time', 'ul',
] as const // oxfmt-ignore

export type Attributes = Readonly<
  { [Name in `aria-${string}` | `data-${string}`]?: string | null } & {
    [
      Name in
        | 'class'
        | 'id'
        | 'role'
        | 'title'
        | 'lang'
        | 'dir'
        | 'type'
        | 'name'
        | 'for'
        | 'placeholder'
        | 'rows'
        | 'max'
        | 'maxlength'
        | 'multiple'
        | 'tabindex'
        | 'enterkeyhint'
        | 'autocomplete'
        | 'datetime'
        | 'popover'
        | 'open'
        | 'hidden'
        | 'inert'
        | 'disabled'
        | 'viewBox'
        | 'd'
        | 'cx'
        | 'cy'
        | 'r'
    ]?: string | null
  } & {
    /** Tells this one from its siblings, so that it stays itself when they change. */
    readonly key?: string
    /** Where a link leads on this server: `/console`. Anything else leads nowhere. */
    readonly path?: string
    readonly value?: string
    readonly checked?: boolean
    readonly on?: Handlers
    /** Called with the element once, when it is new. */
    readonly made?: (element: Element) => void
  }
>

export type Handlers = Readonly<{ [Type in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Type]) => void }>

type Given = Child | readonly Given[] | null | false

/** An element with its attributes and what is in it; null and false are nothing. */
export function h(tag: Tag, attributes: Attributes | null, ...children: readonly Given[]): Description {
  return { tag, attributes: attributes ?? {}, children: children.flatMap(flat) }
}

function flat(given: Given): readonly Child[] {
  if (given === null || given === false || given === '') return []
  return isMany(given) ? given.flatMap(flat) : [given]
}

function isMany(given: Given): given is readonly Given[] {
  return Array.isArray(given)
}

/** The words that a description shows, for tests and for telling them to a screen reader. */
export function wordsOf(child: Child): string {
  return typeof child === 'string' ? child : child.children.map(wordsOf).join('')
}
