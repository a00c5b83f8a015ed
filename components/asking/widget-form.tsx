import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useId, useState } from 'react';
import {
  causeOfReason,
  EDITABLE_TEXTS,
  type EditableText,
  isReason,
  REASONS,
  type Reason,
  WIDGET_LANGUAGES,
  WIDGET_TEXT_LENGTHS,
  type WidgetLanguage,
} from '../../lib/contract/widget-settings.ts';
import { directionOf } from '../../lib/settings/language.ts';
import type { VersionedWidgetSettings } from '../../lib/sources/fivefaces-asking.ts';
import { Button } from '../button.tsx';
import { Face } from '../face.tsx';
import { formatMomentWithTime } from '../format.ts';
import { spokenLocale } from '../language.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { causeName } from '../review/review-words.ts';
import { useAction } from '../use-action.ts';
import type { AskingPorts } from './asking-ports.ts';
import { WidgetPreview } from './widget-preview.tsx';

type Texts = Partial<Record<EditableText, string>>;

/** The texts that are not a reason's, in the order in which a customer meets them. */
const PLAIN_TEXTS = ['helped', 'question', 'thanks', 'commentLabel', 'reasonQuestion'] as const;

/** Changes the words of one language at a time, and the reasons of all, beside a preview. */
export function WidgetForm({
  settings,
  now,
  ports,
  onSaved,
  onReadAgain,
}: {
  settings: VersionedWidgetSettings;
  /** The server's time. */
  now: number;
  ports: Pick<AskingPorts, 'saveWidgetSettings'>;
  onSaved: (settings: VersionedWidgetSettings) => void;
  /** Somebody else changed a setting: theirs takes the place of what stands here. */
  onReadAgain: () => void;
}) {
  const id = useId();
  const { busy, problem, run } = useAction();
  const [language, setLanguage] = useState<WidgetLanguage>(pageLanguage);
  const [worded, setWorded] = useState<Partial<Record<WidgetLanguage, Texts>>>({});
  const [reasons, setReasons] = useState<readonly Reason[]>(settings.reasons.filter(isReason));
  const stored: Texts = settings.texts[language] ?? {};
  const own = worded[language] ?? stored;
  const defaults: Texts = settings.defaults[language] ?? {};
  const shown = (key: EditableText) => own[key]?.trim() || (defaults[key] ?? '');
  const changed = changedLanguages(settings, worded);
  const reasonsChanged = reasons.join() !== settings.reasons.join();
  const dirty = changed.length > 0 || reasonsChanged;

  const field = (key: EditableText, label: string, spoken = false) => (
    <TextField
      key={key}
      name={key}
      label={label}
      spoken={spoken}
      language={language}
      value={own[key] ?? ''}
      placeholder={defaults[key] ?? ''}
      onChange={(text) => setWorded({ ...worded, [language]: { ...own, [key]: text } })}
    />
  );
  const toggle = (reason: Reason, on: boolean) =>
    setReasons(REASONS.filter((one) => (one === reason ? on : reasons.includes(one))));

  return (
    <form
      className="asking-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (busy || !dirty) return;
        const texts = Object.fromEntries(changed.map((one) => [one, worded[one]]));
        run(
          () =>
            ports.saveWidgetSettings(
              { ...(reasonsChanged && { reasons: [...reasons] }), texts },
              settings.version,
            ),
          onSaved,
        );
      }}
    >
      <div className="field asking-language">
        <label htmlFor={`${id}-language`}>
          <Trans>Language of the words</Trans>
        </label>
        <select
          id={`${id}-language`}
          className="input"
          value={language}
          onChange={({ target }) =>
            setLanguage(WIDGET_LANGUAGES.find((one) => one === target.value) ?? 'en')
          }
        >
          {WIDGET_LANGUAGES.map((one) => (
            <option key={one} value={one}>
              {languageName(one)}
            </option>
          ))}
        </select>
        <p className="quiet">
          <Trans>Customers read the language of the page, or else of their browser.</Trans>
        </p>
      </div>
      <div className="asking-columns">
        <div className="asking-fields">
          {PLAIN_TEXTS.map((key) => field(key, textLabel(key)))}
          <fieldset className="asking-reasons">
            <legend>
              <Trans>
                Reasons to tap after <Face score={1} alone /> <Face score={2} alone />{' '}
                <Face score={3} alone />
              </Trans>
            </legend>
            <p className="quiet">
              <Trans>
                None ticked: the rating does not ask why. A reason suggests the cause of the review;
                only a person saves one.
              </Trans>
            </p>
            {REASONS.map((reason) => (
              <div key={reason} className="asking-reason">
                <label className="check">
                  <input
                    type="checkbox"
                    checked={reasons.includes(reason)}
                    onChange={({ target }) => toggle(reason, target.checked)}
                  />
                  <span>
                    {defaultIn(settings, pageLanguage(), reason)}
                    <span className="quiet asking-cause">{suggestion(reason)}</span>
                  </span>
                </label>
                {reasons.includes(reason)
                  ? field(
                      `reason_${reason}`,
                      reasonLabel(defaultIn(settings, pageLanguage(), reason)),
                      true,
                    )
                  : null}
              </div>
            ))}
          </fieldset>
        </div>
        <WidgetPreview text={shown} reasons={reasons} language={language} />
      </div>
      <ProblemNotice problem={problem}>
        {problem?.code === 'version_conflict' ? (
          <Button onClick={onReadAgain}>
            <Trans>Show what is stored now</Trans>
          </Button>
        ) : null}
      </ProblemNotice>
      <div className="actions">
        <Button look="primary" type="submit" busy={busy} aria-disabled={!dirty}>
          {busy ? t`Saving…` : t`Save`}
        </Button>
        {dirty ? (
          <Button
            look="quiet"
            onClick={() => {
              setWorded({});
              setReasons(settings.reasons.filter(isReason));
            }}
          >
            <Trans>Discard changes</Trans>
          </Button>
        ) : null}
        <LastChange settings={settings} dirty={dirty} now={now} />
      </div>
    </form>
  );
}

