import { IDENTITY, type Matrix } from './matrix.ts'

/** What decides where and how the next letters are drawn (ISO 32000, 8.4 and 9.3). */
export interface TextState {
  ctm: Matrix
  font: string
  fontSize: number
  charSpacing: number
  wordSpacing: number
  scale: number
  leading: number
  rise: number
  mode: number
  fill: string
  stroke: string
  alpha: number
}

export const FIRST_STATE: Readonly<TextState> = {
  ctm: IDENTITY,
  font: '',
  fontSize: 0,
  charSpacing: 0,
  wordSpacing: 0,
  scale: 1,
  leading: 0,
  rise: 0,
  mode: 0,
  fill: '#000000',
  stroke: '#000000',
  alpha: 1,
}
