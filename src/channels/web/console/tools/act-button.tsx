import type { ComponentChildren } from 'preact'
import type { DeadLetterView } from '#contract/dead-letter.ts'
import type { NewStop } from '#contract/tool.ts'
import type { StopView, ToolView } from '#contract/tool.ts'

/** What can be done on the page of tools. */
export interface ToolActs {
  readonly mayAct: boolean
  /** The tool, stop or run at which something is done now. */
  readonly busy: string | null
  accept(tool: ToolView): void
  stop(subject: Pick<NewStop, 'kind' | 'name'>): void
  start(stop: StopView): void
  retry(run: DeadLetterView): void
}

interface ActButtonProps {
  readonly acts: ToolActs
  /** What it does something to. */
  readonly at: string
  readonly class?: string
  readonly label?: string
  press(): void
  readonly children: ComponentChildren
}

/** A button that stays focused while anything is at work, and is without effect then. */
export function ActButton({ acts, at, class: className = 'b', label, press, children }: ActButtonProps) {
  return (
    <button
      class={className}
      type="button"
      aria-disabled={acts.busy !== null || undefined}
      aria-label={label}
      data-what={at}
      onClick={press}
    >
      {children}
    </button>
  )
}
