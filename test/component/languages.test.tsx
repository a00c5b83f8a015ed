import { generateMessageId } from '@lingui/message-utils/generateMessageId';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, test } from 'vitest';
import { speakWith } from '../../components/language.ts';
import { LanguageSection } from '../../components/options/language-section.tsx';
import { Question } from '../../components/question.tsx';
import { Share } from '../../components/share.tsx';
import { InviteRow } from '../../components/team/invite-row.tsx';
import type { Language } from '../../lib/settings/language.ts';
import { expectAccessible } from './axe.ts';
import { renderSurface } from './fakes.tsx';

afterEach(() => speakWith('en', {}, document));

/** Speaks a language of which only these messages are known. */
function speakOnly(language: Language, messages: Record<string, string>): void {
  const byId = Object.entries(messages).map(([english, words]) => [
    generateMessageId(english),
    words,
  ]);
  speakWith(language, Object.fromEntries(byId), document);
}

/** Draws something into a page of its own. */
const renderPage = (content: ReactNode) =>
  renderSurface(
    <main>
      <h1>Fivefaces</h1>
      {content}
    </main>,
  );

const share = { positive: 4_120, rated: 5_030 };
const period = { length: 30, from: '2026-10-05', to: '2026-11-03' } as const;

describe('in German', () => {
  test('a score has its words, its numbers and its plural', async () => {
    speakOnly('de', {
      '{happyShare} happy': '{happyShare} zufrieden',
      '<0/> of <1/>': '<0/> von <1/>',
      'likely {range}': 'wahrscheinlich {range}',
      '{days, plural, one {last # day} other {last # days}}':
        '{days, plural, one {letzter # Tag} other {letzte # Tage}}',
    });
    const { screen } = await renderPage(<Share share={share} period={period} />);
    await expect.element(screen.getByText('82 % zufrieden')).toBeVisible();
    await expect.element(screen.getByText('4.120 von 5.030')).toBeVisible();
    await expect
      .element(screen.getByText(/^wahrscheinlich 81–83\s%/))
      .toMatchTextContent(/ · letzte 30 Tage$/);
    expect(document.documentElement.lang).toBe('de');
    await expectAccessible();
  });
});

describe('in Arabic', () => {
  test('a page runs from right to left', async () => {
    speakOnly('ar', { 'Keep it': 'احتفظ به', 'Remove and erase': 'إزالة ومسح' });
    const { screen } = await renderPage(
      <Question
        title="احذف الملف؟"
        yes="إزالة ومسح"
        running="جارٍ"
        no="احتفظ به"
        busy={false}
        onYes={() => undefined}
        onNo={() => undefined}
      >
        <p>Zendesk</p>
      </Question>,
    );
    expect(document.documentElement.dir).toBe('rtl');
    const left = (name: string) =>
      screen.getByRole('button', { name }).element().getBoundingClientRect().left;
    expect(left('إزالة ومسح')).toBeGreaterThan(left('احتفظ به'));
    await expectAccessible();
  });

  test.each([
    [1, 'لمشرف واحد'],
    [2, 'لمشرفين'],
    [3, 'مشرفين قلة: ٣'],
    [11, 'مشرفًا كثيرًا: ١١'],
    [100, 'مشرف: ١٠٠'],
  ])('%i has its own case', async (usesLeft, words) => {
    speakOnly('ar', {
      '{usesLeft, plural, one {For # admin} other {For # admins}}':
        '{usesLeft, plural, zero {لا أحد} one {لمشرف واحد} two {لمشرفين} few {مشرفين قلة: #} many {مشرفًا كثيرًا: #} other {مشرف: #}}',
    });
    const { screen } = await renderSurface(
      <ul>
        <InviteRow
          invite={{
            id: 'i',
            role: 'admin',
            usesLeft,
            expiresAt: null,
            createdAt: '2026-11-03T12:00:00.000Z',
            inboxes: [],
          }}
          ports={{ withdrawInvite: async () => ({ ok: true, value: null }) }}
          onChange={() => undefined}
        />
      </ul>,
    );
    const shown = screen.container.querySelector('.person-name')?.textContent ?? '';
    // Which digits are usual differs between the countries.
    const arabic = shown.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'.charAt(Number(digit)));
    expect(arabic).toBe(words);
  });
});

describe('the choice of a language', () => {
  test('names each by its own name, in its own language, and is kept', async () => {
    const { screen, language } = await renderPage(<LanguageSection />);
    const choice = screen.getByRole('combobox', { name: 'Language' });
    await expect.element(choice).toHaveDisplayValue('As the browser');
    await expect
      .element(screen.getByRole('option', { name: '日本語' }))
      .toHaveAttribute('lang', 'ja');
    await choice.selectOptions('العربية');
    expect(language.current()).toBe('ar');
    await expect.element(choice).toHaveDisplayValue('العربية');
    await expectAccessible();
  });
});
