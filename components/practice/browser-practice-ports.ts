import { browser } from 'wxt/browser';
import { lookThrough } from '../../lib/messages/page-client.ts';
import {
  beginSample,
  eraseSample,
  rateInPractice,
  readPractice,
} from '../../lib/messages/sample-client.ts';
import type { PracticePorts, SamplePorts } from './practice-ports.ts';

/** What begins sample data, on the real background. Only entry points and `browser-ports` import this. */
export const samplePorts: SamplePorts = {
  beginSample,
  openPractice: () => location.assign('/practice.html'),
};

/** The practice inbox's ports on the real browser and background. */
export const practicePorts: PracticePorts = {
  beginSample,
  eraseSample,
  readPractice,
  rateInPractice,
  lookThrough,
  insights: '/insights.html',
  openPage(page, connect) {
    const opened =
      page === 'options' && connect === undefined
        ? browser.runtime.openOptionsPage()
        : Promise.resolve(
            location.assign(
              `/${page}.html${connect === undefined ? '' : `#connect=${encodeURIComponent(connect)}`}`,
            ),
          );
    opened.catch((error: unknown) => console.warn('The page did not open', error));
  },
};
