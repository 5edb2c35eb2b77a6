import { orList } from './plan-texts.ts'

/** What is said of a value that somebody types into a plan, in English. A chat loads it with the fields. */
export const editChangeTexts = {
  noAmount: (currency: string, digits: number) =>
    digits === 0
      ? `Write a whole amount in ${currency}.`
      : `Write an amount in ${currency}, with at most ${digits} digits after the point.`,
  noChoice: (choices: readonly string[]) => `Write one of these: ${orList(choices)}.`,
  noNumber: 'Write a number.',
  nothing: 'Nothing is changed yet.',
} as const
