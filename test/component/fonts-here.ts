/**
 * A short sign of how this computer draws our text: its fonts, their smoothing and the browser's
 * release. Pictures can only be compared where it is the same.
 */
export async function fontsHere(): Promise<string> {
  const canvas = document.createElement('canvas');
  canvas.width = 420;
  canvas.height = 90;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) throw new Error('There is no canvas to draw on');
  const family = getComputedStyle(document.documentElement).fontFamily;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = '#000';
  for (const [line, font] of ['12px', '600 13px', '600 22px'].entries()) {
    pen.font = `${font} ${family}`;
    pen.fillText('82% happy · 412 of 503 – “likely” Qfgjy', 4, 20 + line * 28);
  }
  const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
  const release = /Chrome\/(\d+)/.exec(navigator.userAgent)?.[1] ?? 'other';
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', data));
  const hex = [...digest.slice(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `chromium-${release}-${hex}`;
}
