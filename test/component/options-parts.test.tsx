import { describe, expect, test, vi } from 'vitest';
import { OptionsApp } from '../../components/options/options-app.tsx';
import type { OptionsPorts } from '../../components/options/options-ports.ts';
import type { PopupView } from '../../lib/store/views.ts';
import { expectAccessible } from './axe.ts';
import { fakeOptionsPorts, fakeStore, renderSurface } from './fakes.tsx';
import { sampleWorkspace } from './practice-fakes.ts';
import { acme, NOW, popupView, rated, solo } from './views.ts';

async function renderOptions(view: PopupView = popupView, change: Partial<OptionsPorts> = {}) {
  const store = fakeStore({ popup: view });
  const ports = fakeOptionsPorts(change);
  const surface = await renderSurface(<OptionsApp ports={ports} />, { reader: store.reader });
  return { ...store, ...surface };
}

const teammate: PopupView = { ...popupView, workspace: { ...acme, role: 'teammate' } };
const alone: PopupView = { ...popupView, workspace: solo };

describe('the list beside the parts', () => {
  test('leads to each of them, and has what concerns this person', async () => {
    const { screen } = await renderOptions();
    const list = screen.getByRole('navigation', { name: 'On this page' });
    for (const link of list.getByRole('link').elements()) {
      const id = link.getAttribute('href')?.slice(1);
      expect(document.getElementById(id ?? '')?.querySelector('h2')).not.toBeNull();
    }
    await expect.element(list).toMatchTextContent(/Team.*Asking customers.*Reviews/);
  });

  test('a teammate has no part for admins', async () => {
    const { screen } = await renderOptions(teammate);
    const list = screen.getByRole('navigation', { name: 'On this page' });
    await expect.element(list).toMatchTextContent(/Your data/);
    expect(list.element().textContent).not.toMatch(/Team|Asking|Reviews/);
    await expectAccessible();
  });
});

describe('next steps of a review', () => {
  test('are worded, linked, moved and saved on the version that was seen', async () => {
    const saveNextSteps = vi.fn(fakeOptionsPorts().saveNextSteps);
    const { screen } = await renderOptions(popupView, { saveNextSteps });
    const steps = screen.getByRole('region', { name: 'Next steps of a review' });
    await steps.getByLabelText('Step').first().fill('Write an article');
    await steps.getByLabelText('Link (optional)').first().fill('ftp://files');
    await expect.element(steps.getByText('A link begins with https:// or http://')).toBeVisible();
    await steps.getByLabelText('Link (optional)').first().fill('https://kb.example.com/new');
    await steps.getByRole('button', { name: 'Move down: Write an article' }).click();
    await steps.getByRole('button', { name: 'Remove: Nothing' }).click();
    await expectAccessible();
    await steps.getByRole('button', { name: 'Save' }).click();
    const [saved, version] = saveNextSteps.mock.lastCall ?? [];
    expect(version).toBe('"1"');
    expect(saved?.map(({ label }) => label).slice(0, 2)).toEqual([
      'Custom answer',
      'Write an article',
    ]);
    expect(saved?.[1]).toMatchObject({ id: 'add-knowledge', url: 'https://kb.example.com/new' });
    expect(saved).toHaveLength(5);
  });

  test('a new one has the focus, and needs a name', async () => {
    const saveNextSteps = vi.fn(fakeOptionsPorts().saveNextSteps);
    const { screen } = await renderOptions(popupView, { saveNextSteps });
    const steps = screen.getByRole('region', { name: 'Next steps of a review' });
    await steps.getByRole('button', { name: 'Remove: Nothing' }).click();
    await expect.element(steps.getByRole('button', { name: 'Add a step' })).toHaveFocus();
    await steps.getByRole('button', { name: 'Add a step' }).click();
    const added = steps.getByLabelText('Step').last();
    await expect.element(added).toHaveFocus();
    await steps.getByRole('button', { name: 'Save' }).click();
    await expect.element(added).toHaveFocus();
    await expect.element(added).toHaveAccessibleDescription('Name the step, or remove it.');
    expect(saveNextSteps).not.toHaveBeenCalled();
    await expectAccessible();
  });

  test('the preset links what My AskAI has a place for', async () => {
    const { screen } = await renderOptions();
    const steps = screen.getByRole('region', { name: 'Next steps of a review' });
    await steps.getByRole('button', { name: 'Use the list for My AskAI' }).click();
    await expect
      .element(steps.getByLabelText('Link (optional)').first())
      .toHaveValue('https://myaskai.com/dashboard');
  });

  test('somebody else’s change meanwhile is told, and shown on demand', async () => {
    const readNextSteps = vi.fn(fakeOptionsPorts().readNextSteps);
    const { screen } = await renderOptions(popupView, {
      readNextSteps,
      saveNextSteps: async () => ({
        ok: false,
        code: 'version_conflict',
        message: 'Somebody else changed it meanwhile.',
        remedy: 'Look at it again.',
      }),
    });
    const steps = screen.getByRole('region', { name: 'Next steps of a review' });
    await steps.getByLabelText('Step').first().fill('Mine');
    await steps.getByRole('button', { name: 'Save' }).click();
    await steps.getByRole('button', { name: 'Show what stands now' }).click();
    expect(readNextSteps).toHaveBeenCalledTimes(2);
  });
});

