/** What a screen reader is told when it changes, and others read where it isn't out of sight (`vh`). */
export function LiveRegion({ text, class: className = 'vh' }: { readonly text: string; readonly class?: string }) {
  return (
    <p class={className} role="status">
      {text}
    </p>
  )
}
