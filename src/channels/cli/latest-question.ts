import { asksSomething } from '../own-answer.ts'
import type { MessageView } from './message-shapes.ts'

/** Whether the last that came on a screen was a question in words, which a "yes" would be meant for, or a card. */
export class LatestQuestion {
  #isOpen = false

  get isOpen(): boolean {
    return this.#isOpen
  }

  answered({ parts }: MessageView): void {
    if (parts.some((part) => part.type === 'plan')) return
    this.#isOpen = parts.some((part) => part.type === 'text' && asksSomething(part.text))
  }

  cardShown(): void {
    this.#isOpen = false
  }
}
