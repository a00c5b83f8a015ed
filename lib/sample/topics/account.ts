import { helpPage, type TopicScript } from '../topic-script.ts';

/** Signing in, paying, membership, one's own details. */
export const ACCOUNT_TOPICS: readonly TopicScript[] = [
  {
    topic: {
      id: 'login-code',
      title: 'Login code does not arrive',
      category: 'bug',
      status: 'open',
      knownProblem: 'Codes were held back by two mail providers. Sender changed; watch it.',
    },
    quality: 'good',
    ratedShare: 0.4,
    keywords: ['login', 'log in', 'sign in', 'code does not', 'no code', 'password'],
    questions: [
      'I don’t get the code to log in.',
      'The login e-mail never arrives, I have tried five times.',
      'I can’t sign in. No code, nothing in spam either.',
    ],
    answers: [
      {
        text: 'Sorry about that. Codes now come from a new sender, login@acme.example, within a minute. If it isn’t there, choose "Send by text message" below the code field; that works with the number in your account.',
        sources: [helpPage('Signing in', 'account/sign-in')],
      },
      {
        text: 'Please use the newest code only: each new one makes the earlier ones invalid. "Send by text message" below the field is the quickest way if your mail is slow.',
        sources: [helpPage('Signing in', 'account/sign-in')],
      },
    ],
    before: {
      daysAgo: 90,
      quality: 'bad',
      answers: [
        {
          text: 'Please check your spam folder and wait for up to 30 minutes. If the code has not arrived by then, request a new one.',
          sources: [helpPage('Signing in', 'account/sign-in')],
        },
      ],
    },
    followUps: [
      {
        question: 'Which sender should I allow?',
        answer: 'login@acme.example. With some providers, adding it to your contacts is enough.',
      },
      {
        question: 'There is no number in my account.',
        answer: 'Then a teammate has to check that it is you and adds one. Shall I hand you over?',
      },
    ],
    unhappy: [
      'Half an hour for a login code? Really?',
      'It asked me to look in spam. Twice. I had said that it is not there.',
      'I still can’t sign in.',
    ],
    happy: ['Text message worked at once.', 'Finally signed in. Thanks!', 'Fixed in a minute.'],
  },
  {
    topic: {
      id: 'payment-failed',
      title: 'Payment declined',
      category: 'bug',
      status: 'open',
      knownProblem: null,
    },
    quality: 'poor',
    keywords: ['payment', 'declined', 'card was', 'credit card', 'paypal', 'charged twice'],
    questions: [
      'My card is declined although there is money on it.',
      'Payment failed, but the amount was taken from my account.',
      'I was charged twice for one order.',
    ],
    answerTo: [0, 1, 1],
    answers: [
      {
        text: 'A declined card is nearly always stopped by the bank’s second check. Please approve the payment in your bank’s app and try again, or choose another way to pay.',
        sources: [helpPage('Ways to pay', 'payment/ways')],
      },
      {
        text: 'An amount that shows although the payment failed is only reserved. Your bank releases it within three to seven days; we have not received it.',
        sources: [helpPage('Reserved amounts', 'payment/reserved')],
      },
    ],
    followUps: [
      {
        question: 'My bank says that everything is fine on their side.',
        answer: 'Then I can’t see the reason from here. A teammate can look at the payment itself.',
      },
      {
        question: 'And if it is not released?',
        answer: 'Please send us a statement after seven days, and we settle it with the provider.',
      },
    ],
    unhappy: [
      'Blames my bank. My bank blames you.',
      'Charged twice and the answer is to wait a week.',
      'It did not understand that the money is already gone.',
    ],
    happy: ['It was the bank’s app, just as it said.', 'Paid another way, all good.'],
  },
  {
    topic: {
      id: 'membership-cancel',
      title: 'Cancel the Plus membership',
      category: 'question',
      status: 'open',
      knownProblem: null,
    },
    quality: 'bad',
    keywords: ['membership', 'acme plus', 'subscription', 'cancel plus', 'unsubscribe from plus'],
    questions: [
      'How do I cancel Acme Plus?',
      'I was charged for a membership that I never wanted.',
      'Please end my Plus subscription today.',
    ],
    answers: [
      {
        text: 'You can cancel Plus until one day before it renews, under Account → Plus → Manage. It then runs until the end of the year that you have paid.',
        sources: [helpPage('Acme Plus', 'plus')],
      },
      {
        text: 'Plus renews every year. Cancelling works in the browser under Account → Plus → Manage; the app does not have that page yet.',
        sources: [helpPage('Acme Plus', 'plus')],
      },
    ],
    followUps: [
      {
        question: 'There is no such page in the app.',
        answer: 'That’s right, it is only there in the browser so far. I’m sorry for the detour.',
      },
      {
        question: 'I want the money for this year back.',
        answer:
          'That is only possible within 14 days after the renewal, if you have not ordered since.',
      },
    ],
    unhappy: [
      'You make it as hard as possible to cancel.',
      'The page does not exist in the app.',
      'A year’s fee for nothing, and the bot quotes terms at me.',
      'Never again.',
    ],
    happy: ['Cancelled, thanks.'],
  },
  {
    topic: {
      id: 'points',
      title: 'Points and discounts',
      category: 'question',
      status: 'open',
      knownProblem: null,
    },
    quality: 'mixed',
    keywords: ['points', 'discount', 'promo', 'coupon', 'code does not work'],
    questions: [
      'My discount code does not work.',
      'Where are the points for my last order?',
      'Can I use points and a code together?',
    ],
    answerTo: [1, 0, 0],
    answers: [
      {
        text: 'Points appear 30 days after delivery, when the return period has passed. A code and points can’t be used in the same order, except for Plus members.',
        sources: [helpPage('Points', 'points'), helpPage('Discount codes', 'discounts')],
      },
      {
        text: 'Most codes don’t count for items that are already reduced, and each works once a person. The basket says why a code was refused if you hold the pointer over it.',
        sources: [helpPage('Discount codes', 'discounts')],
      },
    ],
    followUps: [
      {
        question: 'The newsletter did not say so.',
        answer:
          'It stands in the small print at its end. I’ve passed on that this is easy to miss.',
      },
    ],
    unhappy: [
      'The newsletter promises 20 %, the bot reads me the small print.',
      'Points still missing.',
    ],
    happy: ['Got my points.', 'Explained it well.'],
  },
  {
    topic: {
      id: 'invoice',
      title: 'Invoice for a company',
      category: 'question',
      status: 'open',
      knownProblem: null,
    },
    quality: 'great',
    keywords: ['invoice', 'vat', 'receipt', 'company address'],
    questions: [
      'I need an invoice with our VAT number.',
      'Where can I download the invoice?',
      'Can the invoice be made out to my company?',
    ],
    answers: [
      {
        text: 'All invoices are under Account → Orders → Invoice, as a PDF. You can add a company and VAT number there yourself up to 30 days after the order; the invoice is made anew at once.',
        sources: [helpPage('Invoices', 'orders/invoices')],
      },
    ],
    followUps: [
      {
        question: 'And for an order of last year?',
        answer:
          'The download works for ten years. Changing the address after 30 days needs a teammate.',
      },
    ],
    unhappy: ['Our country’s VAT format is refused.'],
    happy: ['Perfect, downloaded it.', 'Accounting is happy, so am I.', 'One answer, done.'],
  },
  {
    topic: {
      id: 'delete-account',
      title: 'Delete my account and data',
      category: 'question',
      status: 'open',
      knownProblem: null,
    },
    quality: 'good',
    keywords: ['delete my account', 'my data', 'privacy', 'gdpr', 'newsletter'],
    questions: [
      'Please delete my account.',
      'Which data do you keep about me?',
      'Stop sending me the newsletter.',
    ],
    answers: [
      {
        text: 'You can do that yourself: Account → Privacy → Download or delete. Deleting takes 48 hours and can be stopped until then. Invoices have to be kept for ten years by law; they are locked away, not used.',
        sources: [helpPage('Privacy', 'privacy')],
      },
    ],
    followUps: [
      {
        question: 'And the newsletter?',
        answer:
          'It ends at once with the link at the bottom of each newsletter, without any sign-in.',
      },
    ],
    unhappy: ['Newsletter still comes.'],
    happy: ['Straightforward. Other shops should take note.', 'Thanks, done.'],
  },
];
