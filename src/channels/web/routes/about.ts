import { assetRoute } from '../asset.ts'
import { renderApiPage } from '../pages/api-page.ts'
import { firstPageResponse } from '../pages/first-page.ts'
import { renderHomePage } from '../pages/home-page.ts'
import { htmlResponse } from '../pages/page.ts'
import { publicRoute } from '../route.ts'
import { AnyJsonObject } from '#contract/fields.ts'

export const openApi = publicRoute({
  method: 'GET',
  path: '/openapi.json',
  summary: 'This contract',
  success: 'An OpenAPI 3.1 document, made from the schemas that the routes parse with.',
  contentTypes: ['application/json'],
  result: AnyJsonObject,
  handle: async ({ services }) =>
    new Response(JSON.stringify(services.document()), { headers: { 'content-type': 'application/json' } }),
})

export const apiPage = publicRoute({
  method: 'GET',
  path: '/docs/api',
  summary: 'This contract as a page',
  contentTypes: ['text/html'],
  success: 'A page that needs no script.',
  handle: async ({ services }) => htmlResponse(await renderApiPage(services.document(), services.config)),
})

export const homePage = publicRoute({
  method: 'GET',
  path: '/',
  summary: 'What is running, and how to talk to it',
  contentTypes: ['text/html'],
  success: 'In development a page to talk and decide on, otherwise one that needs no script.',
  handle: async ({ services }) =>
    services.devPeople === null
      ? htmlResponse(await renderHomePage(services, await services.operations.readiness()))
      : await firstPageResponse(services, services.devPeople),
})

// As the console draws it, in a colour of its own on light and on dark.
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" fill="none" stroke="#0b5d6b" stroke-width="2" stroke-linecap="round"><style>@media (prefers-color-scheme: dark) { svg { stroke: #74ccda } }</style><circle cx="6" cy="6" r="3.6"/><path d="M8.6 8.6l2.8 2.8"/><circle cx="14" cy="14" r="3.6" stroke-dasharray="2.2 1.7"/></svg>`

/** Browsers ask for it by themselves, of every page. */
export const icon = assetRoute({
  path: '/favicon.ico',
  summary: 'The icon of its pages',
  contentType: 'image/svg+xml',
  source: { text: ICON },
  isForEverySite: false,
})
