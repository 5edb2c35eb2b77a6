/** What the shop sells: stock number, title, price in cents. */
export const CATALOGUE: ReadonlyMap<string, { readonly title: string; readonly price: number }> = new Map([
  ['LMP-101', { title: 'Brass desk lamp', price: 11_800 }],
  ['LMP-204', { title: 'Paper floor lamp', price: 8_950 }],
  ['BLB-010', { title: 'Warm light bulb, E27', price: 550 }],
  ['TBL-310', { title: 'Walnut side table', price: 42_000 }],
  ['CSH-120', { title: 'Wool armchair cushion', price: 11_000 }],
  ['CND-030', { title: 'Beeswax candles, set of six', price: 1_690 }],
  ['MTC-001', { title: 'Long matches', price: 400 }],
  ['PAD-004', { title: 'Felt pads for chair legs', price: 450 }],
  ['WAX-007', { title: 'Furniture wax', price: 750 }],
  ['RUG-150', { title: 'Cotton rug, 150 × 90 cm', price: 7_400 }],
  ['MUG-022', { title: 'Stoneware mug', price: 1_500 }],
  ['VAS-018', { title: 'Smoked glass vase', price: 3_850 }],
  ['FRM-040', { title: 'Oak picture frame, A3', price: 2_250 }],
  ['CLK-005', { title: 'Wall clock, slate', price: 5_600 }],
  ['BLK-060', { title: 'Linen blanket', price: 6_900 }],
  ['SHF-200', { title: 'Folding bookshelf', price: 15_900 }],
])
