import type { Client } from '../../client/client.ts'
import type { ComponentType } from 'preact'
import type { IconName } from './kit/icon.tsx'
import type { Me } from '#contract/server-endpoints.ts'

/** One view of the console. A new one is a file and its line in `views.ts`. */
export interface ConsoleView {
  /** Its word in the address: `/console/queue`. */
  readonly name: string
  readonly label: string
  readonly icon: IconName
  /** The tab's title, with how much waits in it. */
  documentTitle(waiting: number): string
  /** Whether it is in the navigation; one that isn't is where links lead. */
  readonly isListed: boolean
  /** Whether it is anything for this reader; one that isn't is not in the navigation. */
  isFor(me: Me): boolean
  readonly Screen: ComponentType<ScreenProps>
}

/** Where a view shows itself, and to whom. */
export interface ScreenProps {
  readonly client: Client
  readonly me: Me
  /** What the address names within the view. */
  readonly id: string | null
  /** What the address says is to be shown of the view: `?show=everyone`. */
  readonly show: string | null
  /** Another number each time somebody goes to it, also where they are there already. */
  readonly visit: number
  /** The heading that a view's name is: of the page, or inside one. */
  readonly heading: 'h1' | 'h3'
  /** Where single keys are listened to. */
  readonly keys: EventTarget
  /** The address of something in this view, or of what it begins with; null where nothing in it has one. */
  addressOf(id: string | null, show: string | null): string | null
  /** Goes there. */
  go(id: string | null, show: string | null): void
  /** How much waits in this view. */
  count(waiting: number): void
  /** The token or session isn't taken any more. */
  signedOut(): void
}
