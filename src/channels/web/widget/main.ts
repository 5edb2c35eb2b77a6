import { ParleyChat } from './parley-chat.ts'

// A page that loads it twice has it once.
if (customElements.get('parley-chat') === undefined) customElements.define('parley-chat', ParleyChat)
