import type { ChartDataRow, ChartProps } from '@hubspot/ui-extensions';

/** The drawing in its own units, and what its edges keep free for words. */
export const width = 720;
export const height = 220;
export const left = 40;
export const right = 24;
export const top = 24;
export const bottom = 32;

export type Series = { name: string; nth: number; points: { x: number; y: number; base: number }[] };
type Tick = { at: number; words: string };
export type Plot = { series: Series[]; xTicks: Tick[]; yTicks: Tick[]; barWidth: number };

const inner = width - left - right;
const floor = height - bottom;

/** Where everything of a chart goes. Bars of one place stand beside each other, or on each other when stacked. */
export function plotOf({ data, axes }: ChartProps, bars: boolean): Plot {
  const rows = Array.isArray(data) ? data : data.data;
  const group = axes.options?.groupFieldByColor;
  const names = [...new Set(rows.map((row) => nameOf(row, group)))];
  const stacked = axes.options?.stacking === true;
  const places = [...new Set(rows.map((row) => row[axes.x.field] ?? ''))];
  const heights = places.map((place) =>
    rows.filter((row) => row[axes.x.field] === place).map((row) => numberIn(row, axes.y.field)),
  );
  const most = niceTop(
    Math.max(1, ...heights.map((all) => (stacked ? all.reduce((sum, one) => sum + one, 0) : Math.max(...all)))),
  );
  const step = inner / Math.max(1, places.length);
  const barWidth = (step * 0.7) / (stacked ? 1 : names.length);
  const isTime = axes.x.fieldType === 'datetime' && !bars;
  const xAt = (place: string | number, nth: number) => {
    if (isTime) return left + inner * shareOf(Number(place), places.map(Number));
    const start = left + step * places.indexOf(place);
    return bars ? start + step * 0.15 + (stacked ? 0 : nth * barWidth) : start + step / 2;
  };
  const tops = new Map<string | number, number>();
  const series = names.map((name, nth) => ({
    name,
    nth,
    points: rows
      .filter((row) => nameOf(row, group) === name)
      .map((row) => {
        const place = row[axes.x.field] ?? '';
        const under = stacked ? (tops.get(place) ?? 0) : 0;
        const over = under + numberIn(row, axes.y.field);
        tops.set(place, over);
        return { x: xAt(place, nth), y: yAt(over, most), base: yAt(under, most) };
      }),
  }));
  const middle = (place: string | number) => (isTime ? xAt(place, 0) : left + step * (places.indexOf(place) + 0.5));
  return { series, barWidth, xTicks: xTicksOf(places, middle, isTime), yTicks: yTicksOf(most) };
}

function nameOf(row: ChartDataRow, group: string | undefined): string {
  return group === undefined ? '' : String(row[group]);
}

function numberIn(row: ChartDataRow, field: string): number {
  return Number(row[field] ?? 0);
}

function shareOf(value: number, all: number[]): number {
  const [first, last] = [Math.min(...all), Math.max(...all)];
  return last === first ? 0 : (value - first) / (last - first);
}

function yAt(value: number, most: number): number {
  return floor - ((floor - top) * value) / most;
}

/** The next number above that reads well. */
function niceTop(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  return ([1, 2, 4, 5, 10].find((times) => times * power >= most) ?? 10) * power;
}

function yTicksOf(most: number): Tick[] {
  return [0, 0.25, 0.5, 0.75, 1].map((share) => ({
    at: yAt(share * most, most),
    words: String(Number((share * most).toFixed(2))),
  }));
}

const shortDay = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', timeZone: 'UTC' });

/** At most eight words along the axis: of times evenly spread, of names every so many. */
function xTicksOf(places: (string | number)[], middle: (place: string | number) => number, isTime: boolean): Tick[] {
  const every = Math.ceil(places.length / 8);
  if (!isTime)
    return places.filter((_, at) => at % every === 0).map((place) => ({ at: middle(place), words: String(place) }));
  const times = places.map(Number);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  return [0, 1, 2, 3, 4, 5].map((nth) => {
    const at = first + ((last - first) * nth) / 5;
    return { at: left + (inner * nth) / 5, words: shortDay.format(at) };
  });
}
