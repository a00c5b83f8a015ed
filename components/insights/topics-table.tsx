import { t } from '@lingui/core/macro';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { formatCount, formatShareRange } from '../format.ts';
import { LikelyBar } from './likely-bar.tsx';
import { formatRoute, type InsightsRoute, type TopicSort } from './route.ts';
import { TopicChange, TopicShare } from './topic-cells.tsx';
import type { TopicRow } from './topic-rows.ts';
import { categoryWords, statusWords } from './topic-words.ts';

/** A row of one line and its padding; taller ones are measured. */
const ROW = 38;
const OVERSCAN = 12;
/** So many rows are all there: the browser's own search finds each, and nothing is left out in print. */
const WHOLE = 150;

/** The topics as a table. Of many rows only those near the screen exist; the table says how many there are. */
export function TopicsTable({
  rows,
  route,
  seesRatings,
  compared,
  onSort,
}: {
  rows: readonly TopicRow[];
  route: InsightsRoute;
  seesRatings: boolean;
  /** There is something that scores are compared with. */
  compared: boolean;
  onSort: (sort: TopicSort, reversed: boolean) => void;
}) {
  const body = useRef<HTMLTableSectionElement>(null);
  const top = useTop(body);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW,
    overscan: rows.length <= WHOLE ? rows.length : OVERSCAN,
    scrollMargin: top,
    getItemKey: (index) => rows[index]?.topic.id ?? index,
  });
  const items = virtual.getVirtualItems();
  const before = (items[0]?.start ?? top) - top;
  const after = virtual.getTotalSize() - ((items.at(-1)?.end ?? top) - top);
  const columns = columnsOf(seesRatings, compared);
  return (
    <table className="figures-table topics-table" aria-rowcount={rows.length + 1}>
      <thead>
        <tr aria-rowindex={1}>
          {columns.map(({ sort, name, hint, number }) => (
            <Head
              key={sort}
              sort={sort}
              name={name}
              hint={hint}
              number={number}
              table={route.table}
              onSort={onSort}
            />
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        <Gap height={before} columns={columns.length} />
        {items.map(({ index, key }) => {
          const row = rows[index];
          return row ? (
            <tr
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              aria-rowindex={index + 2}
              data-topic={row.topic.id}
            >
              <Title row={row} route={route} />
              {seesRatings ? <Figures row={row} compared={compared} /> : null}
              <td className="number" data-column="volume">
                {formatCount(row.topic.counts.conversations)}
              </td>
            </tr>
          ) : null;
        })}
        <Gap height={after} columns={columns.length} />
      </tbody>
    </table>
  );
}

/** In the place of rows that are not there: no row to anybody but the layout. */
function Gap({ height, columns }: { height: number; columns: number }) {
  return height > 0 ? (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus
    <tr aria-hidden="true" className="topics-gap">
      <td colSpan={columns} style={{ blockSize: height }} />
    </tr>
  ) : null;
}

function Title({ row: { topic }, route }: { row: TopicRow; route: InsightsRoute }) {
  return (
    <th scope="row">
      <span className="topic-labels">
        <a href={formatRoute({ ...route, at: { page: 'topic', topic: topic.id } })}>
          {topic.title}
        </a>
        {topic.category === null ? null : (
          <span className="quiet topic-category">{categoryWords(topic.category)}</span>
        )}
        {topic.status === 'open' ? null : (
          <span className="label">{statusWords(topic.status)}</span>
        )}
      </span>
      {topic.knownProblem ? (
        <span className="quiet topic-problem" dir="auto">
          {topic.knownProblem}
        </span>
      ) : null}
    </th>
  );
}

function Figures({ row, compared }: { row: TopicRow; compared: boolean }) {
  const { reading, share, toReview, change, before } = row;
  return (
    <>
      <td className="number" data-column="to_review">
        {toReview === 0 ? (
          <span className="quiet">0</span>
        ) : (
          <strong>{formatCount(toReview)}</strong>
        )}
      </td>
      <td data-column="score">
        <TopicShare reading={reading} share={share} />
      </td>
      <td className="number" data-column="surely_low">
        {reading.kind === 'few' || reading.kind === 'full' ? (
          <span className="topic-likely">
            <LikelyBar reading={reading} />
            {formatShareRange(reading.likely.low, reading.likely.high, reading.decimals)}
          </span>
        ) : (
          <span className="quiet">–</span>
        )}
      </td>
      {compared ? (
        <td data-column="change">
          <TopicChange change={change} before={before} />
        </td>
      ) : null}
    </>
  );
}

interface Column {
  sort: TopicSort;
  name: string;
  /** What its order means. */
  hint: string;
  number: boolean;
}

function columnsOf(seesRatings: boolean, compared: boolean): Column[] {
  const title: Column = { sort: 'title', name: t`Topic`, hint: t`By title`, number: false };
  const volume: Column = {
    sort: 'volume',
    name: t`Conversations`,
    hint: t`Most conversations first`,
    number: true,
  };
  if (!seesRatings) return [title, volume];
  const figures: Column[] = [
    { sort: 'to_review', name: t`To review`, hint: t`Most to review first`, number: true },
    { sort: 'score', name: t`Score`, hint: t`Lowest score first`, number: false },
    {
      sort: 'surely_low',
      name: t({ message: 'Likely', comment: 'column: the likely range of the score' }),
      hint: t`Surely low first: by the upper end of the likely range`,
      number: true,
    },
  ];
  const change: Column = {
    sort: 'change',
    name: t({ message: 'Change', comment: 'column: whether the score moved' }),
    hint: t`Biggest clear fall first`,
    number: false,
  };
  return [title, ...figures, ...(compared ? [change] : []), volume];
}

function Head({
  sort,
  name,
  hint,
  number,
  table,
  onSort,
}: Column & {
  table: InsightsRoute['table'];
  onSort: (sort: TopicSort, reversed: boolean) => void;
}) {
  const chosen = table.sort === sort;
  return (
    <th
      scope="col"
      className={number ? 'number' : undefined}
      aria-sort={chosen ? directionOf(sort, table.reversed) : undefined}
    >
      <button
        type="button"
        className="sort"
        title={hint}
        onClick={() => onSort(sort, chosen && !table.reversed)}
      >
        {name}
        <SortSign shown={chosen} down={directionOf(sort, table.reversed) === 'descending'} />
      </button>
    </th>
  );
}

/** Orders that begin with the highest. */
const HIGHEST_FIRST: readonly TopicSort[] = ['to_review', 'volume'];

function directionOf(sort: TopicSort, reversed: boolean): 'ascending' | 'descending' {
  return HIGHEST_FIRST.includes(sort) === reversed ? 'ascending' : 'descending';
}

function SortSign({ shown, down }: { shown: boolean; down: boolean }): ReactNode {
  return (
    <span className={shown ? 'sort-sign' : 'sort-sign sort-sign-none'} aria-hidden="true">
      {down ? '↓' : '↑'}
    </span>
  );
}

/** How far below the top of the page the rows begin, in CSS pixels; followed. */
function useTop(element: { current: HTMLElement | null }): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      const { current } = element;
      if (current) setTop(current.getBoundingClientRect().top + window.scrollY);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [element]);
  return top;
}
