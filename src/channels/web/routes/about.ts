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
