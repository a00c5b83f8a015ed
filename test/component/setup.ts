import '../../components/tokens.css';
import '../../components/base.css';
import '../../components/language.css';
import '../../components/asking/asking.css';
import '../../components/join/join.css';
import '../../components/panel/panel.css';
import '../../components/look-up/look-up.css';
import '../../components/popup/popup.css';
import '../../components/review/review.css';
import '../../components/options/page.css';
import '../../components/practice/practice.css';
import '../../components/sources/sources.css';
import '../../components/welcome/welcome.css';
import '../../components/language.ts';
import { afterEach } from 'vitest';

document.documentElement.lang = 'en';
document.title = 'Fivefaces';

// A tab opened by a click would hide this page, and a hidden page draws one frame a second.
addEventListener('click', (event) => {
  const link = event.target instanceof Element && event.target.closest('a[target="_blank"]');
  if (link) event.preventDefault();
});

afterEach(() => {
  document.documentElement.style.colorScheme = '';
  sessionStorage.clear();
});
