import type { BuildOptions } from 'esbuild'
import { WIDGET_LANGUAGES, WIDGET_PARTS } from '../src/channels/web/widget-parts.ts'
import { BROWSERS } from './bundler.ts'

/**
 * A file of `dist/` made from one entry, beside it what it loads later. A further bundle (the widget, the console) is a further
 * line in `BUNDLES`.
 */
export interface Bundle {
  readonly entry: string
  readonly output: string
  readonly options: BuildOptions
  /** What it loads later, by name: the start of the hash of each takes the place of `PARTS`. */
  readonly later?: ReadonlyMap<string, Bundle>
  /** The one language, beside English, whose texts are in it; all where it isn't given. */
  readonly language?: string
}

/** What the parts of the chat have of its script (`widget/lent.ts`), by the names of the files. */
const LENT: readonly string[] = [
  'active-run',
  'citation-place',
  'client',
  'clock-text',
  'element',
  'errors',
  'icons',
  'plan-texts',
  'screen-texts',
  'shown-text',
  'spoken-language',
  'thread-texts',
  'visible-text',
]

/** What its details have of a card (`widget/card-part.ts`). */
const LENT_BY_CARD: readonly string[] = ['card-button', 'card-rows', 'card-state', 'card-steps']

/** What the chat loads later is a function of what it has of the chat's own script. */
function widgetPart(name: string, options: { readonly entry?: string; readonly lent: readonly string[] }): Bundle {
  return {
    entry: `src/channels/web/widget/${options.entry ?? name}-part.ts`,
    output: `dist/widget-${name}.js`,
    options: {
      platform: 'browser',
      format: 'cjs',
      target: BROWSERS,
      minify: true,
      external: options.lent.map((file) => `*/${file}.ts`),
      banner: { js: 'export default(require)=>{const module={};' },
      footer: { js: 'return module.exports}' },
    },
  }
}

const LENT_TO: Readonly<Record<(typeof WIDGET_PARTS)[number], readonly string[]>> = {
  card: LENT.filter((file) => file !== 'plan-texts'),
  conversations: LENT,
  details: [...LENT, ...LENT_BY_CARD],
  reader: LENT,
  person: LENT,
}

/** What the chat's script loads when it is first needed, by name. */
export const WIDGET_LATER: ReadonlyMap<string, Bundle> = new Map([
  ...WIDGET_PARTS.map((name) => [name, widgetPart(name, { lent: LENT_TO[name] })] as const),
  ...[...WIDGET_LANGUAGES].map(
    ([language, name]) => [name, { ...widgetPart(name, { entry: 'language', lent: [] }), language }] as const,
  ),
])
