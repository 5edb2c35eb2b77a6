import type { ComponentChildren } from 'preact'
import { Link } from './link.tsx'

interface RowProps {
  readonly class: string
  /** Its address; null where it has none of its own. */
  readonly path: string | null
  readonly isOpen: boolean
  /** By which the keyboard finds it. */
  readonly 'data-plan': string
  open(): void
  readonly children: ComponentChildren
}

/** A row of a list, which opens what it is about. */
export function Row({ path, isOpen, open, children, ...its }: RowProps) {
  if (path !== null) {
    return (
      <Link {...its} path={path} isCurrent={isOpen && 'true'} go={open}>
        {children}
      </Link>
    )
  }
  return (
    <button {...its} type="button" aria-current={isOpen ? 'true' : undefined} onClick={open}>
      {children}
    </button>
  )
}
