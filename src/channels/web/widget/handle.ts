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
