/** Where a plan is opened with us. */
export function pageOf(planId: string, address: string): string {
  return `${address.replace(/\/$/, '')}/console/queue/${planId}`
}
