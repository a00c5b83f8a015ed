import '../../components/panel/panel.css';
import '../../components/practice/practice.css';
import '../../components/review/review.css';
import { mountSurface } from '../../components/mount-surface.tsx';
import { practicePorts } from '../../components/practice/browser-practice-ports.ts';
import { PracticeApp } from '../../components/practice/practice-app.tsx';
import { openReader } from '../../lib/messages/open-reader.ts';
import { drive } from '../../lib/messages/page-client.ts';

await mountSurface(openReader(), <PracticeApp ports={practicePorts} />);
drive(new AbortController().signal);
