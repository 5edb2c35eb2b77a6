// Changes where an order that isn't packed yet goes. Works without a model.
export const playbook = {
  title: 'Change the delivery address of an order',
  examples: [
    'change the delivery address of order A58',
    'send it to another address',
    'please deliver order A17 to my office instead',
    'I moved, please send A23 to my new home',
    'the address on A12 is wrong, please correct it',
    'ship A40 to Mill Lane 7, 5000 Odense',
    'my new address for order A31 is Mill Lane 7, 5000 Odense',
    'deliver my order somewhere else',
    'I need a different shipping address',
    'please have A58 taken to Mill Lane 7, 5000 Odense',
    'redirect my parcel to Mill Lane 7, 5000 Odense',
    'change my address please',
    'I want A17 sent to another place',
    'change where A31 is going',
    'the shipping address of A40 has to be changed',
    'please fix the address of A23',
    'use Mill Lane 7, 5000 Odense for A31',
    'change the place where A31 is going to be delivered',
    'please send A23 to my new home address',
    'I gave you the wrong address for A31, please correct it',
    'A40 should go to Mill Lane 7, 5000 Odense please',
    'we are moving, could you send A12 to Mill Lane 7, 5000 Odense',
    'could A17 go to Mill Lane 7, 5000 Odense please',
    'new address for A58: Mill Lane 7, 5000 Odense',
    'please have it delivered to Mill Lane 7, 5000 Odense',
    'A58 to Mill Lane 7, 5000 Odense please',
    'deliver A58 to my office please: Mill Lane 7, 5000 Odense',
    'please have A58 sent to my brother at Mill Lane 7, 5000 Odense',
    'A58 needs to go to Mill Lane 7, 5000 Odense',
    'could you send A58 there: Mill Lane 7, 5000 Odense',
    'please update the shipping address on A58 to Mill Lane 7, 5000 Odense',
    'amend the delivery address for A58 to Mill Lane 7, 5000 Odense',
    'wrong address on A58, right one: Mill Lane 7, 5000 Odense',
    'address change for order A58: Mill Lane 7, 5000 Odense',
    'we have moved, ship A58 to Mill Lane 7, 5000 Odense please',
    'can A58 go to my work? Mill Lane 7, 5000 Odense',
    'please change the place for A58 to Mill Lane 7, 5000 Odense',
    'A58 has to go to another address: Mill Lane 7, 5000 Odense',
    'A58 should come to Mill Lane 7, 5000 Odense',
    'A58 needs to head to Mill Lane 7, 5000 Odense',
    'please note my new delivery address for A58: Mill Lane 7, 5000 Odense',
    'can A58 be delivered to Mill Lane 7, 5000 Odense instead',
    'wrong address, my fault. A58 to Mill Lane 7, 5000 Odense',
    'the street in A58 is misspelled, it should be Mill Lane 7, 5000 Odense',
    'please use Mill Lane 7, 5000 Odense for A58, I no longer live at the other place',
    'my new flat is at Mill Lane 7, 5000 Odense, please deliver A58 there',
    'new shipping details for A58: Elm Street 4, 8000 Aarhus',
    'I would like A58 brought to my neighbour at Elm Street 4, 8000 Aarhus',
    'could the label on A58 be altered to Elm Street 4, 8000 Aarhus',
    'A58: we have moved, from now on it is Elm Street 4, 8000 Aarhus, please send it there',
    'I have moved to Elm Street 4, 8000 Aarhus, please send A58 there',
    'I gave you the wrong address for A58, it should be Elm Street 4, 8000 Aarhus',
    'please send A58 to the new flat, Elm Street 4, 8000 Aarhus',
    'send A58 to my office instead, Elm Street 4, 8000 Aarhus',
    'A58 has to go to my office',
    'A58 new direction',
    "A58 should go to my mother's",
    'update A58 to go to our cottage',
    'here is the address in full, would you put that right',
    'I will be in another city, please send it there',
    'please switch the delivery to where I live now',
    'please have it brought to my own door instead',
    'please reroute A58 to Mill Lane 7, 5000 Odense',
    'can you ship A58 to my sister, Elm Street 4, 8000 Aarhus',
    'I need A58 sent somewhere else',
    'wrong adress on A58, please write Elm Street 4, 8000 Aarhus',
    'please correct the destination of A58, the house number was wrong',
    'new delivery address for order A58, please modify it',
    'can the clock in A58 go to Elm Street 4, 8000 Aarhus',
    'I ask for a change of the delivery address of A58',
    'please have it go to our shop downstairs',
    'please make sure that A58 goes there',
    'please send the clock there',
    'please readdress A58 to Elm Street 4, 8000 Aarhus',
    'can you update where A58 is going, it should go to Elm Street 4, 8000 Aarhus',
  ],
  not: [
    'which address do you have of me',
    'what is your address',
    'do you deliver to parcel shops',
    'which countries do you deliver to',
    'where do returns go',
    'what is the address of the showroom',
    'change my e-mail address',
  ],
  slots: {
    orderId: {
      type: 'pattern',
      pattern: '(?i)[A-Z]\\d+',
      label: 'order number',
      ask: 'For which order? A letter and a number, such as A58.',
    },
    // Elm Street 4, 8000 Aarhus; 14 rue des Lilas, 69003 Lyon; 221 Maple Avenue, Apt 6, Portland, OR 97205; Flat 12B, Lake View
    // Apartments, MG Road, Pune 411001; 6 Mill Close, Oxford OX2 0AA; 7 Harcourt Terrace, D02 F638 Dublin; Nørrebrogade 88,
    // 3. tv, 2200 København; Church Lane 2, Bath BA1 4DE; 20 Mill Lane, 5000 Odense; bergstraße 2, 69115 heidelberg
    address: {
      type: 'pattern',
      pattern:
        "\\p{Lu}[\\p{L}'’.-]*(?: (?:\\p{Lu}[\\p{L}'’.-]*|de|di|da|do|des|la|van|von|der|den|am|an|im|of|the))* \\d+(?:[/-]\\d+)*[a-z]?(?:,? (?:\\d+[A-Z]|\\d+\\.? ?(?:tv|th|mf|Esq|Dto|OG|Stock)\\.?|(?:[Aa]pt|App|Wohnung|Top|Stiege|Tür|bus|lgh|[Ff]lat|[Ff]loor)\\.? ?\\w+)){0,2},?\\s+(?:in )?(?:[A-Z]{1,2}-)?(?:\\d{4} [A-Z]{2}|\\d{4,5}-\\d{3}|\\d{4,6}|\\d{3} \\d{2}|\\d{2}-\\d{3}) (?:Bad |Sankt |St\\. |São |San |Santa |Den |Le |La )?\\p{Lu}[\\p{L}-]*(?: (?:am|an der|im|ob der) \\p{Lu}[\\p{L}-]*)?|\\d+(?: bis| ter)?,? (?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Pp]lace|[Qq]uai|[Aa]llée|[Cc]hemin|[Ii]mpasse|[Cc]ours|[Rr]oute|[Pp]assage) (?:[\\p{L}'’.-]+ ){0,5}[\\p{L}'’.-]+,?\\s+\\d{4,5} \\p{Lu}[\\p{L}-]*|(?:\\d+/)?\\d+[A-Za-z]? (?:\\p{Lu}[\\p{L}'’.-]*|\\d+(?:st|nd|rd|th))(?: \\p{Lu}[\\p{L}'’.-]*)*(?: #?\\d+[A-Z]?)?(?:,|\\n)\\s*(?:(?:[Aa]pt|Apartment|Suite|Ste|Unit|[Ff]loor|[Ff]lat)\\.? ?\\w+(?:,|\\n)\\s*)?\\p{Lu}[\\p{L}'’.-]*(?: \\p{Lu}[\\p{L}'’.-]*)*,?\\s+[A-Z]{2,3} \\d{4,5}(?:-\\d{4})?|(?:Flat|House|Plot|Villa|Unit|Apartment|Door)(?: No\\.?)? \\d+[A-Z]?(?:,|\\n)\\s*(?:[\\p{Lu}\\d][\\p{L}\\d'’. -]*(?:,|\\n)\\s*){1,3}\\p{Lu}[\\p{L}'’.-]*(?: \\p{Lu}[\\p{L}'’.-]*)*,?(?: -)?\\s+\\d{6}|(?:\\d+/)?\\d+[a-z]? \\p{Lu}[\\p{L}'’.-]*(?: \\p{Lu}[\\p{L}'’.-]*)*(?:,|\\n)\\s*(?:[A-Z]{1,2}\\d[A-Z\\d]? \\d[A-Z]{2}|[A-Z]\\d\\d [A-Z\\d]{4}) \\p{Lu}[\\p{L}'’.-]*|(?:\\d+/)?\\d+[a-z]? \\p{Lu}[\\p{L}'’.-]*(?: \\p{Lu}[\\p{L}'’.-]*)*(?:,|\\n)\\s*(?:(?:[Aa]pt|Apartment|Suite|Unit|[Ff]loor|[Ff]lat)\\.? ?\\w+(?:,|\\n)\\s*)?(?:(?:\\p{Lu}[\\p{L}'’.-]*(?: \\p{Lu}[\\p{L}'’.-]*)*,?\\s+){0,2}(?:[A-Z]{1,2}\\d[A-Z\\d]? \\d[A-Z]{2}|[A-Z]\\d\\d [A-Z\\d]{4})|(?:\\p{Lu}[\\p{L}'’.-]*(?: \\p{Lu}[\\p{L}'’.-]*)*(?:,|\\n)\\s*)?\\p{Lu}[\\p{L}'’.-]*(?: \\p{Lu}[\\p{L}'’.-]*)*,?\\s+\\d{4,6})|\\p{Lu}[\\p{L}'’.-]*(?: \\p{Lu}[\\p{L}'’.-]*)* \\d+[a-z]?,\\s*(?:\\p{Lu}[\\p{L}'’.-]* ){0,2}[A-Z]{1,2}\\d[A-Z\\d]? \\d[A-Z]{2}|\\d+[a-z]? \\p{Lu}[\\p{L}'’.-]*(?: \\p{Lu}[\\p{L}'’.-]*)*,\\s*\\d{4,6} \\p{Lu}[\\p{L}-]*|[\\p{L}.-]*(?:straße|strasse|str\\.|weg|gasse|platz|allee|ring|damm|ufer) \\d+[a-z]?,? \\d{4,5} \\p{L}[\\p{L}-]+",
      label: 'address',
      ask: 'Where shall it go? Street and number, postcode and town, such as Elm Street 4, 8000 Aarhus.',
      expects: 'a street and number, a postcode and a town, such as Elm Street 4, 8000 Aarhus',
    },
  },
  cites: [
    {
      document: 'knowledge/orders.md',
      quote: 'You can change the address, the items or the delivery of an order until it is packed.',
    },
  ],
}

export default async ({ tools, slots, say }) => {
  const orderId = slots.orderId.toUpperCase()
  const order = await tools.shop.orders.get({ id: orderId })
  if (!order) return say(`I can't find order ${orderId} among yours.`)
  if (order.status === 'cancelled') return say(`Order ${order.id} was cancelled, so it goes nowhere.`)
  if (order.status !== 'processing') {
    return say(`Order ${order.id} has left our warehouse, so its address can't be changed any more.`)
  }

  tools.shop.orders.setAddress({ orderId: order.id, address: slots.address })
}
