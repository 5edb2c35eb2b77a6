import { hexColour, isIndistinct, WHITE } from '../colour.ts'
import { descendants, elementAt, elements, isOn, type XmlElement } from './xml.ts'

/** How deep styles may be based on each other; some files have them in a ring. */
const MOST_ANCESTORS = 20

/** In half points: text below 2 points is invisible. */
const TINY_HALF_POINTS = 4

/** What a document's styles say of its paragraphs and runs. */
export class DocxStyles {
  readonly #styles = new Map<string, XmlElement>()

  constructor(part: XmlElement | null) {
    for (const style of part ? descendants(part, 'style') : [])
      this.#styles.set(style.attributes['styleId'] ?? '', style)
  }

  /** 1 for a title or a first heading; null for what is no heading. */
  headingDepth(id: string | null): number | null {
    for (const style of this.#lineage(id)) {
      const name = nameOf(style)
      if (name === 'title') return 1
      const depth = /^heading ([1-9])$/u.exec(name)?.[1]
      if (depth !== undefined) return Math.min(6, Number(depth))
      const level = elementAt(style, 'pPr', 'outlineLvl')?.attributes['val']
      if (level !== undefined && Number(level) < 6) return Number(level) + 1
    }
    return null
  }

  isTitle(id: string | null): boolean {
    return this.#lineage(id).some((style) => nameOf(style) === 'title')
  }

  isCode(id: string | null): boolean {
    return this.#lineage(id).some((style) =>
      /^(?:html preformatted|source code|code|preformatted text)$/u.test(nameOf(style)),
    )
  }

  numberingOf(id: string | null): XmlElement | undefined {
    return this.#lineage(id)
      .map((style) => elementAt(style, 'pPr', 'numPr'))
      .find((found) => found !== undefined)
  }

  /** Whether a run isn't seen: hidden, as small as a dot, or of the colour of what is under it. */
  isHidden(run: XmlElement | undefined, paragraphStyle: string | null, fill: string | null): boolean {
    const runStyle = elementAt(run, 'rStyle')?.attributes['val'] ?? null
    const layers = [
      run,
      ...this.#lineage(runStyle).map((style) => elementAt(style, 'rPr')),
      ...this.#lineage(paragraphStyle).map((style) => elementAt(style, 'rPr')),
    ]
    const first = (name: string) => layers.map((layer) => elementAt(layer, name)).find((found) => found !== undefined)
    if (isOn(first('vanish')) || isOn(first('webHidden')) || isOn(first('specVanish'))) return true
    const size = Number(first('sz')?.attributes['val'] ?? Number.NaN)
    if (size < TINY_HALF_POINTS) return true
    const colour = hexColour(first('color')?.attributes['val'] ?? 'auto')
    if (colour === null) return false
    const highlight = elementAt(run, 'highlight')?.attributes['val'] ?? 'none'
    const shade = elementAt(run, 'shd')?.attributes['fill'] ?? fill ?? 'auto'
    // A marker's colour has a name, and none of the names is white but "white" itself.
    if (highlight !== 'none' && highlight !== 'white') return false
    return isIndistinct(colour, hexColour(shade) ?? WHITE)
  }

  #lineage(id: string | null): readonly XmlElement[] {
    const lineage: XmlElement[] = []
    let style = id === null ? undefined : this.#styles.get(id)
    while (style !== undefined && lineage.length < MOST_ANCESTORS) {
      lineage.push(style)
      style = this.#styles.get(elementAt(style, 'basedOn')?.attributes['val'] ?? '')
    }
    return lineage
  }
}

function nameOf(style: XmlElement): string {
  return elements(style, 'name')[0]?.attributes['val']?.toLowerCase() ?? ''
}
