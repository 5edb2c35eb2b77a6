/** A bar between two parts that is dragged, or moved with the arrow keys; what it sets is a share in percent. */
export function makeHandle(handle: HTMLElement, place: HTMLElement): void {
  const move = (percent: number): void => {
    const least = Number(handle.ariaValueMin ?? 30)
    const most = Number(handle.ariaValueMax ?? 70)
    const share = Math.round(Math.min(most, Math.max(least, percent)))
    handle.ariaValueNow = String(share)
    place.style.setProperty('--reader-size', `${share}%`)
  }
  handle.addEventListener('keydown', (event) => {
    const isVertical = handle.ariaOrientation === 'vertical'
    const isRightToLeft = getComputedStyle(place).direction === 'rtl'
    const [more, less] = isVertical ? (isRightToLeft ? RIGHT_LEFT : LEFT_RIGHT) : UP_DOWN
    const now = Number(handle.ariaValueNow ?? (isVertical ? 52 : 66))
    if (event.key === more) move(now + 5)
    else if (event.key === less) move(now - 5)
    else return
    event.preventDefault()
  })
  handle.addEventListener('pointerdown', (event) => {
    handle.setPointerCapture(event.pointerId)
    event.preventDefault()
  })
  handle.addEventListener('pointermove', (event) => {
    if (!handle.hasPointerCapture(event.pointerId)) return
    const { left, right, width, bottom, height } = place.getBoundingClientRect()
    if (handle.ariaOrientation !== 'vertical') return move(((bottom - event.clientY) / height) * 100)
    const isRightToLeft = getComputedStyle(place).direction === 'rtl'
    move(((isRightToLeft ? event.clientX - left : right - event.clientX) / width) * 100)
  })
}

const LEFT_RIGHT = ['ArrowLeft', 'ArrowRight'] as const
const RIGHT_LEFT = ['ArrowRight', 'ArrowLeft'] as const
const UP_DOWN = ['ArrowUp', 'ArrowDown'] as const

/** The bar beside an open document. */
export const HANDLE_STYLES = `
.beside .handle { flex: none; inline-size: 9px; margin-inline: -4px -5px; cursor: col-resize; z-index: 1; touch-action: none; }
.sheet .handle { position: absolute; z-index: 1; inset-inline: 0; inset-block-end: calc(var(--reader-size, 66%) - 16 * var(--u)); block-size: calc(16 * var(--u)); display: grid; place-items: center; cursor: row-resize; touch-action: none; }
.sheet .handle::before { content: ""; inline-size: 40px; block-size: 4px; border-radius: 2px; background: var(--control); }
.handle:focus-visible { outline-offset: -2px; background: var(--accent-soft); }
`
