import type { ComponentChildren } from 'preact'

interface LinkProps {
  /** Where it leads on this server: `/console`. Anything else leads nowhere. */
  readonly path: string
  readonly class?: string
  readonly isCurrent?: 'page' | 'true' | false
  /** By which the keyboard finds it. */
  readonly 'data-plan'?: string
  /** Goes there without leaving the page. */
  readonly go?: () => void
  readonly children: ComponentChildren
}

/** A link within this server: no value can make it lead elsewhere. */
export function Link({ path, class: className, isCurrent = false, go, children, ...data }: LinkProps) {
  return (
    <a
      {...(PATH.test(path) ? { href: path } : {})}
      class={className}
      aria-current={isCurrent || undefined}
      {...data}
      onClick={go && plainly(go)}
    >
      {children}
    </a>
  )
}

// One slash: two would begin another server's name.
const PATH = /^\/(?![/\\])/

// Who wants a new tab gets one.
function plainly(go: () => void): (event: MouseEvent) => void {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    go()
  }
}
