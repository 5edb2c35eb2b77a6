import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'

/** A transport of the protocol that also knows what hasn't left. */
export interface ToolTransport extends Transport {
  /**
   * Whether the request with these very params surely never left, though its call has failed. Anything that it doesn't
   * know counts as sent.
   */
  isUnsent(params: object): boolean
  /** Lets the request with these very params take so long, where that isn't as long as any other. */
  allow(params: object, timeoutMs: number): void
}
