import type { InstallationOperations } from '#contract/installation-operations.ts'
import type { FileProblem } from '#core/file-problem.ts'
import type { TenantId } from '#core/principal.ts'
import type { YamlFile } from '#agents/yaml/yaml-file.ts'

/** What channels are configured from: the operator's file, and what its entries may name. */
export interface ChannelConfig {
  readonly yaml: YamlFile
  readonly problems: FileProblem[]
  readonly reference: (name: string) => string | undefined
  /** The agents that are loaded. */
  readonly agents: readonly string[]
  readonly defaultTenant: TenantId
  readonly now: () => Date
  /** Whether tokens can be kept sealed. */
  readonly canSeal: boolean
  /** Reads where apps are installed, once the database is there. */
  readonly readInstallation: InstallationOperations['readInstallation']
}
