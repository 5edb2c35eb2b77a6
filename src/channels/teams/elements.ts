import type { JsonObject } from '#core/json.ts'
import { pieces } from '#cards/drawing/cut-text.ts'

/** How a piece of text looks; of `link` it is one. */
export interface RunStyle {
  readonly weight?: 'Bolder'
  readonly size?: 'Medium' | 'Small'
  readonly color?: 'Attention'
  readonly isSubtle?: true
  readonly fontType?: 'Monospace'
  readonly link?: string
}

/** A piece of text of one look. */
export type Piece = readonly [text: string, style?: RunStyle]

/** Longer than this no block is: where a message is cut, it is cut between blocks. */
const BLOCK = 1_500

/**
 * Text as blocks, one a line. In these, and in no other element, nothing is markup and no address becomes a link by itself
 * (https://adaptivecards.io/explorer/RichTextBlock.html).
 */
export function textBlocks(text: string, style: RunStyle = {}): readonly JsonObject[] {
  return text
    .split('\n')
    .flatMap((line) => (line.trim() === '' ? [] : pieces(line, BLOCK)))
    .map((line) => oneLine([[line, style]]))
}

/** One line of pieces with looks of their own. */
export function oneLine(parts: readonly Piece[], more: JsonObject = {}): JsonObject {
  return {
    type: 'RichTextBlock',
    inlines: parts.flatMap(([text, style]) => runs(text, style)),
    spacing: 'Small',
    ...more,
  }
}

export function container(items: readonly JsonObject[], more: JsonObject = {}): JsonObject {
  return { type: 'Container', items, ...more }
}

// `{{DATE(…)}}` in one run would be drawn as something else than it says.
function runs(text: string, { link, ...style }: RunStyle = {}): readonly JsonObject[] {
  return text
    .replaceAll('\n', '⏎')
    .split(/(?<=\{)(?=\{)/u)
    .map((piece) => ({
      type: 'TextRun',
      text: piece,
      ...style,
      ...(link === undefined ? {} : { selectAction: { type: 'Action.OpenUrl', url: link } }),
    }))
}
