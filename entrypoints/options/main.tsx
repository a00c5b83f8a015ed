import '../../components/asking/asking.css';
import '../../components/join/join.css';
import '../../components/options/page.css';
import '../../components/sources/sources.css';
import {
  filePorts,
  inboxPorts,
  joinPorts,
  readOptionsLink,
  sourcePorts,
  teamPorts,
} from '../../components/browser-ports.ts';
import { mountSurface } from '../../components/mount-surface.tsx';
import {
  askingSectionPorts,
  noticesPorts,
  optionsOwnPorts,
} from '../../components/options/browser-options-ports.ts';
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
import { policyReport } from '../../lib/settings/apply-policy.ts';

await mountSurface(
  openReader(),
  <OptionsApp
    ports={{
      ...joinPorts,
      ...sourcePorts,
      ...inboxPorts,
      ...teamPorts,
      ...filePorts,
      ...noticesPorts,
      ...optionsOwnPorts,
      asking: askingSectionPorts,
      link: readOptionsLink(window.location.hash),
      leave,
      readUsage,
      setRetention,
      fetchAnew,
      readDiagnostics,
      readPolicy: () => policyReport.getValue(),
    }}
  />,
);
drive(new AbortController().signal);
