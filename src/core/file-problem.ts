/** A mistake in a file that somebody wrote: one of an agent's folder, or rules. */
export interface FileProblem {
  /** Its path, mostly from the agent's folder: `tools.yaml`. */
  readonly file: string
  /** 1-based; null where it isn't at one place. */
  readonly line: number | null
  /** 1-based. */
  readonly column: number | null
  readonly message: string
  readonly hint: string | null
}

/** Where it is, as a terminal or an editor opens it: `tools.yaml:12:5`. */
export function positionText({ file, line, column }: Pick<FileProblem, 'file' | 'line' | 'column'>): string {
  return [file, line, column].filter((part) => part !== null).join(':')
}

/** The problems for a terminal, one for each line: `tools.yaml:12:5  Unknown key "ower". Did you mean "owner"?` */
export function formatProblems(problems: readonly FileProblem[]): string {
  return problems
    .map((problem) => {
      const { message, hint } = problem
      return `${positionText(problem)}  ${message}${hint === null ? '' : ` ${hint}`}`
    })
    .join('\n')
}

/** In the order in which a person goes through them: by file, then from the top. */
export function sortProblems(problems: readonly FileProblem[]): readonly FileProblem[] {
  return problems.toSorted(
    (one, other) =>
      one.file.localeCompare(other.file) ||
      (one.line ?? 0) - (other.line ?? 0) ||
      (one.column ?? 0) - (other.column ?? 0),
  )
}
