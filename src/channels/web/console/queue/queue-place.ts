/** From here on list and card stand side by side. As in the stylesheet. */
const WIDE_PX = 620

/** Where a queue is drawn, and where in it the keyboard is. */
export class QueuePlace {
  readonly #place: { readonly current: HTMLElement | null }

  constructor(place: { readonly current: HTMLElement | null }) {
    this.#place = place
  }

  get root(): HTMLElement {
    return this.#place.current ?? document.body
  }

  get isWide(): boolean {
    return this.root.clientWidth >= WIDE_PX
  }

  focusRow(id: string | null): void {
    const row = id === null ? null : this.root.querySelector<HTMLElement>(`.row[data-plan="${CSS.escape(id)}"]`)
    row?.focus()
    row?.scrollIntoView({ block: 'nearest' })
  }

  focusReview(): void {
    this.root.querySelector<HTMLElement>('.review .card')?.focus()
  }

  /** To a button of the card, which what had the focus came from; else to the card. */
  focusButton(act: string | null): void {
    const button = this.root.querySelector<HTMLElement>(`.review [data-act="${act ?? ''}"]`)
    if (button === null) this.focusReview()
    else button.focus()
  }
}
