/**
 * How many decimals a currency has, by ISO 4217: 2 for EUR, 0 for JPY, 3 for KWD. A list of ours: what `Intl` says is how
 * people write amounts, which for some currencies (HUF, IDR, COP) is with fewer than their minor unit has.
 */
export function minorDigits(currency: string): number {
  return DIGITS.get(currency) ?? 2
}

/** Minor units as people write them: `12900`, `EUR` → `129.00 EUR`. */
export function moneyText(minor: number, currency: string): string {
  return `${decimalText(minor, currency)} ${currency}`
}

/** The number alone, exact: `12900`, `EUR` → `129.00`. */
export function decimalText(minor: number, currency: string): string {
  const decimals = minorDigits(currency)
  const sign = minor < 0 ? '-' : ''
  const whole = String(Math.abs(minor)).padStart(decimals + 1, '0')
  const text = decimals === 0 ? whole : `${whole.slice(0, -decimals)}.${whole.slice(-decimals)}`
  return `${sign}${text}`
}

const DIGITS: ReadonlyMap<string, number> = new Map([
  ...digits(0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'),
  ...digits(3, 'BHD IQD JOD KWD LYD OMR TND'),
  ...digits(4, 'CLF UYW'),
])

function digits(count: number, currencies: string): readonly (readonly [string, number])[] {
  return currencies.split(' ').map((currency) => [currency, count])
}
