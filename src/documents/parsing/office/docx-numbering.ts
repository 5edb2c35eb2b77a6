import { descendants, elementAt, elements, type XmlElement } from './xml.ts'

export interface ListItem {
  readonly depth: number
  readonly marker: string
}

/** What a document's lists look like, counting as its items come. */
export class Numbering {
  readonly #formats = new Map<string, string>()
  readonly #counts = new Map<string, number>()

  constructor(part: XmlElement | null) {
    if (part === null) return
    const abstract = new Map(
      descendants(part, 'abstractNum').map((list) => [list.attributes['abstractNumId'] ?? '', list]),
    )
    for (const list of descendants(part, 'num')) {
      const base = abstract.get(elementAt(list, 'abstractNumId')?.attributes['val'] ?? '')
      for (const level of base ? elements(base, 'lvl') : []) {
        const format = elementAt(level, 'numFmt')?.attributes['val'] ?? 'bullet'
        this.#formats.set(`${list.attributes['numId']}/${level.attributes['ilvl']}`, format)
      }
    }
  }

  /** The item that a paragraph with this numbering is; null where it has none. */
  itemOf(numbering: XmlElement | undefined): ListItem | null {
    const id = elementAt(numbering, 'numId')?.attributes['val']
    if (id === undefined || id === '0') return null
    const depth = Math.min(8, Math.max(0, Number(elementAt(numbering, 'ilvl')?.attributes['val'] ?? 0) || 0))
    const format = this.#formats.get(`${id}/${depth}`) ?? 'bullet'
    for (const key of this.#counts.keys()) {
      const [list, level] = key.split('/')
      if (list === id && Number(level) > depth) this.#counts.delete(key)
    }
    const count = (this.#counts.get(`${id}/${depth}`) ?? 0) + 1
    this.#counts.set(`${id}/${depth}`, count)
    return { depth, marker: format === 'bullet' || format === 'none' ? '-' : `${count}.` }
  }
}
