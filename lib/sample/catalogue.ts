import type { TopicScript } from './topic-script.ts';
import { ACCOUNT_TOPICS } from './topics/account.ts';
import { ORDER_TOPICS } from './topics/orders.ts';
import { PRODUCT_TOPICS } from './topics/product.ts';
import { RETURN_TOPICS } from './topics/returns.ts';

/** The topic for everything that fits no other. */
export const OTHER_TOPIC = 'something-else';

/** How often the topics come up, most frequent first; they are drawn by Zipf's law in this order. */
const BY_FREQUENCY = [
  'order-tracking',
  'refund-deadline',
  'login-code',
  'start-return',
  'refund-status',
  'size-advice',
  'payment-failed',
  'product-question',
  'membership-cancel',
  'change-order',
];

const ALL = [...ORDER_TOPICS, ...RETURN_TOPICS, ...ACCOUNT_TOPICS, ...PRODUCT_TOPICS];

function rank(script: TopicScript): number {
  const at = BY_FREQUENCY.indexOf(script.topic.id);
  return at < 0 ? BY_FREQUENCY.length : at;
}

/** All topics of the invented shop, the most frequent first. */
export const TOPIC_SCRIPTS: readonly TopicScript[] = ALL.toSorted((a, b) => rank(a) - rank(b));

/** The script of a topic; throws for an id that is not in the catalogue. */
export function scriptOf(topicId: string): TopicScript {
  const script = ALL.find((candidate) => candidate.topic.id === topicId);
  if (!script) throw new Error(`no such demo topic: ${topicId}`);
  return script;
}
