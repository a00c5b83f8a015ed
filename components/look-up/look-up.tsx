import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { SourceView } from '../../lib/store/views.ts';
import { Icon } from '../icon.tsx';
import { type Choice, useSurface } from '../surface.ts';
import { useChoice } from '../use-choice.ts';
import { useView } from '../use-view.ts';
import { lookUpText } from './look-up-address.ts';
import { withRecent } from './recent-list.ts';
import { RecentLookUps } from './recent-look-ups.tsx';
import { Results } from './results.tsx';

/**
 * Finds on this computer, online and offline: conversations by id, ticket id, e-mail address or words
 * of the comment, and topics by their title. An id that is not here can be asked for at the server.
 * `/` brings the focus here from anywhere on the page, arrows go through what was found.
 */
export function LookUp({
  sources,
  server,
  now,
  recent,
  first = '',
  focused = false,
}: {
  sources: readonly SourceView[];
  server: string;
  now: number;
  /** What was looked up last, newest first. */
  recent: Choice<readonly string[]>;
  /** What is looked up at once. */
  first?: string;
  /** The box has the focus from the start. */
  focused?: boolean;
}) {
  const surface = useSurface();
  const [text, setText] = useState(first);
  const [recentTexts, keepRecent] = useChoice(recent);
  const [active, setActive] = useState(false);
  const section = useRef<HTMLElement>(null);
  const wanted = lookUpText(text);
  const id = useId();
  const state = useView(wanted === '' ? null : wanted, (reader) =>
    reader.lookUp({ text: wanted, now: surface.now() }),
  );
  const view = state.kind === 'view' && state.key === wanted ? state.value : null;
  useSlash(section);

  const keep = () => keepRecent(withRecent(recentTexts ?? [], wanted));
  const clear = () => {
    keepRecent([]);
    // The button that was pressed is gone.
    section.current?.querySelector('input')?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && isField(event.target)) {
      keep();
      // Enter in the box opens the first of what was found.
      steps(section.current)
        .find((step) => step instanceof HTMLAnchorElement)
        ?.click();
      return;
    }
    const to = move(event.key, steps(section.current), event.target);
    if (!to) return;
    event.preventDefault();
    to.focus();
  };
  return (
    <section
      ref={section}
      className="block look-up"
      data-part="look-up"
      aria-label={t({ message: 'Find', comment: 'name of the look-up box' })}
      onKeyDown={onKeyDown}
      onFocus={() => setActive(true)}
    >
      <search className="look-up-field">
        <Icon name="search" />
        <label className="spoken" htmlFor={id}>
          <Trans>Find a conversation</Trans>
        </label>
        <input
          id={id}
          className="input"
          type="search"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          aria-keyshortcuts="/"
          // biome-ignore lint/a11y/noAutofocus: a window that is opened to look something up
          autoFocus={focused}
          placeholder={t`Find: chat, ticket, e-mail, topic, words`}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {text === '' ? (
          <span className="key" aria-hidden="true">
            /
          </span>
        ) : null}
      </search>
      {wanted === '' && active && recentTexts !== null && recentTexts.length > 0 ? (
        <RecentLookUps
          recent={recentTexts}
          onPick={(picked) => {
            setText(picked);
            section.current?.querySelector('input')?.focus();
          }}
          onClear={clear}
        />
      ) : null}
      <div aria-live="polite">
        {wanted === '' ? null : state.kind === 'error' ? (
          <p className="look-up-nothing">
            <Trans>The data on this computer can't be read.</Trans>
          </p>
        ) : view ? (
          <Results
            view={view}
            wanted={wanted}
            sources={sources}
            server={server}
            now={now}
            onOpen={keep}
          />
        ) : null}
      </div>
    </section>
  );
}

/** `/` anywhere but in a field brings the focus to the box. */
function useSlash(section: { current: HTMLElement | null }): void {
  useEffect(() => {
    const end = new AbortController();
    document.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
        if (isField(event.target)) return;
        event.preventDefault();
        section.current?.querySelector('input')?.focus();
      },
      { signal: end.signal },
    );
    return () => end.abort();
  }, [section]);
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  );
}

/** The box, then all that can be opened below it, in their order. */
function steps(section: HTMLElement | null): HTMLElement[] {
  return [
    ...(section?.querySelectorAll<HTMLElement>('input, .results a, .recent li button') ?? []),
  ];
}

/** Where an arrow leads from an element; `null` if it leads nowhere. */
function move(
  key: string,
  all: readonly HTMLElement[],
  from: EventTarget | null,
): HTMLElement | null {
  const at = all.findIndex((step) => step === from);
  if (at < 0) return null;
  if (key === 'ArrowDown') return all[at + 1] ?? null;
  if (key === 'ArrowUp') return all[at - 1] ?? null;
  if (at > 0 && key === 'Home') return all[1] ?? null;
  if (at > 0 && key === 'End') return all.at(-1) ?? null;
  return null;
}
