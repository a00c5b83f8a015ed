import '../../components/join/join.css';
import '../../components/options/page.css';
import { joinPorts } from '../../components/browser-ports.ts';
import { storedHiddenSites } from '../../components/hidden-sites.ts';
import { mountSurface } from '../../components/mount-surface.tsx';
import { OptionsApp } from '../../components/options/options-app.tsx';
import { openReader } from '../../lib/messages/open-reader.ts';
import {
  drive,
  fetchAnew,
  leave,
  readDiagnostics,
  readUsage,
  setRetention,
} from '../../lib/messages/page-client.ts';

mountSurface(
  await openReader(),
  <OptionsApp
    ports={{
      ...joinPorts,
      leave,
      hiddenSites: storedHiddenSites,
      readUsage,
      setRetention,
      fetchAnew,
      readDiagnostics,
      copy: (text) => navigator.clipboard.writeText(text),
    }}
  />,
);
drive(new AbortController().signal);
