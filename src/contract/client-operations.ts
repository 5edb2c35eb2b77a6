import type { Principal } from '#core/principal.ts'

/** What programs that act for people ask besides. */
export interface ClientOperations {
  /** What programs may begin by its name. */
  listProcedures(): readonly ExposedProcedure[]
  /** Which of these passages somebody may read and hand to a model outside: none of a regulated document. */
  passagesToHandOut(principal: Principal, passageIds: readonly string[]): Promise<ReadonlySet<string>>
}

/** A procedure that an agent lets programs begin by its name. */
export interface ExposedProcedure {
  readonly agent: string
  readonly name: string
  readonly title: string
  /** Whether something is changed by it. */
  readonly isWrite: boolean
  readonly slots: readonly {
    readonly name: string
    readonly words: string
    readonly isOptional: boolean
    /** The values that it takes, where it takes no others. */
    readonly values: readonly string[] | null
  }[]
}
