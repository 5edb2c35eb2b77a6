import { AppError } from '#errors.ts'
import type { DocumentTextView } from '#graph/contract.ts'
import type { Client } from './client.ts'
import type { Citation } from './shapes.ts'

/** A document's version as far as it is known here. `gone`: it may no longer be read. `lost`: nobody answered. */
export type KnownDocument =
  | { readonly state: 'reading' | 'gone' | 'lost' }
  | ({ readonly state: 'read' } & Pick<DocumentTextView, 'passages' | 'newest'>)

type Version = Citation['document']

/** The documents that answers quote, each read once, when something of it is first shown. */
export class Documents {
  readonly #known = new Map<string, KnownDocument>()
  readonly #options: { readonly client: Client; readonly signal: AbortSignal; readonly onChange: () => void }

  constructor(options: { client: Client; signal: AbortSignal; onChange: () => void }) {
    this.#options = options
  }

  get(document: Version): KnownDocument {
    const known = this.#known.get(keyOf(document))
    if (known !== undefined) return known
    this.#known.set(keyOf(document), { state: 'reading' })
    void this.#read(document)
    return { state: 'reading' }
  }

  /** The headings above what is quoted, while they are known. */
  headingOf({ document, passageId }: Citation): string | null {
    const known = this.get(document)
    if (known.state !== 'read') return null
    return known.passages.find((passage) => passage.passageId === passageId)?.heading ?? null
  }

  /** Reads again what couldn't be read. */
  again(document: Version): void {
    if (this.#known.get(keyOf(document))?.state === 'lost') this.#known.delete(keyOf(document))
    this.#options.onChange()
  }

  async #read(document: Version): Promise<void> {
    const { client, signal, onChange } = this.#options
    try {
      const { passages, newest } = await client.readDocument(document.id, document.version, signal)
      this.#known.set(keyOf(document), { state: 'read', passages, newest })
    } catch (error) {
      if (signal.aborted) return
      const isLost = error instanceof AppError && error.retryable
      this.#known.set(keyOf(document), { state: isLost ? 'lost' : 'gone' })
    }
    onChange()
  }
}

function keyOf({ id, version }: Version): string {
  return `${id} ${version}`
}
