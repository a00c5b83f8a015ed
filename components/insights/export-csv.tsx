import { Trans } from '@lingui/react/macro';
import { Button } from '../button.tsx';
import { type Cell, toCsv } from './csv.ts';

/** A table that can be taken along. */
export interface CsvTable {
  /** Of the file, without its ending. */
  name: string;
  head: readonly string[];
  rows: readonly (readonly Cell[])[];
}

/** Saves what is shown as a file of comma-separated values. */
export function ExportCsv({ table, label }: { table: () => CsvTable; label?: string }) {
  return (
    <Button look="quiet" aria-label={label} onClick={() => download(table())}>
      <Trans>Export CSV</Trans>
    </Button>
  );
}

function download({ name, head, rows }: CsvTable): void {
  const file = new Blob([toCsv(head, rows)], { type: 'text/csv;charset=utf-8' });
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(address);
}
