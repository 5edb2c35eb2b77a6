/** What the sources of an agent's own files begin with, before its name. */
export const FOLDER_PREFIX = 'agent:'
/** What the sources of its tool servers' resources begin with, before its name. */
export const RESOURCE_PREFIX = 'mcp:'
