import { assetRoute } from '../asset.ts'

export const widgetScript = assetRoute({
  path: '/widget.js',
  summary: 'The chat for any page: <parley-chat>',
  contentType: 'text/javascript',
  source: { file: 'widget.js' },
  isForEverySite: true,
})
