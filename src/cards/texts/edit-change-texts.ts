import { orList } from './plan-texts.ts'

/** What is said of a value that somebody types into a plan, in English. A chat loads it with the fields. */
export const editChangeTexts = {
  noAmount: (currency: string, example: string) => `Write an amount in ${currency}, such as ${example}.`,
  noChoice: (choices: readonly string[]) => `Write one of these: ${orList(choices)}.`,
  noNumber: 'Write a number.',
  nothing: 'Nothing is changed yet.',
} as const
