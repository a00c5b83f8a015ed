import '../../components/options/page.css';
import '../../components/sources/sources.css';
import { describe, expect, test, vi } from 'vitest';
import type { AskingPorts } from '../../components/asking/asking-ports.ts';
import { AskingSection } from '../../components/asking/asking-section.tsx';
import { fakeAskingPorts } from './asking-fakes.ts';
import { expectAccessible } from './axe.ts';
import { fakeStore, renderSurface } from './fakes.tsx';
import { acme, NOW, offline, popupView } from './views.ts';

async function renderAsking(change: Partial<AskingPorts> = {}, sync = popupView.sync) {
  const { reader } = fakeStore({ popup: popupView });
  const ports = fakeAskingPorts(change);
  const { screen } = await renderSurface(
    <main className="page">
      <h1>Options</h1>
      <AskingSection workspace={acme} sync={sync} now={NOW} ports={ports} />
    </main>,
    { reader },
  );
  const widget = screen.getByRole('region', { name: 'What customers are asked' });
  const webhooks = screen.getByRole('region', { name: 'Tell low ratings elsewhere' });
  await expect.element(webhooks).toBeVisible();
  return { screen, widget, webhooks };
}

describe('what customers are asked', () => {
  test('words and reasons are saved together, and the preview shows them before', async () => {
    const saveWidgetSettings = vi.fn(fakeAskingPorts().saveWidgetSettings);
    const { widget } = await renderAsking({ saveWidgetSettings });
    const preview = widget.getByRole('figure', { name: 'Preview' });
    await expect.element(preview).toMatchTextContent(/How did Robo do\?.*The answer was wrong/);
    await expectAccessible();
    await widget.getByLabelText('Button after an answer').fill('Thanks, Robo');
    await widget.getByLabelText('Question above the faces').fill('');
    await widget.getByRole('checkbox', { name: /^Something else/ }).click();
    await widget.getByLabelText('Words for “Something else”').fill('None of these');
    await expect
      .element(preview)
      .toMatchTextContent(/Thanks, Robo.*How did our AI agent do\?.*None of these/);
    await widget.getByRole('button', { name: 'Save' }).click();
    expect(saveWidgetSettings).toHaveBeenCalledExactlyOnceWith(
      {
        reasons: ['wrong', 'misunderstood', 'other'],
        texts: { en: { question: '', helped: 'Thanks, Robo', reason_other: 'None of these' } },
      },
      '"3"',
    );
  });

  test('each language has its own words, written in its own direction', async () => {
    const { widget } = await renderAsking();
    await widget.getByLabelText('Language of the words').selectOptions('Arabic');
    const question = widget.getByLabelText('Question above the faces');
    await expect.element(question).toHaveAttribute('dir', 'rtl');
    await expect.element(question).toHaveAttribute('placeholder', expect.stringContaining('وكيل'));
    await expect.element(question).toHaveValue('');
    await expectAccessible();
  });

  test('what somebody else saved meanwhile is not overwritten but shown on demand', async () => {
    const readWidgetSettings = vi.fn(fakeAskingPorts().readWidgetSettings);
    const { widget } = await renderAsking({
      readWidgetSettings,
      saveWidgetSettings: async () => ({
        ok: false,
        code: 'version_conflict',
        message: 'It was changed by someone else meanwhile.',
        remedy: 'Look at it again.',
      }),
    });
    await widget.getByLabelText('Thanks after a rating').fill('Cheers');
    await widget.getByRole('button', { name: 'Save' }).click();
    await expect.element(widget.getByRole('alert')).toBeVisible();
    expect(readWidgetSettings).toHaveBeenCalledTimes(1);
    await widget.getByRole('button', { name: 'Show what is stored now' }).click();
    await expect.poll(() => readWidgetSettings.mock.calls.length).toBe(2);
  });
});

