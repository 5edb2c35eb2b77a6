/** The URL of a plan's page in the console. */
export function planUrl(planId: string, address: string): string {
  return `${address.replace(/\/$/, '')}/console/queue/${planId}`
}
