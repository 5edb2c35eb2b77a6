/** One line of the report: what was measured, and against what in the same run. */
export interface Figure {
  readonly name: string
  /** What it came to, with its unit: "12.3 ms". */
  readonly value: string
  /** The baseline of the same run, and the ratio to it; absent where there is none. */
  readonly baseline?: { readonly name: string; readonly value: string; readonly ratio: number }
  /** What it should come to. */
  readonly goal?: string
}

export function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}

/** The value below which a share of the samples lies: 0.5 is the median. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5)
}
