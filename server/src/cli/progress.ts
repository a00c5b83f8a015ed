/** Shows how far something is, on standard error. */
export interface Progress {
  show(words: string): void;
  end(): void;
}

/** On a terminal one line that changes; elsewhere a line every five seconds. */
export function createProgress(out: NodeJS.WriteStream = process.stderr): Progress {
  let lastAt = 0;
  let shown = false;
  return {
    show(words) {
      const now = performance.now();
      if (out.isTTY) {
        if (now - lastAt < 100) return;
        out.write(`\r\u001b[2K${words}`);
      } else {
        if (now - lastAt < 5_000) return;
        out.write(`${words}\n`);
      }
      lastAt = now;
      shown = true;
    },
    end() {
      if (shown && out.isTTY) out.write('\r\u001b[2K');
    },
  };
}
