import '../../components/insights/insights.css';
import '../../components/panel/panel.css';
import '../../components/review/review.css';
import { insightsPorts } from '../../components/browser-ports.ts';
import { InsightsApp } from '../../components/insights/insights-app.tsx';
import { mountSurface } from '../../components/mount-surface.tsx';
import { openReader } from '../../lib/messages/open-reader.ts';
import { drive } from '../../lib/messages/page-client.ts';

await mountSurface(openReader(), <InsightsApp ports={insightsPorts} />);
drive(new AbortController().signal);
