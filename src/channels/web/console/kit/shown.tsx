import { visiblePieces } from '#cards/drawing/visible-text.ts'

/** Text from outside, whole and harmless: what can't be seen is a box with its number, and its direction stays its own. */
export function Shown({ text }: { readonly text: string }) {
  const pieces = visiblePieces(text)
  return (
    <bdi>
      {pieces.map(({ kind, text: piece }, at) =>
        kind === 'text' ? (
          piece
        ) : (
          <span class="box" key={at}>
            {piece}
          </span>
        ),
      )}
    </bdi>
  )
}
