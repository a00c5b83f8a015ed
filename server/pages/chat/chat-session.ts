import * as v from 'valibot';
import { Chat, Welcome } from '../../src/chat/contract.ts';
import { callApi } from '../shared/api-call.ts';

/** The chat of this tab: its id is kept in the session, so that a reload goes on with it. */
export class ChatSession {
  readonly #internal: boolean;
  readonly #key: string;

  constructor(internal: boolean) {
    this.#internal = internal;
    this.#key = internal ? 'chat:internal' : 'chat';
  }

  /** The running chat's id; `null` before the first message. */
  get id(): string | null {
    return sessionStorage.getItem(this.#key);
  }

  welcome(): Promise<Welcome> {
    return callApi(Welcome, '/chat/api/welcome');
  }

  /** Starts a chat unless one is running. */
  async begin(): Promise<Chat> {
    if (this.id !== null) return this.read();
    const body = { internal: this.#internal };
    const chat = await callApi(Chat, '/chat/api/conversations', { method: 'POST', body });
    sessionStorage.setItem(this.#key, chat.id);
    return chat;
  }

  forget(): void {
    sessionStorage.removeItem(this.#key);
  }

  read(): Promise<Chat> {
    return callApi(Chat, '/chat/api/conversation', { headers: this.#headers() });
  }

  say(messageId: string, text: string): Promise<Chat> {
    return this.#post('messages', { messageId, text });
  }

  handOver(): Promise<Chat> {
    return this.#post('handover', {});
  }

  end(): Promise<Chat> {
    return this.#post('end', {});
  }

  /** A fresh token for the rating widget. */
  async widgetToken(): Promise<string> {
    const schema = v.object({ token: v.string() });
    const headers = this.#headers();
    return (await callApi(schema, '/chat/api/widget-token', { method: 'POST', body: {}, headers }))
      .token;
  }

  #post(path: string, body: unknown): Promise<Chat> {
    return callApi(Chat, `/chat/api/${path}`, { method: 'POST', body, headers: this.#headers() });
  }

  #headers(): Record<string, string> {
    return { 'chat-conversation': this.id ?? '' };
  }
}
