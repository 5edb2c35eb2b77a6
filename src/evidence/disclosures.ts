import { commitLeaves, commitWhole, type Salts } from '#core/commitment.ts'
import { valueAt, type Json, type JsonPointer } from '#core/json.ts'

/** A value that stands behind a commitment, and the salt that it was committed to with. */
export interface Disclosure {
  readonly salt: string
  readonly value: Json
}

/**
 * The values of a statement that stand in it as commitments alone, by their places. Whoever may not read one is given
 * neither value nor salt, and can still check all that was signed.
 */
export class Disclosures {
  readonly #byPlace = new Map<JsonPointer, Disclosure>()
  readonly #randomBytes: (length: number) => Buffer

  constructor(randomBytes: (length: number) => Buffer) {
    this.#randomBytes = randomBytes
  }

  /** Commits to each leaf of a value that will stand at this place, and gives what stands there instead. */
  hide(place: JsonPointer, value: Json): Json {
    const { committed, salts } = commitLeaves(value, this.#randomBytes)
    this.hidden(place, value, salts)
    return committed
  }

  /** Commits to a value as a whole: what it is made of doesn't show. */
  hideWhole(place: JsonPointer, value: Json): Json {
    const { committed, salt } = commitWhole(value, this.#randomBytes)
    this.#byPlace.set(place, { salt, value })
    return committed
  }

  /** Adds the leaves that were committed to before, with these salts. */
  hidden(place: JsonPointer, value: Json, salts: Salts): void {
    for (const [pointer, salt] of Object.entries(salts)) {
      const leaf = valueAt(value, pointer)
      if (leaf !== undefined) this.#byPlace.set(place + pointer, { salt, value: leaf })
    }
  }

  get size(): number {
    return this.#byPlace.size
  }

  /** Those that one reader may read. */
  readable(mayRead: (place: JsonPointer) => boolean): Readonly<Record<JsonPointer, Disclosure>> {
    return Object.fromEntries([...this.#byPlace].filter(([place]) => mayRead(place)))
  }
}
