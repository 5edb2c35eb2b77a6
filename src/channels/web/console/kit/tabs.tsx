export interface Tab {
  /** The id of what it shows. */
  readonly id: string
  readonly name: string
  /** How much waits there, in words; empty for nothing. */
  readonly waiting: string
}

interface TabsProps {
  readonly tabs: readonly Tab[]
  /** The id of the one that is shown. */
  readonly shown: string
  choose(id: string): void
}

/** The buttons of a tab list, which arrow keys move along. */
export function Tabs({ tabs, shown, choose }: TabsProps) {
  const moved = (event: KeyboardEvent): void => {
    const at = tabs.findIndex(({ id }) => id === shown)
    const to = STEPS[event.key]?.(at, tabs.length)
    const tab = to === undefined ? undefined : tabs.at(to % tabs.length)
    if (tab === undefined) return
    event.preventDefault()
    choose(tab.id)
    document.querySelector<HTMLElement>(`#tab-${tab.id}`)?.focus()
  }
  return (
    <>
      {tabs.map(({ id, name, waiting }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={`tab-${id}`}
          aria-selected={id === shown}
          aria-controls={id}
          tabindex={id === shown ? 0 : -1}
          onClick={() => choose(id)}
          onKeyDown={moved}
        >
          {name}
          {waiting !== '' && <span class="n">{` ${waiting}`}</span>}
        </button>
      ))}
    </>
  )
}

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at) => at + 1,
  ArrowLeft: (at) => at - 1,
  Home: () => 0,
  End: (_, count) => count - 1,
}
