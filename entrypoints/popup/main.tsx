import '../../components/join/join.css';
import '../../components/panel/panel.css';
import '../../components/popup/popup.css';
import '../../components/sources/sources.css';
import { popupPorts } from '../../components/browser-ports.ts';
import { mountSurface } from '../../components/mount-surface.tsx';
import { PopupApp } from '../../components/popup/popup-app.tsx';
import { openReader } from '../../lib/messages/open-reader.ts';
import { drive } from '../../lib/messages/page-client.ts';

await mountSurface(await openReader(), <PopupApp ports={popupPorts} />);
drive(new AbortController().signal);
