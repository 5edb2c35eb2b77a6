import { assetRoute, hashedAssetsRoute } from '../asset.ts'
import { WIDGET_LANGUAGES, WIDGET_PARTS } from '../widget-parts.ts'

export const widgetScript = assetRoute({
  path: '/widget.js',
  summary: 'The chat for any page: <parley-chat>',
  contentType: 'text/javascript',
  source: { file: 'widget.js' },
  isForEverySite: true,
})

export const widgetMore = hashedAssetsRoute({
  path: '/widget-more/{hash}',
  summary: 'What the chat loads when it is first needed',
  contentType: 'text/javascript',
  files: [...WIDGET_PARTS, ...WIDGET_LANGUAGES.values()].map((name) => `widget-${name}.js`),
  isForEverySite: true,
})
