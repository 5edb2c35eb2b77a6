import type { AgreedApp } from '#contract/installation-operations.ts'

/** How the app of a channel is installed in a workspace of its service, by somebody of that workspace. */
export interface ChannelInstaller {
  /** The service's page on which they agree. It sends them back to `backTo` with `state` and a code. */
  agreeAt(begun: { readonly state: string; readonly backTo: string }): string
  /** What the service gives for the code; or why nothing is installed, in words. */
  exchange(
    came: { readonly code: string; readonly backTo: string },
    options: { readonly signal: AbortSignal },
  ): Promise<{ readonly ok: true; readonly agreed: AgreedApp } | { readonly ok: false; readonly why: string }>
}
