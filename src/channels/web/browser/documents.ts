import { AppError } from '#core/errors.ts'
import type { DocumentTextView } from '#contract/knowledge.ts'
import type { PlanCitationView } from '#contract/plan.ts'
import type { Client } from '../../client/client.ts'

/** A document's version as far as it is known here. `gone`: it may no longer be read. `lost`: nobody answered. */
export type KnownDocument = { readonly state: 'reading' | 'gone' | 'lost' } | Stretch

/** The passages around one that is quoted: of all but long documents the whole. */
export interface Stretch {
  readonly state: 'read'
  /** The passage that it was asked for. */
  readonly around: string
  text: DocumentTextView
  /** What came of the last request for more of it. */
  more: 'read' | 'reading' | 'lost'
}

/** Which end of a stretch. */
export type End = 'before' | 'after'

interface Version {
  /** What came of the last request for a stretch. */
  state: 'read' | 'reading' | 'gone' | 'lost'
  stretches: readonly Stretch[]
}

type Quoted = Pick<PlanCitationView, 'document' | 'passageId'>

/** The documents that answers quote, each read once, when something of it is first shown; a long one by its stretches. */
export class Documents {
  readonly #versions = new Map<string, Version>()
  readonly #options: { readonly client: Client; readonly signal: AbortSignal; readonly onChange: () => void }
  #changes = 0

  constructor(options: { client: Client; signal: AbortSignal; onChange: () => void }) {
    const onChange = (): void => {
      this.#changes += 1
      options.onChange()
    }
    this.#options = { ...options, onChange }
  }

  /** Another number each time that something of them came. */
  get changes(): number {
    return this.#changes
  }

  /** What is known around a passage that is quoted. */
  get(quoted: Quoted): KnownDocument {
    const version = this.#versionOf(quoted)
    const stretch = stretchAt(version, quoted)
    if (stretch !== undefined) return stretch
    // While one stretch is on its way, it may be the whole: the others wait for it.
    if (version.state === 'read') {
      version.state = 'reading'
      void this.#read(version, quoted)
    }
    return { state: version.state }
  }

  /** The headings above what is quoted, while they are known. */
  headingOf(citation: Quoted): string | null {
    const known = this.get(citation)
    if (known.state !== 'read') return null
    return known.text.passages.find(({ passageId }) => passageId === citation.passageId)?.heading ?? null
  }

  /** Reads again what couldn't be read. */
  again(quoted: Quoted): void {
    const version = this.#versionOf(quoted)
    if (version.state === 'lost') version.state = 'read'
    this.#options.onChange()
  }

  /** Reads on from where a stretch ends; done when that was told. */
  async readOn(stretch: Stretch, end: End): Promise<void> {
    const edge = stretch.text.passages.at(end === 'before' ? 0 : -1)
    if (edge === undefined || stretch.more === 'reading') return
    stretch.more = 'reading'
    this.#options.onChange()
    const at = { document: stretch.text.document, passageId: edge.passageId }
    const next = await this.#ask(at)
    if (this.#options.signal.aborted) return
    if (next === 'gone') Object.assign(this.#versionOf(at), { state: next, stretches: [] })
    else if (next === 'lost') stretch.more = next
    else {
      stretch.more = 'read'
      stretch.text = joined(stretch.text, next)
    }
    this.#options.onChange()
  }

  async #read(version: Version, quoted: Quoted): Promise<void> {
    const text = await this.#ask(quoted)
    if (this.#options.signal.aborted) return
    version.state = typeof text === 'string' ? text : 'read'
    if (typeof text !== 'string') {
      const stretch: Stretch = { state: 'read', around: quoted.passageId, text, more: 'read' }
      version.stretches = [...version.stretches, stretch]
    }
    this.#options.onChange()
  }

  async #ask({ document, passageId }: Quoted): Promise<DocumentTextView | 'gone' | 'lost'> {
    const { client, signal } = this.#options
    try {
      return await client.readDocument(document, passageId, signal)
    } catch (error) {
      return error instanceof AppError && error.retryable ? 'lost' : 'gone'
    }
  }

  #versionOf({ document: { id, version } }: Quoted): Version {
    const key = `${id} ${version}`
    const known = this.#versions.get(key) ?? { state: 'read', stretches: [] }
    this.#versions.set(key, known)
    return known
  }
}

function stretchAt({ stretches }: Version, { passageId }: Quoted): Stretch | undefined {
  return stretches.find(
    ({ around, text }) => around === passageId || text.passages.some((passage) => passage.passageId === passageId),
  )
}

// The two overlap: what the one begins or ends with is in the middle of the other.
function joined(one: DocumentTextView, other: DocumentTextView): DocumentTextView {
  const passages = new Map([...one.passages, ...other.passages].map((passage) => [passage.start, passage]))
  return {
    ...other,
    passages: [...passages.values()].toSorted((left, right) => left.start - right.start),
    leftOut: {
      before: Math.min(one.leftOut.before, other.leftOut.before),
      after: Math.min(one.leftOut.after, other.leftOut.after),
    },
  }
}
