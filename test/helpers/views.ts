import { IS_DEEP } from './depth.ts'

/** How a page is looked at. Motion is reduced unless a test is about motion. */
export interface View {
  readonly width?: 'wide' | 'phone'
  readonly scheme?: 'light' | 'dark'
  readonly motion?: 'reduce' | 'no-preference'
  readonly forcedColors?: 'active' | 'none'
}

/** The looks that each screen is checked in: each width and each scheme, and every two of them in a deep run. */
export const VIEWS: readonly Required<Pick<View, 'width' | 'scheme'>>[] = [
  { width: 'wide', scheme: 'light' },
  { width: 'phone', scheme: 'dark' },
  ...(IS_DEEP
    ? ([
        { width: 'wide', scheme: 'dark' },
        { width: 'phone', scheme: 'light' },
      ] as const)
    : []),
]
