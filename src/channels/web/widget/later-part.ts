/** The start of each part's hash, by its name. */
declare const PARTS: Readonly<Record<string, string>>

/** The languages that there are texts of beside English. */
export const LATER_LANGUAGES: ReadonlySet<string> = new Set(
  Object.keys(PARTS).flatMap((name) => (name.startsWith('in-') ? [name.slice(3)] : [])),
)

/** Answers with what a part has of others, by the path that it imports it by. */
type Lend = (path: string) => unknown

/** Whatever is in it. */
export type AnyPart = Pick<LaterPart<unknown>, 'here' | 'isLost' | 'load'>

/** A part of the chat that is loaded when it is first needed, for all chats of a page. */
export class LaterPart<Part> {
  readonly #name: string
  readonly #lent: () => Readonly<Record<string, unknown>>
  /** Never fails: as long as it can't be loaded, it waits. */
  readonly arrived: Promise<Part>
  #tell: (part: Part) => void = () => {}
  #loading: Promise<void> | null = null
  #tries = 0
  #here: Part | null = null
  #isLost = false

  constructor(name: string, lent: () => Readonly<Record<string, unknown>>) {
    this.#name = name
    this.#lent = lent
    this.arrived = new Promise((resolve) => (this.#tell = resolve))
  }

  get here(): Part | null {
    return this.#here
  }

  /** The last try failed. */
  get isLost(): boolean {
    return this.#isLost
  }

  /** Loads it, once at a time. It is here afterwards, or lost. */
  async load(origin: string): Promise<void> {
    if (this.#here !== null) return
    this.#isLost = false
    await (this.#loading ??= this.#try(origin).finally(() => (this.#loading = null)))
  }

  async #try(origin: string): Promise<void> {
    // A browser may remember that an address gave nothing, so that each try has its own.
    const address = `${origin}/widget-more/${PARTS[this.#name]}${this.#tries === 0 ? '' : `?try=${this.#tries}`}`
    this.#tries += 1
    try {
      const { default: made }: { default: (lend: Lend) => Part } = await import(address)
      this.#here = made((path) => this.#lent()[path.slice(path.lastIndexOf('/') + 1)])
      this.#tell(this.#here)
    } catch {
      this.#isLost = true
    }
  }
}
