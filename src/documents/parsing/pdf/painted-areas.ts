import { type Colour, hexColour, isIndistinct, WHITE } from '../colour.ts'
import { largest, smallest } from '../extremes.ts'

interface Area {
  readonly left: number
  readonly bottom: number
  readonly right: number
  readonly top: number
  /** Null where it isn't of one colour: pictures, patterns. */
  readonly colour: Colour | null
}

/** Only the latest are kept: a page with more is a drawing, and text on it is taken for visible. */
const MOST_AREAS = 2_000

/** What a page has painted so far, to see whether letters stand out from what is under them. */
export class PaintedAreas {
  readonly #areas: Area[] = []

  add(corners: readonly (readonly [number, number])[], colour: string | null): void {
    const across = corners.map(([x]) => x)
    const up = corners.map(([, y]) => y)
    const area = {
      left: smallest(across, Infinity),
      right: largest(across, -Infinity),
      bottom: smallest(up, Infinity),
      top: largest(up, -Infinity),
    }
    // Lines and dots are no ground for a letter.
    if (area.right - area.left < 2 || area.top - area.bottom < 2) return
    this.#areas.push({ ...area, colour: colour === null ? null : hexColour(colour) })
    if (this.#areas.length > MOST_AREAS) this.#areas.shift()
  }

  /** Whether something of this colour can't be told from what is under it. Paper is white. */
  swallows(colour: string, x: number, y: number): boolean {
    const own = hexColour(colour)
    if (own === null) return false
    const under = this.#areas.findLast(
      ({ left, right, bottom, top }) => x >= left && x <= right && y >= bottom && y <= top,
    )
    const ground = under === undefined ? WHITE : under.colour
    return ground !== null && isIndistinct(own, ground)
  }
}
