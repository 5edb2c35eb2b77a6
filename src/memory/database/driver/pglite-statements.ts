import type { messages, PGlite, protocol } from '@electric-sql/pglite'
import { STATEMENTS_KEPT, type Row } from './connection.ts'
import { parserOf } from './values.ts'

/** A statement that PostgreSQL has prepared: what it takes, and how what it gives is read. */
interface Prepared {
  readonly name: string
  readonly takes: readonly number[]
  readonly columns: readonly { readonly name: string; readonly parse: (text: string) => unknown }[]
}

/** What is sent to PostgreSQL, and the kinds of what comes back: loaded with PGlite. */
export interface Protocol {
  readonly messages: typeof messages
  readonly serialize: typeof protocol.serialize
}

/**
 * Statements of PGlite's one session, each parsed once and planned as PostgreSQL sees fit, as `pg` has it for a statement with
 * a name. PGlite's own `query` parses and plans each time and asks for each step by itself, which for one of our larger
 * statements is most of what it costs.
 */
export class PgliteStatements {
  readonly #pglite: PGlite
  readonly #protocol: Protocol
  readonly #prepared = new Map<string, Prepared>()

  constructor(pglite: PGlite, protocol: Protocol) {
    this.#pglite = pglite
    this.#protocol = protocol
  }

  /** One statement with parameters. Throws PGlite's `DatabaseError`. */
  async run(text: string, values: readonly unknown[]): Promise<readonly Row[]> {
    const { DataRowMessage } = this.#protocol.messages
    const { name, takes, columns } = await this.#prepare(text)
    const { serialize } = this.#protocol
    const given = values.map((value, at) => this.#written(value, takes[at]))
    const answer = await this.#ask([
      serialize.bind({ statement: name, values: given }),
      serialize.execute({}),
      serialize.sync(),
    ])
    const rows = answer.filter((message) => message instanceof DataRowMessage)
    return rows.map(({ fields }) =>
      Object.fromEntries(
        columns.map((column, at) => {
          const field = fields[at] ?? null
          return [column.name, field === null ? null : column.parse(field)]
        }),
      ),
    )
  }

  /** Forgets all of them, which the session has. */
  forget(): void {
    this.#prepared.clear()
  }

  async #prepare(text: string): Promise<Prepared> {
    const known = this.#prepared.get(text)
    if (known !== undefined) return known
    const { messages, serialize } = this.#protocol
    // Without a name a statement lasts until the next one that has none.
    const name = this.#prepared.size < STATEMENTS_KEPT ? `parley_${this.#prepared.size}` : ''
    const answer = await this.#ask([
      serialize.parse({ name, text }),
      serialize.describe({ type: 'S', name }),
      serialize.sync(),
    ])
    const takes = answer.find((message) => message instanceof messages.ParameterDescriptionMessage)?.dataTypeIDs ?? []
    const fields = answer.find((message) => message instanceof messages.RowDescriptionMessage)?.fields ?? []
    const columns = fields.map((field) => ({ name: field.name, parse: parserOf(field.dataTypeID) }))
    const prepared = { name, takes, columns }
    if (name !== '') this.#prepared.set(text, prepared)
    return prepared
  }

  #written(value: unknown, type: number | undefined): string | null {
    if (value === null || value === undefined) return null
    const serializer = type === undefined ? undefined : this.#pglite.serializers[type]
    return serializer ? serializer(value) : String(value)
  }

  async #ask(parts: readonly Uint8Array[]) {
    return await this.#pglite.runExclusive(() => this.#pglite.execProtocolStream(Buffer.concat(parts)))
  }
}
