import { options } from 'preact'

/** Does what changes a screen, and comes back when it is drawn: for what then looks for its place in the page. */
export function flushSync(change: () => void): void {
  const { debounceRendering } = options
  let drawing = (): void => undefined
  options.debounceRendering = (draw) => (drawing = draw)
  try {
    change()
    drawing()
  } finally {
    if (debounceRendering === undefined) delete options.debounceRendering
    else options.debounceRendering = debounceRendering
  }
}
