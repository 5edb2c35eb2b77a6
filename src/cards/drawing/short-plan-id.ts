/** The four characters that a card names its plan by: the end of its id, which is random. */
export function shortPlanId(id: string): string {
  return id.replaceAll('-', '').slice(-4).toUpperCase()
}
