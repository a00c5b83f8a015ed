import { InboxPage } from './inbox-page.ts';

void new InboxPage().open();
