import '../../components/join/join.css';
import '../../components/options/page.css';
import { joinPorts } from '../../components/browser-ports.ts';
import { mountSurface } from '../../components/mount-surface.tsx';
import { WelcomeApp } from '../../components/welcome/welcome-app.tsx';
import { openReader } from '../../lib/messages/open-reader.ts';

mountSurface(await openReader(), <WelcomeApp ports={joinPorts} />);
