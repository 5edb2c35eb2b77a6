import { h, type Description } from '../browser/element.ts'

/** A thing said, whole; and what is to come of it, dashed (by the stylesheet). */
export function logo(): Description {
  return h(
    'svg',
    { class: 'i logo', viewBox: '0 0 20 20', 'aria-hidden': 'true' },
    h('circle', { cx: '6', cy: '6', r: '3.6' }),
    h('path', { d: 'M8.6 8.6l2.8 2.8' }),
    h('circle', { cx: '14', cy: '14', r: '3.6' }),
  )
}
