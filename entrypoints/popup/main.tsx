import '../../components/join/join.css';
import '../../components/panel/panel.css';
import '../../components/popup/popup.css';
import '../../components/look-up/look-up.css';
import '../../components/sources/sources.css';
import { popupPorts } from '../../components/browser-ports.ts';
import { readLookUp } from '../../components/look-up/look-up-address.ts';
import { LookUpApp } from '../../components/look-up/look-up-app.tsx';
import { mountSurface } from '../../components/mount-surface.tsx';
import { PopupApp } from '../../components/popup/popup-app.tsx';
import { openReader } from '../../lib/messages/open-reader.ts';
import { drive } from '../../lib/messages/page-client.ts';

// Another text was selected: the window that is open looks it up.
window.addEventListener('hashchange', () => window.location.reload());
const find = readLookUp(window.location.hash);
await mountSurface(
  openReader(),
  find === null ? <PopupApp ports={popupPorts} /> : <LookUpApp ports={popupPorts} find={find} />,
);
drive(new AbortController().signal);
