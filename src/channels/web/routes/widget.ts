import { assetRoute, hashedAssetRoute } from '../asset.ts'

export const widgetScript = assetRoute({
  path: '/widget.js',
  summary: 'The chat for any page: <parley-chat>',
  contentType: 'text/javascript',
  source: { file: 'widget.js' },
  isForEverySite: true,
})

export const widgetMore = hashedAssetRoute({
  path: '/widget-more/{hash}',
  summary: 'What the chat loads when it is first needed',
  contentType: 'text/javascript',
  source: { file: 'widget-more.js' },
  isForEverySite: true,
})
