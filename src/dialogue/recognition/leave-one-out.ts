import { Cholesky } from './cholesky.ts'
import { dot } from './dot.ts'

/** A classifier by ridge regression, as far as leaving examples out of it needs. */
export interface Fitted {
  /** The columns of `L⁻¹`, where `L Lᵀ` is the matrix of likenesses with the ridge on its diagonal. */
  readonly inverseColumns: readonly Float64Array[]
  /** For each class the weight of each example. */
  readonly weights: readonly Float64Array[]
  /** For each example its class. */
  readonly classes: readonly number[]
}

/**
 * Leave-one-out scores of a classifier: for each of these examples the score of each class without training on it, in closed
 * form (Rifkin and Lippert, "Notes on Regularized Least Squares", 2007, section 5, for several examples at once).
 */
export function leaveOneOutScores(
  { inverseColumns, weights, classes }: Fitted,
  group: readonly number[],
): readonly Float64Array[] {
  const size = inverseColumns.length
  const columns = group.map((example) => inverseColumns[example] ?? new Float64Array(size))
  const inverse = group.map((example, row) =>
    Float64Array.from(group, (other, column) =>
      dot(columns[row] ?? none, columns[column] ?? none, Math.max(example, other), size),
    ),
  )
  const factors = new Cholesky(inverse)
  const errors = factors.solve(weights.map((ofClass) => Float64Array.from(group, (example) => ofClass[example] ?? 0)))
  return group.map((example, row) =>
    Float64Array.from(errors, (error, index) => (classes[example] === index ? 1 : 0) - (error[row] ?? 0)),
  )
}

const none = new Float64Array()