describe('data to take along', () => {
  const conversation = {
    ...rated(2),
    rating: { ...rated(2).rating, comment: '=cmd()' },
  } as never;
  const kept: Partial<OptionsPorts> = {
    exportPart: async (from) => ({
      ok: true,
      value: { conversations: [conversation], next: from === 0 ? 32 : null },
    }),
  };
  const saving = () => {
    const saved: { name: string; content: Blob }[] = [];
    return { saved, saveFile: (name: string, content: Blob) => void saved.push({ name, content }) };
  };

  test('JSON holds all that is kept, part by part', async () => {
    const { saved, saveFile } = saving();
    const { screen } = await renderOptions(popupView, { ...kept, saveFile });
    await screen.getByRole('button', { name: 'Save as JSON' }).click();
    await expect.element(screen.getByText('Saved to your downloads')).toBeVisible();
    const read = JSON.parse((await saved[0]?.content.text()) ?? '');
    expect(read).toMatchObject({ workspace: { name: 'Acme Support' }, sample: false });
    expect(read.conversations).toHaveLength(2);
    expect(saved[0]?.name).toMatch(/^fivefaces-\d{4}-\d\d-\d\d\.json$/);
  });

  test('CSV is for a spreadsheet, in which no comment is run as a formula', async () => {
    const { saved, saveFile } = saving();
    const { screen } = await renderOptions(popupView, { ...kept, saveFile });
    await screen.getByRole('button', { name: 'Save as CSV' }).click();
    await expect.element(screen.getByText('Saved to your downloads')).toBeVisible();
    const [head, ...lines] = ((await saved[0]?.content.text()) ?? '').trim().split('\r\n');
    expect(head).toContain('source,id,ticket');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain("'=cmd()");
  });

  test('a teammate takes counts along and nobody’s words', async () => {
    const exportPart = vi.fn(fakeOptionsPorts().exportPart);
    const { saved, saveFile } = saving();
    const { screen } = await renderOptions(teammate, { exportPart, saveFile });
    await screen.getByRole('button', { name: 'Save as CSV' }).click();
    await expect.element(screen.getByText('Saved to your downloads')).toBeVisible();
    expect(exportPart).not.toHaveBeenCalled();
    expect(await saved[0]?.content.text()).toContain('source,topic,day,conversations');
  });
});

describe('without a server', () => {
  test('fetching anew speaks of the platforms and erases nothing', async () => {
    const { screen } = await renderOptions(alone);
    await screen.getByRole('button', { name: 'Fetch anew…' }).click();
    const kept = screen.getByRole('region', { name: 'Data kept on this computer' });
    await expect.element(kept).toMatchTextContent(/Every connected platform tells all/);
    expect(kept.element().textContent).not.toMatch(/server|Erase/);
    await expectAccessible();
  });

  test('sample data is named as such, and erased by one click', async () => {
    const eraseSample = vi.fn(fakeOptionsPorts().eraseSample);
    const sample = { ...popupView, workspace: { ...sampleWorkspace }, now: NOW };
    const { screen } = await renderOptions(sample, { eraseSample });
    const region = screen.getByRole('region', { name: 'Sample data' });
    await expect.element(region).toMatchTextContent(/Nothing here is real/);
    expect(screen.getByRole('button', { name: 'Fetch anew…' }).query()).toBeNull();
    await expectAccessible();
    await region.getByRole('button', { name: 'Erase sample data' }).click();
    expect(eraseSample).toHaveBeenCalledOnce();
  });
});

test('the keys are listed with those that the browser has now, and the way to change them', async () => {
  const changeCommands = vi.fn();
  const { screen } = await renderOptions(popupView, { changeCommands });
  const keys = screen.getByRole('region', { name: 'Keyboard' });
  await expect.element(keys).toMatchTextContent(/Alt\+Shift\+F ?Open the popup/);
  await expect.element(keys).toMatchTextContent(/no key ?Look up what is selected/);
  await keys.getByRole('button', { name: 'Change these keys in the browser' }).click();
  expect(changeCommands).toHaveBeenCalledOnce();
});
