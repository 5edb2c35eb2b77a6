import type { Principal, TenantId } from '#core/principal.ts'
import type { Secret } from '#core/secret.ts'

/** A channel of the operator's file. */
interface Of {
  readonly tenantId: TenantId
  readonly channel: string
}

/** The app of a channel in one workspace of its service. */
export interface InstalledApp {
  readonly token: Secret
  /** What the workspace is called there. */
  readonly name: string
}

/** An app that somebody agreed to there. */
export interface AgreedApp extends InstalledApp {
  readonly workspace: string
}

/** Where the apps of channels are installed. */
export interface InstallationOperations {
  /** Null where it isn't installed there. */
  readInstallation(of: Of, workspace: string): Promise<InstalledApp | null>
  /**
   * Begins to install a channel's app: what the service is to send back with whoever agreed there, once and soon. For
   * operators; throws `wrong-role`.
   */
  beginInstallation(principal: Principal, channel: string): Promise<{ readonly state: string; readonly until: Date }>
  /** Takes what came back, once. Null where it is none that was begun, was used, or is too old. */
  takeInstallation(of: Of, state: string): Promise<{ keep(agreed: AgreedApp): Promise<void> } | null>
  /** Ends it, and forgets the token. */
  endInstallation(of: Of, workspace: string, by: string): Promise<void>
}