describe('webhooks', () => {
  test('say what they tell and what became of the last messages', async () => {
    const { webhooks } = await renderAsking();
    await expect
      .element(webhooks)
      .toMatchTextContent(
        /hooks\.slack\.comUnhappy ratings · as Slack takes it · without personal/,
      );
    await expect.element(webhooks).toMatchTextContent(/The address answered 500. Next try: today/);
    await webhooks.getByText(/: delivered/).click();
    await expect.element(webhooks.getByText(/Given up after 8 attempts/)).toBeVisible();
    await expectAccessible();
  });

  test('are added without personal data unless that is ticked; the secret is told once', async () => {
    const addWebhook = vi.fn(fakeAskingPorts().addWebhook);
    const copy = vi.fn(async () => {});
    const { webhooks } = await renderAsking({ addWebhook, copy });
    await webhooks.getByRole('button', { name: 'Add a webhook' }).click();
    const address = webhooks.getByLabelText('Address');
    await address.fill('http://plain.example.com');
    await webhooks.getByRole('button', { name: 'Add', exact: true }).click();
    await expect.element(webhooks.getByRole('alert')).toMatchTextContent(/https:/);
    expect(addWebhook).not.toHaveBeenCalled();
    await address.fill('https://hooks.slack.com/services/T/B/x');
    await expect
      .element(webhooks.getByRole('radio', { name: /^To be read in a chat/ }))
      .toBeChecked();
    await address.fill('https://ops.example.com/hook');
    await expect.element(webhooks.getByRole('radio', { name: /^Signed JSON/ })).toBeChecked();
    await webhooks.getByRole('radio', { name: 'Neutral ratings too' }).click();
    await expectAccessible();
    await webhooks.getByRole('button', { name: 'Add', exact: true }).click();
    expect(addWebhook).toHaveBeenCalledExactlyOnceWith({
      url: 'https://ops.example.com/hook',
      format: 'json',
      scoreAtMost: 3,
      include: { comment: false, customer: false },
    });
    await expect.element(webhooks.getByLabelText('Signing secret')).toHaveValue('whsec_c2VjcmV0');
    await webhooks.getByRole('button', { name: 'Copy', exact: true }).click();
    expect(copy).toHaveBeenCalledWith('whsec_c2VjcmV0');
  });

  test('an address that the server does not call is told beside it, and stays', async () => {
    const refused = { ok: false, code: 'webhook_private', message: 'Not there', remedy: '' };
    const { webhooks } = await renderAsking({ addWebhook: async () => refused as never });
    await webhooks.getByRole('button', { name: 'Add a webhook' }).click();
    const address = webhooks.getByLabelText('Address');
    await expect.element(address).toHaveFocus();
    await address.fill('https://10.1.2.3/hook');
    await webhooks.getByRole('button', { name: 'Add', exact: true }).click();
    await expect.element(address).toHaveAccessibleDescription(/Not there$/);
    await expect.element(address).toHaveValue('https://10.1.2.3/hook');
  });

  test('a test says in words why it did not arrive; removing asks once', async () => {
    const removeWebhook = vi.fn(fakeAskingPorts().removeWebhook);
    const { webhooks } = await renderAsking({
      removeWebhook,
      testWebhook: async () => ({ ok: true, value: { ok: false, status: 404, code: 'not_taken' } }),
    });
    await webhooks.getByRole('button', { name: 'Send test' }).first().click();
    await expect.element(webhooks.getByRole('alert')).toMatchTextContent(/answered 404/);
    await webhooks.getByRole('button', { name: 'Remove hooks.slack.com…' }).click();
    await expect.element(webhooks.getByRole('button', { name: 'Keep' })).toHaveFocus();
    await webhooks.getByRole('button', { name: 'Remove', exact: true }).click();
    expect(removeWebhook).toHaveBeenCalledExactlyOnceWith('h1');
  });

  test('offline both sections say what they need', async () => {
    const { widget, webhooks } = await renderAsking({}, offline);
    await expect.element(widget).toMatchTextContent(/Needs the network/);
    await expect.element(webhooks).toMatchTextContent(/Needs the network/);
    await expectAccessible();
  });
});
