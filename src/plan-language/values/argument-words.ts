/** An argument's name as people say it: `orderId` is "order id". */
export function argumentWords(name: string): string {
  const words = name.replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, ' ').replaceAll(/[_./-]+/g, ' ')
  return words.toLowerCase().trim()
}
