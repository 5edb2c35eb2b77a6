import { z } from 'zod'
import { addRow, changeRow, refuse, removeRow, rowsOf, tool, type State, type WorldTool } from '../../world-tool.ts'

const Hotel = z.object({
  id: z.string(),
  name: z.string(),
  city: z.string(),
  price: z.number(),
  stars: z.int(),
  rating: z.number(),
})
const Flight = z.object({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  departs: z.string(),
  arrives: z.string(),
  price: z.number(),
  cabin: z.string(),
})
const Restaurant = z.object({
  id: z.string(),
  name: z.string(),
  city: z.string(),
  cuisine: z.string(),
  rating: z.number(),
  open: z.boolean(),
})
const Booking = z.object({ id: z.string(), kind: z.string(), what: z.string(), start: z.string(), price: z.number() })
const Traveller = z.object({ name: z.string(), email: z.string(), budget: z.number(), passport: z.string() })
const Done = z.object({ booking: z.string(), status: z.string() })
const booked = (booking: string) => ({ booking, status: 'confirmed' })

const hotelNamed = (state: State, name: string) =>
  rowsOf(state, 'hotels', Hotel).find((hotel) => hotel.name === name) ?? refuse('hotel_not_found')

/** A travel desk: flights with offsets, hotels with reviews of anybody's, weather as an open map. */
export const travelTools: readonly WorldTool[] = [
  tool({
    name: 'hotels.search',
    description: 'Hotels of a city. Prices are euros a night.',
    input: z.object({ city: z.string() }),
    output: z.array(Hotel),
    run: ({ city }, state) => rowsOf(state, 'hotels', Hotel).filter((hotel) => hotel.city === city),
  }),
  tool({
    name: 'hotels.reviews',
    description: 'What guests wrote of a hotel.',
    input: z.object({ hotel: z.string() }),
    output: 'text',
    run: ({ hotel }, state) => {
      hotelNamed(state, hotel)
      return Object.values(state['reviews'] ?? {})
        .filter((review) => review['hotel'] === hotel)
        .map((review) => String(review['text']))
        .join('\n')
    },
  }),
  tool({
    name: 'flights.search',
    description: 'Flights from one city to another on a day.',
    input: z.object({ from: z.string(), to: z.string(), day: z.string() }),
    output: z.array(Flight),
    run: ({ from, to, day }, state) => {
      const found = rowsOf(state, 'flights', Flight).filter(
        (flight) => flight.from === from && flight.to === to && flight.departs.startsWith(day),
      )
      return found.length > 0 ? found : refuse('no_flights')
    },
  }),
  tool({
    name: 'restaurants.search',
    description: 'Restaurants of a city.',
    input: z.object({ city: z.string(), cuisine: z.string().optional() }),
    output: z.array(Restaurant),
    run: ({ city, cuisine }, state) =>
      rowsOf(state, 'restaurants', Restaurant).filter(
        (each) => each.city === city && (cuisine === undefined || each.cuisine === cuisine),
      ),
  }),
  tool({
    name: 'bookings.list',
    description: 'What is booked.',
    input: z.object({}),
    output: z.array(Booking),
    run: (_, state) => rowsOf(state, 'bookings', Booking),
  }),
  tool({
    name: 'weather.get',
    description: 'The weather of the next days in a city.',
    input: z.object({ city: z.string() }),
    output: 'open',
    run: ({ city }, state) => state['weather']?.[city] ?? refuse('city_not_found'),
  }),
  tool({
    name: 'traveller.get',
    description: 'Who travels, and what they may spend on one trip, in euros.',
    input: z.object({}),
    output: Traveller,
    run: (_, state) => Traveller.parse(state['travellers']?.['me']),
  }),
  tool({
    name: 'hotels.book',
    description: 'Books a room.',
    input: z.object({ hotel: z.string(), from: z.string(), nights: z.int(), guests: z.int().optional() }),
    output: Done,
    run: (args, state) => {
      hotelNamed(state, args.hotel)
      return booked(addRow(state, 'bookings', { kind: 'hotel', ...args }))
    },
  }),
  tool({
    name: 'flights.book',
    description: 'Books a seat.',
    input: z.object({ flight: z.string(), passenger: z.string(), cabin: z.string().optional() }),
    output: Done,
    run: (args, state) => {
      if (!state['flights']?.[args.flight]) refuse('no_flights')
      return booked(addRow(state, 'bookings', { kind: 'flight', ...args }))
    },
  }),
  tool({
    name: 'restaurants.reserve',
    description: 'Reserves a table.',
    input: z.object({ restaurant: z.string(), at: z.string(), people: z.int() }),
    output: Done,
    run: (args, state) => booked(addRow(state, 'bookings', { kind: 'restaurant', ...args })),
  }),
  tool({
    name: 'bookings.cancel',
    description: 'Cancels a booking.',
    input: z.object({ booking: z.string() }),
    output: Done,
    run: ({ booking }, state) => {
      removeRow(state, 'bookings', booking)
      return { booking, status: 'cancelled' }
    },
  }),
  tool({
    name: 'bookings.move',
    description: 'Moves a booking to another day.',
    input: z.object({ booking: z.string(), start: z.string() }),
    output: Done,
    run: ({ booking, start }, state) => {
      changeRow(state, 'bookings', booking, { start })
      return { booking, status: 'moved' }
    },
  }),
  tool({
    name: 'mail.send',
    description: 'Mails somebody about the trip.',
    input: z.object({ to: z.string(), subject: z.string(), text: z.string() }),
    output: z.object({ id: z.string() }),
    run: (args, state) => ({ id: addRow(state, 'mails', args) }),
  }),
]
