import { byId } from '../shared/element.ts';
import { ChatPage } from './chat-page.ts';
import { ChatSession } from './chat-session.ts';

const internal = new URLSearchParams(location.search).has('internal');
const team = byId('team', HTMLElement);
team.hidden = !internal;
void new ChatPage(new ChatSession(internal)).open();
