import { t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import { type DragEvent, useEffect, useId, useRef, useState } from 'react';
import { type FilePreview, readFile } from '../../lib/sources/file.ts';
import { openable } from '../../lib/sources/file-bytes.ts';
import { FileFault, type FileMapping } from '../../lib/sources/file-line.ts';
import { Button } from '../button.tsx';
import { formatShare } from '../format.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import type { Problem } from '../use-action.ts';
import { useFocusAlong } from '../use-focus-along.ts';
import type { FilePorts } from './file-ports.ts';
import { FilePreviewForm } from './file-preview.tsx';
import { FileReportNotice } from './file-report.tsx';
import { type FileProgress, type FileReport, takeFile } from './take-file.ts';

type Step =
  | { kind: 'idle' | 'reading' }
  | { kind: 'preview'; preview: FilePreview; mapping: FileMapping }
  | { kind: 'taking'; progress: FileProgress }
  | { kind: 'done'; name: string; report: FileReport };

/** Takes the ratings of a file (CSV) into this browser: dropped or chosen, looked at, then read. */
export function DropFile({
  ports,
  onTaken,
  onCancel,
}: {
  ports: FilePorts;
  onTaken: (report: FileReport) => void;
  /** Where there is a way back. */
  onCancel?: () => void;
}) {
  const id = useId();
  const [step, setStep] = useState<Step>({ kind: 'idle' });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [over, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const end = useRef(new AbortController());
  useEffect(() => {
    end.current = new AbortController();
    return () => end.current.abort();
  }, []);

  const cancel = () => {
    setProblem(null);
    setStep({ kind: 'idle' });
  };
  const place = useFocusAlong<HTMLDivElement>(
    step.kind === 'idle' || step.kind === 'reading' ? null : step.kind,
    () => (step.kind === 'preview' ? cancel() : undefined),
  );

  const look = (file: File | undefined) => {
    if (!file) return;
    setProblem(null);
    setStep({ kind: 'reading' });
    readFile(openable(file)).then(
      (preview) => setStep({ kind: 'preview', preview, mapping: preview.mapping }),
      (error: unknown) => {
        setStep({ kind: 'idle' });
        const { name } = file;
        setProblem(
          error instanceof FileFault
            ? { message: error.message }
            : { message: t`${name} could not be read.`, remedy: t`Choose it again.` },
        );
      },
    );
  };
  const take = ({ preview, mapping }: { preview: FilePreview; mapping: FileMapping }) => {
    setProblem(null);
    setStep({ kind: 'taking', progress: { rows: 0, done: null } });
    void takeFile(
      ports,
      preview,
      mapping,
      (progress) => setStep({ kind: 'taking', progress }),
      end.current.signal,
    ).then((outcome) => {
      if (end.current.signal.aborted) return;
      if (!outcome.ok) {
        setStep({ kind: 'preview', preview, mapping });
        return setProblem(outcome);
      }
      setStep({ kind: 'done', name: preview.file.name, report: outcome.value });
      onTaken(outcome.value);
    });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    look(event.dataTransfer.files[0]);
  };

  switch (step.kind) {
    case 'preview':
      return (
        <div className="swap" ref={place}>
          <FilePreviewForm
            preview={step.preview}
            mapping={step.mapping}
            busy={false}
            onChange={(mapping) => setStep({ ...step, mapping })}
            onTake={() => take(step)}
            onCancel={cancel}
          />
          <ProblemNotice problem={problem} />
        </div>
      );
    case 'taking':
      return (
        <div className="swap" ref={place}>
          <Taking progress={step.progress} />
        </div>
      );
    case 'done':
      return (
        <div className="swap" ref={place}>
          <FileReportNotice name={step.name} report={step.report} />
          <Button className="start" onClick={() => setStep({ kind: 'idle' })}>
            <Trans>Take another file</Trans>
          </Button>
        </div>
      );
  }
  return (
    <div className="drop-file" ref={place}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way, the button in it the other */}
      <div
        className="drop"
        data-part="drop-file"
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <p>
          <strong>
            <Trans>Drop a CSV here</Trans>
          </strong>
        </p>
        <input
          ref={chooser}
          id={id}
          className="spoken"
          type="file"
          aria-label={t`CSV file`}
          tabIndex={-1}
          accept=".csv,.tsv,.txt,text/csv"
          onChange={({ target }) => {
            look(target.files?.[0]);
            target.value = '';
          }}
        />
        <Button busy={step.kind === 'reading'} onClick={() => chooser.current?.click()}>
          {step.kind === 'reading' ? t`Looking at it…` : t`Choose a file`}
        </Button>
        <p className="quiet">
          <Trans>An export of My AskAI is recognised; of any other you say the columns.</Trans>
        </p>
      </div>
      <ProblemNotice problem={problem} />
      {onCancel ? (
        <Button look="quiet" className="start" onClick={onCancel}>
          <Trans>Cancel</Trans>
        </Button>
      ) : null}
    </div>
  );
}

function Taking({ progress: { rows, done } }: { progress: FileProgress }) {
  return (
    <div className="file-taking" role="status">
      <p>
        <Plural value={rows} one="Reading the file · # line" other="Reading the file · # lines" />
      </p>
      {done === null ? null : (
        <progress aria-label={t`Lines read`} max={1} value={done}>
          {formatShare(done)}
        </progress>
      )}
    </div>
  );
}
