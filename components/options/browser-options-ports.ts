import { browser } from 'wxt/browser';
import {
  addWebhook,
  changeWebhook,
  readWebhooks,
  readWidgetSettings,
  removeWebhook,
  saveWidgetSettings,
  testWebhook,
} from '../../lib/messages/asking-client.ts';
import {
  exportFacts,
  exportPart,
  readNextSteps,
  saveNextSteps,
} from '../../lib/messages/data-client.ts';
import { eraseSample } from '../../lib/messages/sample-client.ts';
import type { AskingPorts } from '../asking/asking-ports.ts';
import { samplePorts } from '../practice/browser-practice-ports.ts';
import { storedBadge, storedNotices } from '../stored-choices.ts';
import type { NoticesPorts } from './notices-section.tsx';
import type { OptionsPorts } from './options-ports.ts';

/** What Options alone needs, on the real browser and background. Only its entry point imports this. */
export const optionsOwnPorts: Pick<
  OptionsPorts,
  | 'exportFacts'
  | 'exportPart'
  | 'saveFile'
  | 'readNextSteps'
  | 'saveNextSteps'
  | 'readCommands'
  | 'changeCommands'
  | 'eraseSample'
  | 'openPractice'
  | 'badge'
> = {
  exportFacts,
  exportPart,
  readNextSteps,
  saveNextSteps,
  eraseSample,
  openPractice: samplePorts.openPractice,
  badge: storedBadge,
  saveFile(name, content) {
    const address = URL.createObjectURL(content);
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    URL.revokeObjectURL(address);
  },
  readCommands: async () =>
    (await browser.commands.getAll()).map(({ name = '', shortcut = '' }) => ({
      name,
      keys: shortcut,
    })),
  changeCommands() {
    const opened = import.meta.env.FIREFOX
      ? (browser.commands as unknown as FirefoxCommands).openShortcutSettings()
      : browser.tabs.create({ url: 'chrome://extensions/shortcuts' });
    opened.catch((error: unknown) => console.warn('The page did not open', error));
  },
};

/** What only Firefox has. */
interface FirefoxCommands {
  openShortcutSettings(): Promise<void>;
}

export const noticesPorts: NoticesPorts = {
  notices: storedNotices,
  // No await before the request: browsers take it only from the click itself.
  requestNotices: () => browser.permissions.request({ permissions: ['notifications'] }),
};

export const askingSectionPorts: AskingPorts = {
  readWidgetSettings,
  saveWidgetSettings,
  readWebhooks,
  addWebhook,
  changeWebhook,
  removeWebhook,
  testWebhook,
  copy: (text) => navigator.clipboard.writeText(text),
};
