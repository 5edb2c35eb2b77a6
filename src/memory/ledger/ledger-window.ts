/** Whose effects a window over the ledger adds up. */
export const WINDOW_OWNERS = ['user', 'tenant', 'agent'] as const
export type WindowOwner = (typeof WINDOW_OWNERS)[number]

/** How far back it goes, in hours. */
const WINDOW_HOURS = { '1h': 1, '24h': 24, '30d': 720 } as const
type WindowSpan = keyof typeof WINDOW_HOURS

/** A window over the ledger by the name that rules give it: `user24h`, `tenant30d`. */
export type LedgerWindow = `${WindowOwner}${WindowSpan}`

/** Every window that rules can look at, with what it adds up. */
export const LEDGER_WINDOWS: readonly {
  readonly name: LedgerWindow
  readonly owner: WindowOwner
  readonly hours: number
}[] = WINDOW_OWNERS.flatMap((owner) =>
  (['1h', '24h', '30d'] as const).map((span) => ({
    name: `${owner}${span}` as const,
    owner,
    hours: WINDOW_HOURS[span],
  })),
)
