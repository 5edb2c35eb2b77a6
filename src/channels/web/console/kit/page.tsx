import type { ComponentChildren } from 'preact'

interface PageProps {
  /** Its class, with which the ids in it begin. */
  readonly name: string
  /** A further class. */
  readonly state?: string | false
  readonly title: string
  readonly lead: string
  /** Nothing of it was read yet. */
  readonly isReading: boolean
  /** Below the lead. */
  readonly head?: ComponentChildren
  readonly children: ComponentChildren
}

/** A page of one column, which its heading names and keys scroll. */
export function Page({ name, state = false, title, lead, isReading, head, children }: PageProps) {
  const id = `${name}-title`
  return (
    <div
      class={state === false ? `column ${name}` : `column ${name} ${state}`}
      tabindex={0}
      role="region"
      aria-labelledby={id}
      aria-busy={isReading || undefined}
    >
      <header>
        <h1 id={id} tabindex={-1}>
          {title}
        </h1>
        <p>{lead}</p>
        {head}
      </header>
      {children}
    </div>
  )
}

interface SectionProps {
  readonly id: string
  readonly class?: string
  readonly title: ComponentChildren
  readonly children: ComponentChildren
}

/** A part of a page, which its heading names. */
export function Section({ id, class: className, title, children }: SectionProps) {
  return (
    <section class={className} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}
