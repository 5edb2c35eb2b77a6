import { LONGEST_NAME } from './path-limits.ts'

/** What of a program may be named in its paths: what stands in its source, texts word for word and numbers by value. */
export interface Written {
  has(constant: string | number): boolean
}

/** What stands in this source. */
export function writtenIn(source: string): Written {
  let numbers: ReadonlySet<number> | null = null
  return {
    has: (constant) => {
      if (typeof constant === 'string') {
        return constant !== '' && constant.length <= LONGEST_NAME && source.includes(constant)
      }
      numbers ??= new Set((source.match(NUMBER) ?? []).map((text) => Number(text.replaceAll('_', ''))))
      return numbers.has(constant)
    },
  }
}

const NUMBER = /0[xob][\da-f_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d+)?/giu
