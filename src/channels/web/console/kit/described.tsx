import { createElement } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { draw } from '../../browser/draw.ts'
import type { Description } from '../../browser/element.ts'

/** What the chat draws, too, such as a plan's card: its outermost element is Preact's, what is in it is drawn as there. */
export function Described({ it }: { readonly it: Description }) {
  const { on, key: _key, path: _path, made: _made, ...attributes } = it.attributes
  const place = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    if (place.current !== null) draw(place.current, it.children)
  })
  const handlers = Object.fromEntries(Object.entries(on ?? {}).map(([type, heard]) => [`on${type}`, heard]))
  return createElement(it.tag, { ...attributes, ...handlers, ref: place })
}
