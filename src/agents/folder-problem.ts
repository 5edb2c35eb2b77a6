/** A mistake in an agent's folder. */
export interface FolderProblem {
  /** Path from the agent's folder: `tools.yaml`. */
  readonly file: string
  /** 1-based; null where it isn't at one place. */
  readonly line: number | null
  /** 1-based. */
  readonly column: number | null
  readonly message: string
  readonly hint: string | null
}

/** The problems for a terminal, one for each line: `tools.yaml:12:5  Unknown key "ower". Did you mean "owner"?` */
export function formatProblems(problems: readonly FolderProblem[]): string {
  return problems
    .map(({ file, line, column, message, hint }) => {
      const place = [file, line, column].filter((part) => part !== null).join(':')
      return `${place}  ${message}${hint === null ? '' : ` ${hint}`}`
    })
    .join('\n')
}

/** In the order in which a person goes through them: by file, then from the top. */
export function sortProblems(problems: readonly FolderProblem[]): readonly FolderProblem[] {
  return problems.toSorted(
    (one, other) =>
      one.file.localeCompare(other.file) ||
      (one.line ?? 0) - (other.line ?? 0) ||
      (one.column ?? 0) - (other.column ?? 0),
  )
}
