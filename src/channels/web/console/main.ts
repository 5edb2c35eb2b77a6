import '#cards/texts/card-language.ts'
import { mountConsole } from './console.tsx'
import { mountFirstPage } from './first-page.tsx'

// What `/console.js` does on the page that loads it.
const consoleRoot = document.querySelector<HTMLElement>('#console')
const firstPage = document.querySelector<HTMLElement>('#first-page')

if (consoleRoot !== null) await mountConsole(consoleRoot, consoleRoot.dataset.signIn === 'people' ? 'people' : 'token')
if (firstPage !== null) await mountFirstPage(firstPage)
