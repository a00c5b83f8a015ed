/** The conversation with which the practice inbox opens: unhappy, with two topics and a clash. */
export const FIRST_IN_PRACTICE = 'demo-live-may-change-with-a-clash';

/** Where in the practice inbox a conversation is. */
export function practiceHash(conversation: string): string {
  return `#${new URLSearchParams({ conversation })}`;
}

/** Where the practice inbox shows a conversation, from any of our pages. */
export function practiceAddress(conversation: string): string {
  return `/practice.html${practiceHash(conversation)}`;
}

/** The conversation that an address of the practice inbox names; `null` if none. */
export function practiceConversation(hash: string): string | null {
  return new URLSearchParams(hash.slice(1)).get('conversation');
}
