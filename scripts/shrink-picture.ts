import { crc32, deflateSync, inflateSync } from 'node:zlib';

/**
 * A screenshot as PNG with at most 256 colours (PNG specification, third edition): the commonest
 * that differ, every other pixel in the nearest of them. A page has few colours beside the edges of its
 * letters, so that nothing is seen of it and a third of the bytes is left.
 */
export function shrinkPicture(png: Uint8Array): Buffer {
  const { width, height, colours } = read(Buffer.from(png));
  const count = new Map<number, number>();
  for (const colour of colours) count.set(colour, (count.get(colour) ?? 0) + 1);
  const palette: number[] = [];
  const byCount = [...count].sort(([, one], [, other]) => other - one);
  for (const [colour] of byCount) {
    if (palette.length === 256) break;
    // A colour nearly there already would take the place of a rare one, such as a small face's.
    const near = palette[nearest(palette, colour)];
    if (near === undefined || distance(near, colour) > NEARLY_THE_SAME) palette.push(colour);
  }
  const at = new Map(palette.map((colour, index) => [colour, index]));
  const rows = Buffer.alloc(height * (width + 1));
  colours.forEach((colour, pixel) => {
    let index = at.get(colour);
    if (index === undefined) {
      index = nearest(palette, colour);
      at.set(colour, index);
    }
    rows[pixel + Math.floor(pixel / width) + 1] = index;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits a pixel, by palette.
  header.set([8, 3], 8);
  const colourBytes = palette.flatMap((colour) => [
    colour >> 16,
    (colour >> 8) & 255,
    colour & 255,
  ]);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(colourBytes)),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Squared distance of two colours, each part 0 to 255, up to which one serves for both. */
const NEARLY_THE_SAME = 48;

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** The pixels of a browser's screenshot, each as 0xrrggbb. Throws for another kind of PNG. */
function read(png: Buffer): { width: number; height: number; colours: Uint32Array } {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const samples = { 2: 3, 6: 4 }[png[25] ?? 0];
  if (png[24] !== 8 || samples === undefined || png[28] !== 0) {
    throw new Error('Not a screenshot with 8 bits a colour');
  }
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const end = at + 8 + png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, end));
  }
  const bytes = inflateSync(Buffer.concat(parts));
  const stride = width * samples;
  const colours = new Uint32Array(width * height);
  let before = new Uint8Array(stride);
  for (let y = 0; y < height; y += 1) {
    const start = y * (stride + 1);
    const row = unfilter(
      bytes[start] ?? 0,
      bytes.subarray(start + 1, start + 1 + stride),
      before,
      samples,
    );
    for (let x = 0; x < width; x += 1) {
      const [red = 0, green = 0, blue = 0] = row.subarray(x * samples, x * samples + 3);
      colours[y * width + x] = (red << 16) | (green << 8) | blue;
    }
    before = row;
  }
  return { width, height, colours };
}

/** One row without its filter: PNG specification, section 9, "Filtering". */
function unfilter(
  kind: number,
  filtered: Uint8Array,
  above: Uint8Array,
  samples: number,
): Uint8Array<ArrayBuffer> {
  const row = new Uint8Array(filtered.length);
  for (let at = 0; at < row.length; at += 1) {
    const left = row[at - samples] ?? 0;
    const up = above[at] ?? 0;
    const corner = at < samples ? 0 : (above[at - samples] ?? 0);
    const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][kind] ?? 0;
    row[at] = (filtered[at] ?? 0) + guess;
  }
  return row;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [left, up, corner].map((one) => Math.abs(guess - one));
  if (toLeft === undefined || toUp === undefined || toCorner === undefined) return 0;
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

function nearest(palette: number[], colour: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  palette.forEach((one, index) => {
    const far = distance(one, colour);
    if (far >= least) return;
    least = far;
    best = index;
  });
  return best;
}

function distance(one: number, other: number): number {
  return (
    ((one >> 16) - (other >> 16)) ** 2 +
    (((one >> 8) & 255) - ((other >> 8) & 255)) ** 2 +
    ((one & 255) - (other & 255)) ** 2
  );
}
