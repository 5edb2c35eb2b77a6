/** The path that this page's server has among others on its host, without a slash at the end; mostly none. */
export function pagePath(): string {
  return document.documentElement.dataset['serverPath'] ?? ''
}

/** Where the server of this page is, without a slash at the end. */
export function pageServer(): string {
  return `${location.origin}${pagePath()}`
}
