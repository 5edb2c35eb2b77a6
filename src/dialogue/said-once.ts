/** Whether a number stands once in what was typed: of one that stands there twice nobody knows which of them a value is. */
export function isSaidOnce(number: string, typed: string): boolean {
  const said = [...typed.matchAll(/\d[\d.,]*/gu)].map(([each]) => each.replace(/[.,]+$/u, ''))
  return said.filter((each) => each === number).length === 1
}
