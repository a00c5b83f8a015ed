import { helpPage, type TopicScript } from '../topic-script.ts';

/** Where is it, what does it cost to send, can it still be changed. */
export const ORDER_TOPICS: readonly TopicScript[] = [
  {
    topic: {
      id: 'order-tracking',
      title: 'Where is my order',
      category: 'question',
      status: 'open',
      knownProblem: null,
    },
    quality: 'great',
    keywords: ['track', 'where is my', 'parcel', 'package', 'not arrived', 'order status'],
    questions: [
      'Where is my order? It was supposed to come yesterday.',
      'Hi, my parcel has not moved since Monday. Is it lost?',
      'The tracking page says "in transit" for four days now.',
      'Can you tell me when my order will arrive?',
    ],
    answers: [
      {
        text: 'I’m sorry that you have to wait. A parcel can stay at "in transit" for up to three working days while it changes carriers. You’ll find the live status under Account → Orders → Track. If nothing moves for five working days, we send a replacement at no cost.',
        sources: [helpPage('Track your order', 'orders/track')],
      },
      {
        text: 'Standard delivery takes 2 to 4 working days from the shipping e-mail. The link in that e-mail always shows the newest scan. If the date on that page has passed by two days, tell me and I’ll start a search with the carrier.',
        sources: [
          helpPage('Delivery times', 'delivery/times'),
          helpPage('Track your order', 'orders/track'),
        ],
      },
    ],
    followUps: [
      {
        question: 'It has been six working days.',
        answer:
          'Then it counts as lost, and you do not have to wait any longer. Choose "Report a missing parcel" next to the order, and the replacement leaves our warehouse the next working day.',
      },
      {
        question: 'Can I have it sent to a pick-up point instead?',
        answer:
          'Yes, as long as it is not out for delivery: open the tracking page and choose "Redirect to a pick-up point". It usually adds one day.',
      },
    ],
    unhappy: [
      'It told me to look at the tracking page. I had said that the tracking page is stuck.',
      'Still no parcel and no idea where it is.',
      'Same link three times.',
    ],
    happy: [
      'Knew at once where my parcel was.',
      'Replacement was on its way the same day, thank you!',
      'Clear answer, no waiting.',
    ],
  },
  {
    topic: {
      id: 'delivery-cost',
      title: 'Delivery cost and countries',
      category: 'question',
      status: 'open',
      knownProblem: null,
    },
    quality: 'great',
    keywords: [
      'delivery cost',
      'shipping cost',
      'ship to',
      'shipping fee',
      'deliver to',
      'how much is delivery',
    ],
    questions: [
      'How much is delivery to Norway?',
      'Do you ship to Switzerland, and who pays customs?',
      'From which amount is shipping free?',
    ],
    answers: [
      {
        text: 'Within the EU delivery is 4.90 €, and free from 60 €. To Norway and Switzerland it is 9.90 €, with duties and taxes already included in the price that you see at checkout.',
        sources: [helpPage('Delivery costs by country', 'delivery/costs')],
      },
      {
        text: 'We deliver to all EU countries, the UK, Norway and Switzerland. Orders of 60 € and more ship for free inside the EU; the checkout shows the exact amount as soon as you choose a country.',
        sources: [helpPage('Delivery costs by country', 'delivery/costs')],
      },
    ],
    followUps: [
      {
        question: 'And express?',
        answer: 'Express is 12.90 € and arrives the next working day if you order before 14:00.',
      },
      {
        question: 'Is it the same for a tent? It is quite big.',
        answer: 'Yes. Only bikes and trailers carry a bulk fee, and it is shown on their pages.',
      },
    ],
    unhappy: ['It gave the EU price, I asked about Iceland.'],
    happy: [
      'Exactly what I needed to know.',
      'Fast and precise.',
      'Better than searching the help pages.',
    ],
  },
  {
    topic: {
      id: 'change-order',
      title: 'Change or cancel an order',
      category: 'question',
      status: 'open',
      knownProblem: null,
    },
    quality: 'mixed',
    keywords: [
      'cancel my order',
      'cancel order',
      'change my order',
      'change the address',
      'wrong address',
      'wrong size ordered',
    ],
    questions: [
      'I ordered the wrong size ten minutes ago, can you change it?',
      'Please cancel my order from this morning.',
      'I typed the wrong address. How do I change it?',
    ],
    answerTo: [1, 0, 0],
    answers: [
      {
        text: 'You can change the address or cancel for 30 minutes after ordering: Account → Orders → Change. After that the warehouse has started packing and I can’t stop it, but you can send it back free of charge.',
        sources: [helpPage('Change or cancel an order', 'orders/change')],
      },
      {
        text: 'Within 30 minutes of ordering there is a "Change" button next to the order. A different size counts as a new order: cancel this one there and order again, so that nothing gets mixed up.',
        sources: [helpPage('Change or cancel an order', 'orders/change')],
      },
    ],
    followUps: [
      {
        question: 'The button is greyed out.',
        answer:
          'Then it is being packed already. The quickest way is to refuse the parcel at the door; your money is back three working days after it reaches us.',
      },
      {
        question: 'When do I get the money back?',
        answer: 'Two to three working days after you cancelled, on the way that you paid.',
      },
    ],
    unhappy: [
      'Thirty minutes is far too short, and it could not do anything about it.',
      'I just needed a person to fix an address.',
      'Polite, but did not help.',
    ],
    happy: [
      'Found the button and changed it in time.',
      'Quick, the order was cancelled in a minute.',
    ],
  },
  {
    topic: {
      id: 'damaged-item',
      title: 'Item arrived damaged',
      category: 'bug',
      status: 'open',
      knownProblem: null,
    },
    quality: 'mixed',
    keywords: ['damaged', 'broken', 'cracked', 'torn', 'scratched'],
    questions: [
      'The stove arrived with a cracked igniter.',
      'My backpack has a torn seam, straight from the box.',
      'Half of the tent poles in the box are broken.',
    ],
    answers: [
      {
        text: 'I’m sorry, that should not have left our warehouse. Please add two photos under Account → Orders → Report a problem. You can choose between a new one and your money back; in most cases we don’t need the broken one.',
        sources: [helpPage('Damaged or faulty items', 'returns/damaged')],
      },
      {
        text: 'That’s annoying, I’m sorry. With a photo of the damage and of the label on the box we send a new one the next working day: Account → Orders → Report a problem.',
        sources: [helpPage('Damaged or faulty items', 'returns/damaged')],
      },
    ],
    followUps: [
      {
        question: 'The upload fails, it says the photo is too large.',
        answer:
          'Photos may have up to 10 MB. A screenshot of the photo is small enough and good enough for us.',
      },
      {
        question: 'We leave on Friday. Will it arrive before that?',
        answer:
          'If you report it before 14:00 today we send it by express at no cost, and it arrives tomorrow.',
      },
    ],
    unhappy: [
      'Photo upload failed three times and the bot kept asking for photos.',
      'We leave on Friday and nobody could promise anything.',
      'I want my money back, not a form.',
    ],
    happy: [
      'New stove arrived in time for our trip. Wonderful!',
      'No fuss, new one is on its way.',
    ],
  },
  {
    topic: {
      id: 'missing-item',
      title: 'Something is missing from the parcel',
      category: 'bug',
      status: 'open',
      knownProblem: 'Split parcels are not shown in the tracking e-mail. Warehouse team is on it.',
    },
    quality: 'poor',
    keywords: ['missing', 'incomplete', 'not in the box', 'only one of'],
    questions: [
      'I ordered two sleeping mats but there was only one in the box.',
      'The pegs are missing from my tent order.',
      'My parcel came, but half of it is not in there.',
    ],
    answers: [
      {
        text: 'Larger orders often travel in several parcels. Please wait three working days; if the rest has not come by then, use Account → Orders → Report a problem.',
        sources: [helpPage('Split deliveries', 'delivery/split')],
      },
      {
        text: 'Please check the packing list inside the box: it says which items follow separately. Everything else can be reported under Account → Orders → Report a problem.',
        sources: [helpPage('Split deliveries', 'delivery/split')],
      },
    ],
    followUps: [
      {
        question: 'Why did nobody tell me that it comes in two parcels?',
        answer: 'You are right, the e-mail should say so. I have passed that on.',
      },
      {
        question: 'There is no packing list.',
        answer:
          'Then please report it with a photo of the open box, and we check it with the warehouse.',
      },
    ],
    unhappy: [
      'How was I to know that it comes in two parcels?',
      'No packing list in the box, and it kept asking me to read the packing list.',
      'Had to ask three times for the missing mat.',
    ],
    happy: ['Turned out that a second parcel was on its way. Good to know.'],
  },
  {
    topic: {
      id: 'stock',
      title: 'Back in stock',
      category: 'question',
      status: 'open',
      knownProblem: null,
    },
    quality: 'good',
    keywords: ['in stock', 'sold out', 'available again', 'restock', 'pre-order'],
    questions: [
      'When will the Ridge 2 tent be available again?',
      'The blue fleece in M is sold out. Will you restock it?',
      'Can I reserve something that is out of stock?',
    ],
    answers: [
      {
        text: 'New stock usually comes every two weeks. Press "Tell me" on the product’s page and you get an e-mail the moment it is back; those e-mails go out before anything is advertised.',
        sources: [helpPage('Sold-out items', 'products/stock')],
      },
      {
        text: 'I can’t reserve items, but "Tell me" on the product’s page puts you ahead of everybody else. The page also names the week in which we expect it.',
        sources: [helpPage('Sold-out items', 'products/stock')],
      },
    ],
    followUps: [
      {
        question: 'Is there something similar that is in stock?',
        answer:
          'Yes: on the product’s page, "Alternatives" lists those of the same weight and season.',
      },
    ],
    unhappy: ['I asked about one tent and got an essay on stock.', 'No date, so no help.'],
    happy: [
      'The e-mail came two days later and I got the last one!',
      'Good tip with the alternatives.',
    ],
  },
];
