import { argumentWords } from '#plan-language/values/argument-words.ts'

/** A tool by the sentence of its steps, with what each has of its own in brackets: "Refund [amount] for order [order id]". */
export function toolName(title: string): string {
  return title.replaceAll(/\{([^{}|]+)(?:\|[^{}]*)?\}/gu, (_whole, name: string) => `[${argumentWords(name)}]`)
}
