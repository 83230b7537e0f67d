// New reports over time by status, drawn by uPlot.
import uPlot from './uPlot.esm.js';
import { word } from './words.js';

const STATUSES = ['delivered', 'failed', 'unknown'];
const COLOURS = { delivered: '--good', failed: '--bad', unknown: '--open' };
const SECONDS = { minute: 60, hour: 3600 };
let plot;
let drawn;

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Steps without reports are left out of the answer: they are 0. */
function series(history) {
  const step = SECONDS[history.step];
  const first = Math.floor(Date.parse(history.since) / 1000 / step) * step;
  const last = Math.floor(Date.parse(history.until) / 1000 / step) * step;
  const times = [];
  for (let at = first; at <= last; at += step) times.push(at);
  const counts = STATUSES.map(() => new Array(times.length).fill(0));
  for (const point of history.points) {
    const row = counts[STATUSES.indexOf(point.status)];
    const at = (Date.parse(point.start) / 1000 - first) / step;
    if (row && at >= 0 && at < times.length) row[at] += point.count;
  }
  return [times, ...counts];
}

export function draw(place, history) {
  const data = series(history);
  const scheme = matchMedia('(prefers-color-scheme: dark)').matches;
  const width = place.clientWidth;
  const key = `${scheme} ${width}`;
  if (plot && key === drawn) {
    plot.setData(data);
    return;
  }
  plot?.destroy();
  drawn = key;
  const axis = { stroke: colour('--soft'), grid: { stroke: colour('--line') }, ticks: { stroke: colour('--line') } };
  plot = new uPlot({
    width, height: 220, axes: [axis, { ...axis, size: 60 }],
    scales: { y: { range: (self, low, high) => [0, Math.max(1, high)] } },
    series: [{}, ...STATUSES.map((status) => ({
      label: word(status), stroke: colour(COLOURS[status]), width: 2, points: { show: false },
    }))],
  }, data, place);
}
