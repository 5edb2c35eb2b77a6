import { dot } from './dot.ts'

/** Rows worked on together: what is read for one serves all while it is near the processor. */
const TOGETHER = 16

/**
 * A symmetric positive definite matrix as `L Lᵀ` (Golub and Van Loan, "Matrix Computations", 4th edition, section 4.2).
 * Takes `rows` over, of which it reads what is left of the diagonal and on it: what was the matrix is `L` afterwards.
 */
export class Cholesky {
  readonly #rows: readonly Float64Array[]

  constructor(rows: readonly Float64Array[]) {
    this.#rows = rows
    for (let first = 0; first < rows.length; first += TOGETHER) this.#factorise(first, first + TOGETHER)
  }

  /** The columns of `L⁻¹`, each with zeros above its own place. */
  inverseColumns(): readonly Float64Array[] {
    const columns = this.#rows.map((_, index) => {
      const column = new Float64Array(this.#rows.length)
      column[index] = 1
      return column
    })
    for (let first = 0; first < columns.length; first += TOGETHER) {
      this.#forward(columns.slice(first, first + TOGETHER), first)
    }
    return columns
  }

  /** The `x` of `L Lᵀ x = right`, for each of them. */
  solve(rights: readonly Float64Array[]): readonly Float64Array[] {
    const solved = rights.map((right) => right.slice())
    for (let first = 0; first < solved.length; first += TOGETHER) {
      const some = solved.slice(first, first + TOGETHER)
      this.#forward(some, 0)
      this.#backward(some)
    }
    return solved
  }

  #factorise(first: number, end: number): void {
    const block = this.#rows.slice(first, end)
    for (const [column, above] of this.#rows.slice(0, end).entries()) {
      if (column >= first) above[column] = Math.sqrt(at(above, column) - dot(above, above, 0, column))
      const diagonal = at(above, column)
      for (let index = Math.max(0, column + 1 - first); index < block.length; index++) {
        const row = block[index] ?? above
        row[column] = (at(row, column) - dot(row, above, 0, column)) / diagonal
      }
    }
  }

  /** `L x = values`, where all before `from` is 0. */
  #forward(some: readonly Float64Array[], from: number): void {
    for (let index = from; index < this.#rows.length; index++) {
      const row = this.#rows[index] ?? new Float64Array()
      for (const values of some) values[index] = (at(values, index) - dot(row, values, from, index)) / at(row, index)
    }
  }

  /** `Lᵀ x = values` */
  #backward(some: readonly Float64Array[]): void {
    for (let index = this.#rows.length - 1; index >= 0; index--) {
      const row = this.#rows[index] ?? new Float64Array()
      for (const values of some) {
        const value = at(values, index) / at(row, index)
        values[index] = value
        for (let before = 0; before < index; before++) values[before] = at(values, before) - value * at(row, before)
      }
    }
  }
}

function at(values: Float64Array, index: number): number {
  return values[index] ?? 0
}
