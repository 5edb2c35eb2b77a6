import type { StrayTotal } from '#memory/ledger/check-totals.ts'

/** What a terminal says of the sums that limits go by, in English. */
export const ledgerTexts = {
  same: 'The sums behind the limits match the ledger.',
  differs: ({ owner, kind, width, bucket, tool, currency, kept, ledger }: StrayTotal) =>
    `${owner}, ${tool}, ${kind === 'begun' ? `begun within ${width} s of ${momentOf(bucket * width)}` : 'still to be begun'}: ${amountOf(kept, currency)} kept, ${amountOf(ledger, currency)} in the ledger`,
  first: (count: number) => `These are the first ${count}.`,
  toMend: 'To make them anew from the ledger: parley ledger check --mend',
  mended: 'They were made anew from the ledger.',
}

function momentOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}

function amountOf([times, minor]: readonly [number, number], currency: string): string {
  return currency === '' ? `${times} times` : `${times} times, ${minor} ${currency} in minor units`
}