/** One text; empty stands for the default, which is shown in its place. */
function TextField({
  name,
  label,
  spoken,
  language,
  value,
  placeholder,
  onChange,
}: {
  name: EditableText;
  label: string;
  /** What stands before it names it already: its label is for screen readers. */
  spoken: boolean;
  language: WidgetLanguage;
  value: string;
  placeholder: string;
  onChange: (text: string) => void;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id} className={spoken ? 'spoken' : undefined}>
        {label}
      </label>
      <input
        id={id}
        className="input"
        name={name}
        value={value}
        placeholder={placeholder}
        maxLength={WIDGET_TEXT_LENGTHS[name]}
        lang={language}
        dir={directionOf(language)}
        onChange={({ target }) => onChange(target.value)}
      />
    </div>
  );
}

function LastChange({
  settings,
  dirty,
  now,
}: {
  settings: VersionedWidgetSettings;
  dirty: boolean;
  now: number;
}) {
  const { changedAt, changedBy } = settings;
  if (dirty || changedAt === null || changedBy === null) return null;
  const when = formatMomentWithTime(Date.parse(changedAt), now);
  return (
    <p className="quiet asking-saved" role="status">
      <Trans comment="settings: Saved by Dana, 3 Nov, 14:02">
        Saved by {changedBy}, {when}
      </Trans>
    </p>
  );
}

function textLabel(key: (typeof PLAIN_TEXTS)[number]): string {
  switch (key) {
    case 'helped':
      return t`Button after an answer`;
    case 'question':
      return t`Question above the faces`;
    case 'thanks':
      return t`Thanks after a rating`;
    case 'commentLabel':
      return t`Above the comment`;
    case 'reasonQuestion':
      return t`Above the reasons`;
  }
}

function reasonLabel(reason: string): string {
  return t({ message: `Words for “${reason}”`, comment: 'how a customer’s reason is worded' });
}

function suggestion(reason: Reason): string {
  const cause = causeOfReason(reason);
  const name = cause === null ? '' : causeName(cause);
  return t({ message: `suggests: ${name}`, comment: 'a reason suggests the cause of the review' });
}

/** The reason as the server words it, in the language of this page. */
function defaultIn(settings: VersionedWidgetSettings, language: WidgetLanguage, reason: Reason) {
  return settings.defaults[language]?.[`reason_${reason}`] ?? reason;
}

/** The languages whose words differ from the stored ones. */
function changedLanguages(
  { texts }: VersionedWidgetSettings,
  worded: Partial<Record<WidgetLanguage, Texts>>,
): WidgetLanguage[] {
  return WIDGET_LANGUAGES.filter((language) => {
    const own = worded[language];
    const stored: Texts = texts[language] ?? {};
    return own && EDITABLE_TEXTS.some((key) => (own[key] ?? '').trim() !== (stored[key] ?? ''));
  });
}

function pageLanguage(): WidgetLanguage {
  const [spoken] = spokenLocale().split('-');
  return WIDGET_LANGUAGES.find((one) => one === spoken) ?? 'en';
}

/** The language's name in the language of this page. */
function languageName(language: WidgetLanguage): string {
  const names = new Intl.DisplayNames([spokenLocale()], { type: 'language' });
  return names.of(language) ?? language;
}
