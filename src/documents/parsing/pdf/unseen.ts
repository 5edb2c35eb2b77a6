/** Letters under 2 points are below what anybody reads on paper or screen. */
const TINY = 2

/** How letters are drawn. */
export interface Ink {
  /** PDF's text rendering mode, 0 to 7. */
  readonly mode: number
  readonly fill: string
  readonly stroke: string
  readonly alpha: number
}

/** Whether a piece of text stands outside of what is shown of its page. */
export function isOff(
  [left = 0, bottom = 0, right = 0, top = 0]: readonly number[],
  start: readonly [number, number],
  end: readonly [number, number],
): boolean {
  const isOutside = (at: 0 | 1, least: number, most: number) =>
    Math.max(start[at], end[at]) < least - 1 || Math.min(start[at], end[at]) > most + 1
  return isOutside(0, left, right) || isOutside(1, bottom, top)
}

/** Whether letters of this size drawn so are invisible. `swallows` says of a colour that it is that of what is under them. */
export function isUnseen(
  { mode, fill, stroke, alpha }: Ink,
  size: number,
  swallows: (colour: string) => boolean,
): boolean {
  // 3: neither filled nor outlined; 7: only a shape to clip by.
  if (size < TINY || alpha < 0.05 || mode === 3 || mode === 7) return true
  const isFilled = mode !== 1 && mode !== 5
  const isOutlined = mode === 1 || mode === 2 || mode === 5 || mode === 6
  const showsFill = isFilled && fill !== 'transparent' && !swallows(fill)
  return !showsFill && !(isOutlined && !swallows(stroke))
}
