import '../../components/join/join.css';
import '../../components/options/page.css';
import '../../components/sources/sources.css';
import '../../components/welcome/welcome.css';
import { welcomePorts } from '../../components/browser-ports.ts';
import { mountSurface } from '../../components/mount-surface.tsx';
import { WelcomeApp } from '../../components/welcome/welcome-app.tsx';
import { openReader } from '../../lib/messages/open-reader.ts';
import { drive } from '../../lib/messages/page-client.ts';

await mountSurface(openReader(), <WelcomeApp ports={welcomePorts} />);
// What was connected here alone comes while somebody looks: the background never loops by itself.
drive(new AbortController().signal);
