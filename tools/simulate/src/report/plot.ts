import type { Histogram } from '../engine/histogram.ts';

export interface Curve {
  readonly name: string;
  readonly histogram: Histogram;
}

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [800, 480, 60, 60, 30];
const COLOURS = ['#0b6e99', '#c2410c', '#15803d', '#7c3aed', '#a16207', '#be123c'];

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Cumulative distributions over a logarithmic axis of milliseconds, as SVG. */
export const plot = (title: string, curves: readonly Curve[]): string => {
  const ends = curves.map(({ histogram }) => [histogram.quantile(0.001), histogram.max] as const);
  const low = Math.floor(Math.log10(Math.max(0.1, Math.min(...ends.map(([first]) => first)))));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...ends.map(([, last]) => last)))));
  const x = (ms: number): number =>
    LEFT + ((Math.log10(Math.max(ms, 10 ** low)) - low) / (high - low)) * (WIDTH - LEFT - 20);
  const y = (fraction: number): number => HEIGHT - BOTTOM - fraction * (HEIGHT - BOTTOM - TOP);
  const decades = Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index));
  const fractions = [0, 0.25, 0.5, 0.75, 1];
  const grid = [
    ...decades.map(
      (ms) => `<line x1="${x(ms).toFixed(1)}" x2="${x(ms).toFixed(1)}" y1="${y(0)}" y2="${y(1)}"/>`,
    ),
    ...fractions.map(
      (part) =>
        `<line x1="${LEFT}" x2="${WIDTH - 20}" y1="${y(part).toFixed(1)}" y2="${y(part).toFixed(1)}"/>`,
    ),
  ];
  const labels = [
    ...decades.map(
      (ms) => `<text x="${x(ms).toFixed(1)}" y="${y(0) + 18}" text-anchor="middle">${ms} ms</text>`,
    ),
    ...fractions.map(
      (part) =>
        `<text x="${LEFT - 8}" y="${(y(part) + 4).toFixed(1)}" text-anchor="end">${part * 100} %</text>`,
    ),
  ];
  const lines = curves.map(({ histogram }, index) => {
    const points = histogram.cumulative().map(([ms, part]) => `${x(ms).toFixed(1)},${y(part).toFixed(1)}`);
    return `<polyline fill="none" stroke="${COLOURS[index % COLOURS.length]}" stroke-width="2" points="${points.join(' ')}"/>`;
  });
  const legend = curves.map(
    ({ name }, index) =>
      `<text x="${LEFT + 12}" y="${TOP + 18 + index * 18}" fill="${COLOURS[index % COLOURS.length]}">${escaped(name)}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="white"/>`,
    `<text x="${WIDTH / 2}" y="18" text-anchor="middle" font-size="14">${escaped(title)}</text>`,
    `<g stroke="#ddd">${grid.join('')}</g>`,
    ...[...labels, ...lines, ...legend],
    '</svg>',
    '',
  ].join('\n');
};
