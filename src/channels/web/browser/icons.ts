import { h, type Child, type Description } from './element.ts'

const PATHS = {
  hand: ['o', 'M8 4.8v3.7M8 11v.2'],
  wait: ['o', 'M8 4.7V8l2.2 1.6'],
  ok: ['m3.5 8.5 3 3 6-6.5'],
  'ok-round': ['o', 'm5.3 8.2 1.9 1.9 3.5-3.8'],
  no: ['o', 'm4 12 8-8'],
  x: ['m4 4 8 8m0-8-8 8'],
  question: ['M6 6.2a2 2 0 1 1 2.7 1.9c-.5.2-.7.5-.7 1M8 11.4v.2'],
  'question-round': ['o', 'M6.4 6.5a1.6 1.6 0 1 1 2.2 1.5c-.4.2-.6.4-.6.9M8 11v.1'],
  pen: ['M3 13l.6-2.6 7.2-7.2 2 2-7.2 7.2z'],
  swap: ['M3 6h9L9.5 3.5M13 10H4l2.5 2.5'],
  next: ['m6 3.5 4.5 4.5L6 12.5'],
  previous: ['M10 3.5 5.5 8l4.5 4.5'],
  down: ['m4 6 4 4 4-4'],
  person: ['M8 2.8a2.6 2.6 0 1 0 0 5.2 2.6 2.6 0 0 0 0-5.2M3 13.4c.7-2.6 2.6-3.9 5-3.9s4.3 1.3 5 3.9'],
  record: ['M3 4h10M3 8h10M3 12h10'],
  warn: ['M8 2.5 14 13H2zM8 6.5v3M8 11.3v.1'],
  page: ['M3.5 2.5h6l3 3v8h-9zM9.5 2.5v3h3'],
  star: ['M8 2.5v11M2.5 8h11M4.5 4.5l7 7M11.5 4.5l-7 7'],
  bent: ['M5 3v6a2 2 0 0 0 2 2h5M9.5 8.5 12 11l-2.5 2.5'],
  send: ['M8 13V3.5M3.8 7.5 8 3.3l4.2 4.2'],
  save: ['M8 3v8M4.5 8 8 11.5 11.5 8M3 13.5h10'],
  chat: ['M2.5 3.5h11v7.5H8l-3 2.5V11H2.5z'],
} as const

export type Icon = keyof typeof PATHS

/** A drawing that says nothing by itself: words stand beside it, or name the button that it is in. */
export function icon(name: Icon): Description {
  return drawing(PATHS[name])
}

/** A drawing by its paths on 16 by 16; `o` is the circle around it. */
export function drawing(paths: readonly string[]): Description {
  const shapes: readonly Child[] = paths.map((d) =>
    d === 'o' ? h('circle', { cx: '8', cy: '8', r: '6' }) : h('path', { d }),
  )
  return h('svg', { class: 'i', viewBox: '0 0 16 16', 'aria-hidden': 'true' }, shapes)
}
