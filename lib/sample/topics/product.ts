import { helpPage, type TopicScript } from '../topic-script.ts';

/** The things themselves, the app, and what people think of them. */
export const PRODUCT_TOPICS: readonly TopicScript[] = [
  {
    topic: {
      id: 'size-advice',
      title: 'Which size fits me',
      category: 'question',
      status: 'open',
      knownProblem: null,
    },
    quality: 'good',
    keywords: ['size', 'fit', 'measure', 'large or medium'],
    questions: [
      'I am 182 cm and between M and L. Which Fjord jacket should I take?',
      'Do the trail shoes run small?',
      'Does the Fjord jacket fit over a thick fleece?',
    ],
    answers: [
      {
        text: 'The Fjord jacket is cut close. Between two sizes, most people keep the larger one if they wear a fleece below it. The table on the page shows chest and sleeve; the sleeve decides.',
        sources: [helpPage('Size tables', 'products/sizes')],
      },
      {
        text: 'Our trail shoes run about half a size small. Take your foot’s length in the evening, add 10 mm and choose that length in the table.',
        sources: [helpPage('Size tables', 'products/sizes'), helpPage('Shoes', 'products/shoes')],
      },
    ],
    followUps: [
      {
        question: 'And if it does not fit?',
        answer: 'Exchanges are free, so you can order both and send one back.',
      },
    ],
    unhappy: ['Told me to read the size table.', 'L was far too big.'],
    happy: ['Fits perfectly!', 'Better advice than in the store.', 'Spot on.'],
  },
  {
    topic: {
      id: 'product-care',
      title: 'Washing and care',
      category: 'question',
      status: 'open',
      knownProblem: null,
    },
    quality: 'great',
    keywords: ['wash', 'care', 'waterproof', 'clean', 'impregnate', 'down jacket'],
    questions: [
      'How do I wash a down jacket?',
      'My rain jacket is not waterproof any more. What can I do?',
      'Can the sleeping bag go into the dryer?',
    ],
    answers: [
      {
        text: 'Wash it at 30 °C with down detergent and without softener, then dry it on low heat with two tennis balls for two to three hours until no clumps are left.',
        sources: [helpPage('Care for down', 'care/down')],
      },
      {
        text: 'Usually only the outer finish is worn. Wash it, spray it with a finish while damp and tumble it warm for 20 minutes: water beads again after that.',
        sources: [helpPage('Make it waterproof again', 'care/waterproof')],
      },
    ],
    followUps: [
      {
        question: 'I don’t have a dryer.',
        answer:
          'Then lay it flat in a warm room and loosen the down by hand every few hours. It takes two days.',
      },
    ],
    unhappy: ['My jacket is a synthetic one, not down.'],
    happy: ['Jacket is like new!', 'Tennis balls! Who would have thought.', 'Really good advice.'],
  },
  {
    topic: {
      id: 'app-crash',
      title: 'App closes when scanning',
      category: 'bug',
      status: 'open',
      knownProblem: 'Crash on Android 16 with scanner. Fix is in version 5.2.',
    },
    quality: 'bad',
    keywords: ['app crash', 'app closes', 'scanner', 'app does not', 'app'],
    questions: [
      'Your app closes each time I scan a return code.',
      'App crashes since the last update.',
      'Scanner shows a black screen and then the app is gone.',
    ],
    answers: [
      {
        text: 'Please update the app to the newest version and restart your phone. If it still closes, remove it and install it again; your account stays as it is.',
        sources: [helpPage('Problems with the app', 'app/problems')],
      },
    ],
    followUps: [
      {
        question: 'I have done all that.',
        answer:
          'Thank you for trying. You can type the code in by hand below the scanner until it is fixed.',
      },
      {
        question: 'When will it be fixed?',
        answer: 'I don’t have a date, I’m sorry.',
      },
    ],
    unhappy: [
      'Reinstalled twice as told. Still crashes.',
      'It does not know its own app’s bugs.',
      'Generic answer from ten years ago: "restart your phone".',
    ],
    happy: ['Typing in the code works, thanks.'],
  },
  {
    topic: {
      id: 'store-hours',
      title: 'Stores and opening hours',
      category: 'question',
      status: 'open',
      knownProblem: null,
    },
    quality: 'great',
    keywords: ['store', 'opening hours', 'open on', 'pick up in'],
    questions: [
      'Is your store in Bergen open on Sunday?',
      'Can I pick up an order in a store?',
      'What are your opening hours over Easter?',
    ],
    answers: [
      {
        text: 'Our stores are open Monday to Saturday, 10:00 to 19:00, and closed on Sundays and public holidays. "Pick up in store" at checkout is free and ready in two hours if the store has it.',
        sources: [helpPage('Stores', 'stores')],
      },
    ],
    followUps: [
      {
        question: 'Can I try things on there first?',
        answer:
          'Of course. They are kept for you for three days, and you pay only for what you take.',
      },
    ],
    unhappy: ['The store was closed when I got there.'],
    happy: ['Quick and right.', 'Great, on my way.'],
  },
  {
    topic: {
      id: 'product-question',
      title: 'Questions about a product',
      category: 'question',
      status: 'open',
      knownProblem: null,
    },
    quality: 'mixed',
    keywords: [
      'weight',
      'material',
      'how heavy',
      'which one is better',
      'compare',
      'temperature',
      'tent',
    ],
    questions: [
      'What is the real weight of the Ridge 2 with pegs?',
      'Which sleeping bag do you recommend down to -5?',
      'How much does the Ridge 2 weigh without its bag?',
    ],
    answers: [
      {
        text: 'The Ridge 2 weighs 1.94 kg with everything, 1.62 kg without pegs and bag. The numbers under "Technical data" are always the complete ones.',
        sources: [helpPage('Technical data', 'products/data')],
      },
      {
        text: 'For nights around -5 °C look at the comfort value, not at the limit: the Tarn 300 has a comfort value of -6 °C.',
        sources: [helpPage('Choose a sleeping bag', 'products/sleeping-bags')],
      },
    ],
    followUps: [
      {
        question: 'And compared with the model before?',
        answer: 'I don’t have the data of earlier models, I’m sorry.',
      },
    ],
    unhappy: [
      'Answered about another tent.',
      'Just quotes the product page.',
      'Could not compare two bags.',
    ],
    happy: ['Knows its gear.', 'Comfort value, not limit: good point.'],
  },
  {
    topic: {
      id: 'sustainability',
      title: 'Materials and origin',
      category: 'feedback',
      status: 'open',
      knownProblem: null,
    },
    quality: 'good',
    keywords: ['sustainable', 'recycled', 'pfas', 'made in', 'organic', 'vegan'],
    questions: [
      'Is the rain jacket free of PFAS?',
      'Where are your clothes made?',
      'Which of your jackets are free of PFAS?',
    ],
    answers: [
      {
        text: 'All our rain wear has been free of PFAS since spring 2024. Each product’s page names the factory and when it was last checked by an outside party.',
        sources: [helpPage('Materials', 'materials'), helpPage('Our factories', 'factories')],
      },
    ],
    followUps: [
      {
        question: 'And older jackets?',
        answer:
          'Those sold before 2024 may hold them. You can send one in for recycling at our cost.',
      },
    ],
    unhappy: ['Marketing words, no numbers.'],
    happy: ['Good to see the factory named.', 'Honest answer about older jackets.'],
  },
  {
    topic: {
      id: 'praise-and-ideas',
      title: 'Ideas and praise',
      category: 'feedback',
      status: 'muted',
      knownProblem: null,
    },
    quality: 'great',
    keywords: ['idea', 'suggestion', 'feedback', 'thank you', 'wish'],
    questions: [
      'Just wanted to say that the repair was excellent.',
      'Idea: let us filter tents by packed size.',
      'Could you bring back the green Fjord?',
    ],
    answers: [
      {
        text: 'Thank you for taking the time! I have passed it on to the people who decide about it, word for word.',
        sources: [],
      },
    ],
    followUps: [],
    unhappy: ['Nobody ever answers ideas.'],
    happy: ['Nice to be heard.', 'Keep it up!', 'You are the best shop, honestly.'],
  },
  {
    topic: {
      id: 'something-else',
      title: 'Something else',
      category: 'question',
      status: 'open',
      knownProblem: null,
    },
    quality: 'poor',
    keywords: [],
    questions: [
      'Do you have jobs in Oslo?',
      'I found a wallet in a rented tent.',
      'Can I speak to whoever did my order last year?',
    ],
    answers: [
      {
        text: 'I’m not sure about that, and I don’t want to guess. I can hand you over to a teammate, or you can write to hello@acme.example.',
        sources: [],
      },
    ],
    followUps: [
      {
        question: 'Then a person, please.',
        answer: 'Of course. One moment, I’m handing you over.',
      },
    ],
    unhappy: ['Does not know anything outside its script.', 'I asked for a person at once.'],
    happy: ['At least it says when it does not know.'],
  },
];
