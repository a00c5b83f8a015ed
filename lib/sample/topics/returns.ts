import { helpPage, type TopicScript } from '../topic-script.ts';

/** Sending back, getting money back, guarantee. */
export const RETURN_TOPICS: readonly TopicScript[] = [
  {
    topic: {
      id: 'refund-deadline',
      title: 'Refund deadline',
      category: 'question',
      status: 'open',
      knownProblem: 'AI says 14 days, policy is 30. Being fixed.',
    },
    quality: 'poor',
    ratedShare: 0.5,
    growth: 1.3,
    keywords: [
      'refund deadline',
      'how long can i return',
      'return period',
      'how many days',
      'too late to return',
      'days to return',
    ],
    questions: [
      'How long do I have to return a jacket?',
      'I bought boots 20 days ago. Can I still send them back?',
      'Until when can I get a refund for my order?',
      'Is it too late to return something after three weeks?',
    ],
    answers: [
      {
        text: 'You can return items within 14 days of delivery for a full refund. After that the return period is over, I’m afraid.',
        sources: [helpPage('Refunds (archived)', 'returns/refunds-2019')],
      },
      {
        text: 'Our refund period is 14 days from the day the parcel arrived. Your order is older than that, so a refund is not possible any more.',
        sources: [helpPage('Refunds (archived)', 'returns/refunds-2019')],
      },
    ],
    before: {
      daysAgo: 30,
      quality: 'good',
      answers: [
        {
          text: 'You have 30 days from delivery to return anything unused. Create the label under Account → Orders → Return, and the money is back within five working days after the parcel reaches us.',
          sources: [helpPage('Returns and refunds', 'returns/refunds')],
        },
        {
          text: 'Good news: our return period is 30 days from the day the parcel arrived, so there is still time. The label is under Account → Orders → Return.',
          sources: [helpPage('Returns and refunds', 'returns/refunds')],
        },
      ],
    },
    followUps: [
      {
        question: 'The confirmation e-mail said 30 days.',
        answer:
          'I understand that this is confusing. As far as I can see, the refund period is 14 days.',
      },
      {
        question: 'Does it matter that I paid with a voucher?',
        answer: 'No, the same period applies. A voucher is paid back as a voucher.',
      },
    ],
    unhappy: [
      'It said 14 days, your own website says 30.',
      'Wrong information. The policy on my receipt is 30 days.',
      'It kept sending me the same link.',
      'Was told that I am too late, then a colleague of yours refunded it at once. Which is it?',
      'Please fix your bot, it is making up rules.',
    ],
    happy: ['Clear answer on the return period.', 'Good to know that there is time left.'],
  },
  {
    topic: {
      id: 'start-return',
      title: 'How to return an item',
      category: 'question',
      status: 'open',
      knownProblem: null,
    },
    quality: 'good',
    keywords: [
      'return label',
      'send back',
      'send it back',
      'return an item',
      'how do i return',
      'return',
    ],
    questions: [
      'How do I send something back?',
      'Where do I find the return label?',
      'I would like to return two of the five things that I ordered.',
    ],
    answers: [
      {
        text: 'Open Account → Orders, choose the order and then "Return". Tick the items, and you get a label as a PDF or as a code for the parcel shop, no printer needed. Returns are free.',
        sources: [helpPage('Return an item', 'returns/start')],
      },
      {
        text: 'You can return single items: Account → Orders → Return, tick what goes back, and bring the parcel with the code on your phone to any parcel shop.',
        sources: [helpPage('Return an item', 'returns/start')],
      },
    ],
    followUps: [
      {
        question: 'I ordered as a guest, I have no account.',
        answer:
          'Then use the link "Manage this order" in your confirmation e-mail. It opens the same page.',
      },
      {
        question: 'Do I need the original box?',
        answer: 'Any sturdy box will do. Only shoes need their own shoe box inside.',
      },
    ],
    unhappy: [
      'I have no account and it went on about my account.',
      'Label link did not open on my phone.',
    ],
    happy: [
      'Label in one minute, no printer. Love it.',
      'Easy!',
      'The tip with the code on the phone was great.',
    ],
  },
  {
    topic: {
      id: 'refund-status',
      title: 'Refund not received',
      category: 'question',
      status: 'open',
      knownProblem: null,
    },
    quality: 'poor',
    keywords: ['refund', 'money back', 'not refunded', 'still waiting for my money'],
    questions: [
      'I sent my order back two weeks ago and have no money yet.',
      'Where is my refund?',
      'The return arrived at your place on the 3rd. When do I get my money?',
    ],
    answers: [
      {
        text: 'Once a return has been checked, we pay it back within five working days, on the way that you paid. Banks can take two more days. You see the state under Account → Orders → Return.',
        sources: [helpPage('When will I get my money', 'returns/when')],
      },
      {
        text: 'Refunds go out within five working days after the return was checked. With instalments, the payment provider corrects your plan instead of sending money.',
        sources: [helpPage('When will I get my money', 'returns/when')],
      },
    ],
    followUps: [
      {
        question: 'It says "checked" since last week.',
        answer:
          'Then it should have been paid. I can’t look into payments myself; a teammate can. Shall I hand you over?',
      },
      {
        question: 'I paid with a gift card.',
        answer:
          'In that case the amount is back on the same gift card. Its balance is under Account → Gift cards.',
      },
    ],
    unhappy: [
      'Two weeks, no money, and a bot that tells me to be patient.',
      'It can’t see payments, so what is it good for?',
      'I only got general sentences about working days.',
      'Could not tell me why it takes so long.',
    ],
    happy: ['Turned out that it was on my gift card. Solved!', 'Money was there the next day.'],
  },
  {
    topic: {
      id: 'exchange-size',
      title: 'Exchange for another size',
      category: 'question',
      status: 'done',
      knownProblem: null,
    },
    quality: 'good',
    keywords: ['exchange', 'another size', 'too small', 'too big', 'swap'],
    questions: [
      'The boots are too small. Can I swap them for a 43?',
      'Can I exchange a jacket for a bigger size?',
    ],
    answers: [
      {
        text: 'Yes: Account → Orders → Return, and choose "Exchange" for the item. We reserve the new size at once and send it as soon as the parcel shop has scanned yours.',
        sources: [helpPage('Exchange an item', 'returns/exchange')],
      },
    ],
    followUps: [
      {
        question: 'What if the new size costs more?',
        answer:
          'A size always costs the same on the day of your order, so there is nothing to pay.',
      },
    ],
    unhappy: ['The size I wanted was gone before I had finished.'],
    happy: ['New boots fit perfectly. Thanks!', 'Smoothest exchange ever.', 'So easy.'],
  },
  {
    topic: {
      id: 'warranty',
      title: 'Guarantee and repairs',
      category: 'question',
      status: 'open',
      knownProblem: null,
    },
    quality: 'mixed',
    keywords: ['warranty', 'guarantee', 'repair', 'zip', 'broke after'],
    questions: [
      'The zip of my jacket broke after a year. Is that covered?',
      'Do you repair tents?',
      'How long is the guarantee on a stove?',
    ],
    answers: [
      {
        text: 'Everything has a guarantee of two years, our own brand has five. Worn zips and seams we repair for free within that time: Account → Repairs → New repair.',
        sources: [helpPage('Guarantee', 'guarantee'), helpPage('Repairs', 'repairs')],
      },
      {
        text: 'Our workshop repairs jackets, backpacks and tents, also after the guarantee, from 15 €. Send photos under Account → Repairs and you get a price before anything is done.',
        sources: [helpPage('Repairs', 'repairs')],
      },
    ],
    followUps: [
      {
        question: 'I do not have the receipt any more.',
        answer: 'No problem if you were signed in when you bought it: we see it in your orders.',
      },
      {
        question: 'How long does a repair take?',
        answer: 'Two to three weeks at the moment.',
      },
    ],
    unhappy: ['Three weeks for a zip.', 'Did not understand that it is not one of your own brand.'],
    happy: [
      'Repaired for free after four years. This is why I buy here.',
      'Nice that you repair things.',
    ],
  },
  {
    topic: {
      id: 'gift-card',
      title: 'Gift cards',
      category: 'question',
      status: 'muted',
      knownProblem: null,
    },
    quality: 'good',
    keywords: ['gift card', 'voucher', 'gift code'],
    questions: [
      'My gift card code is not accepted.',
      'How long is a gift card valid?',
      'Can I use two gift cards for one order?',
    ],
    answers: [
      {
        text: 'Gift cards are valid for four years, and you can use up to five in one order. Enter the 16 characters without spaces; O and 0 look alike, so try both.',
        sources: [helpPage('Gift cards', 'gift-cards')],
      },
    ],
    followUps: [
      {
        question: 'It says that it has been used.',
        answer: 'You see when and for which order under Account → Gift cards → Check a card.',
      },
    ],
    unhappy: ['Still not accepted.'],
    happy: ['It was the zero!', 'Worked, thank you.'],
  },
];
