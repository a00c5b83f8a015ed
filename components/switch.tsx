/** An on/off switch. Its label stands beside it, named by `labelledBy`. */
export function Switch({
  on,
  labelledBy,
  describedBy,
  busy,
  disabled,
  onChange,
}: {
  on: boolean;
  /** Id of the element that names it. */
  labelledBy: string;
  /** Id of the element that says what state it is in or why it can't be used. */
  describedBy?: string;
  /** The change runs: it can't be switched again until it is through. */
  busy: boolean;
  disabled: boolean;
  onChange: (on: boolean) => void;
}) {
  return (
    <button
      type="button"
      role="switch"
      className="switch"
      aria-checked={on}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      aria-busy={busy || undefined}
      disabled={disabled}
      onClick={() => {
        if (!busy) onChange(!on);
      }}
    >
      <span className="switch-knob" />
    </button>
  );
}
