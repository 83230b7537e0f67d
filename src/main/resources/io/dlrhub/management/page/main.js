// The page: asks the API every few seconds while somebody looks, and nothing while nobody does.
import { ask, forgetToken, get, Refused, useToken } from './api.js';
import { draw } from './chart.js';
import { askFor, element, fill, table } from './dom.js';
import { number, time, translate, word } from './words.js';

const PAUSE = 3000;
const MASKED = '****';
const at = (id) => document.getElementById(id);
let readOnly = false;
let timer;
let away = false;

function maskedPhone(phone) {
  if (!phone || at('phones').checked) return phone ?? '';
  return phone.length > 7 ? phone.slice(0, -8) + MASKED + phone.slice(-4) : MASKED;
}

/** Digits that may be a phone, in bytes nobody understood. */
function maskedText(text) {
  return at('phones').checked ? text : text.replace(/\d{7,}/g, (digits) => digits.slice(0, 3) + MASKED + digits.slice(-2));
}

function button(name, key, action) {
  return element('button', {
    type: 'button', 'data-key': `${name} ${key}`, 'aria-label': `${word(name)} ${key}`,
    disabled: readOnly, title: readOnly ? word('mayRead') : null, onclick: () => run(action),
  }, word(name));
}

function problem(text) {
  at('problem').hidden = !text;
  if (at('problem').textContent !== (text ?? '')) at('problem').textContent = text ?? '';
}

/** Does something and shows what came of it. */
async function run(action) {
  try {
    await action();
    problem(null);
  } catch (failure) {
    if (failure instanceof Refused && failure.status === 403) readOnly = failure.message.includes('may read only');
    problem(failure instanceof Refused ? failure.message : word('reachFailed'));
  }
  await look();
}

function showHealth(summary) {
  const up = summary.health.status === 'UP';
  fill('health',
    element('p', { class: up ? 'good' : 'bad' }, element('strong', {}, word(up ? 'up' : 'down'))),
    ...summary.health.problems.map((one) => element('p', { class: 'bad' }, `${one.check}: ${one.message ?? ''}`)),
    element('p', { class: 'soft' }, `${word('version')} ${summary.version} · ${word('ledger')} ${number(summary.ledger.reports)} ${word('records')}`));
}

function sums(history, key) {
  const all = new Map();
  for (const point of history.points) {
    const name = key(point);
    if (name == null) continue;
    const one = all.get(name) ?? { name, delivered: 0, failed: 0, unknown: 0, count: 0 };
    one[point.status] += point.count;
    one.count += point.count;
    all.set(name, one);
  }
  return [...all.values()].sort((one, other) => other.count - one.count);
}

function showReports(history, codes) {
  draw(at('chart'), history);
  const share = (row) => (row.count ? `${(100 * row.delivered / row.count).toFixed(1)} %` : '');
  const figure = (name) => ({ name, number: true, value: (row) => number(row[name]) });
  fill('reports',
    table(word('reports'), [
      { name: 'account', value: (row) => row.name }, figure('delivered'), figure('failed'), figure('unknown'),
      { name: 'share', number: true, value: share },
    ], sums(history, (point) => `${point.provider} ${point.account} ${point.channel}`)),
    element('h3', {}, word('failures')),
    table(word('failures'), [{ name: 'reason', value: (row) => row.name }, figure('count')], sums(history, (point) => point.reason)),
    element('h3', {}, word('unmapped')),
    table(word('unmapped'), [
      { name: 'code', value: (row) => row.code }, { name: 'description', value: (row) => row.description }, figure('count'),
    ], codes));
}

function showSources(sources) {
  const calls = (row) => Object.entries(row.calls).map(([outcome, count]) => `${outcome} ${number(count)}`).join(', ');
  fill('sources', table(word('sources'), [
    { name: 'provider', value: (row) => row.provider }, { name: 'account', value: (row) => row.account },
    { name: 'action', value: (row) => row.action }, { name: 'lastSuccess', value: (row) => time(row.lastSuccess) },
    { name: 'calls', value: calls },
    { name: 'lastError', value: (row) => row.lastError && [element('span', { class: row.failingSince ? 'bad' : 'soft' },
      `${time(row.lastErrorAt)} ${maskedText(row.lastError)}`)] },
    { name: 'inDoubt', number: true, value: (row) => number(row.inDoubt) },
  ], sources));
}

function showChanges(changes) {
  fill('changes', table(word('changes'), [
    { name: 'at', value: (row) => time(row.at) }, { name: 'call', value: (row) => maskedText(row.call) },
    { name: 'detail', value: (row) => row.detail && maskedText(row.detail) },
    { name: 'from', value: (row) => `${row.from} (${row.by})` },
    { name: 'answer', number: true, value: (row) => (row.status == null ? '' : String(row.status)) },
  ], changes));
}

function showTracking(summary) {
  const figure = (name) => ({ name, number: true, value: (row) => number(row[name]) });
  fill('tracking', table(word('tracking'), [figure('waiting'), figure('complete'), figure('missing')], [summary.tracked]));
}

function sinkState(sink) {
  return word(!sink.open ? 'closed' : sink.paused ? 'paused' : 'running')
    + (sink.replay?.state === 'running' ? ` · ${word('progress')} ${Math.round(100 * sink.replay.progress)} %` : '');
}

async function replay(sink) {
  const hourAgo = new Date(Date.now() - 3600e3 - new Date().getTimezoneOffset() * 60e3).toISOString().slice(0, 19);
  const given = await askFor(`${word('replayAsk')}: ${sink}`, word('replay'), [
    { name: 'since', type: 'datetime-local', required: true, value: hourAgo }, { name: 'until', type: 'datetime-local' },
  ]);
  if (!given) return;
  const body = { since: new Date(given.since).toISOString() };
  if (given.until) body.until = new Date(given.until).toISOString();
  await ask('POST', `api/sinks/${encodeURIComponent(sink)}/replay`, body);
}

function sinkActions(sink) {
  const path = `api/sinks/${encodeURIComponent(sink.name)}`;
  return [
    sink.paused ? button('resume', sink.name, () => ask('POST', `${path}/resume`))
      : button('pause', sink.name, () => ask('POST', `${path}/pause`)),
    ' ',
    sink.replay?.state === 'running' ? button('cancelReplay', sink.name, () => ask('DELETE', `${path}/replay`))
      : button('replay', sink.name, () => replay(sink.name)),
  ];
}

function showSinks(sinks) {
  fill('sinks', table(word('sinks'), [
    { name: 'name', value: (row) => row.name }, { name: 'state', value: sinkState },
    { name: 'waiting', number: true, value: (row) => number(row.waiting) },
    { name: 'oldest', value: (row) => time(row.oldestWaiting) },
    { name: 'delivered', number: true, value: (row) => number(row.delivered) },
    { name: 'deadLetters', number: true, value: (row) => number(row.deadLetters) },
    { name: 'pace', number: true, value: (row) => (row.pace == null ? '' : number(row.pace)) },
    { name: 'lastError', value: (row) => row.lastError && maskedText(row.lastError) },
    { name: 'nextAttempt', value: (row) => time(row.nextAttempt) }, { name: 'waitsFor', value: (row) => row.waitsFor },
    { name: 'actions', class: 'actions', value: sinkActions },
  ], sinks));
}

/** Only where several can share the ledger. */
function showInstances(page) {
  at('instances').hidden = !page.shared;
  if (!page.shared) return;
  fill('instances', table(word('instances'), [
    { name: 'name', value: (row) => row.name }, { name: 'since', value: (row) => time(row.since) },
    { name: 'holds', value: (row) => row.holds.map((one) => `${one.kind} ${one.name} (${time(one.since)})`).join(', ') },
  ], page.instances));
}

async function discard(letter) {
  const given = await askFor(`${word('discardAsk')}: ${letter.id}`, word('discard'), [{ name: 'reason', required: true }]);
  if (given) await ask('POST', `api/dead-letters/${letter.id}/discard`, given);
}

function showDeadLetters(page) {
  fill('dead-letters', table(word('deadLetters'), [
    { name: 'sink', value: (row) => row.sink }, { name: 'message', value: (row) => row.record.messageId ?? row.record.id },
    { name: 'phone', value: (row) => maskedPhone(row.record.phone) },
    { name: 'reason', value: (row) => maskedText(row.reason) + (row.retrying ? ` (${word('retrying')})` : '') },
    { name: 'attempts', number: true, value: (row) => number(row.attempts) }, { name: 'at', value: (row) => time(row.lastAt) },
    { name: 'actions', class: 'actions', value: (row) => [
      button('retry', String(row.id), () => ask('POST', `api/dead-letters/${row.id}/retry`)), ' ',
      button('discard', String(row.id), () => discard(row)),
    ] },
  ], page.deadLetters), page.next ? element('p', { class: 'soft' }, word('more')) : null);
}

function showQuarantine(page) {
  fill('quarantine', table(word('quarantine'), [
    { name: 'source', value: (row) => row.source },
    { name: 'reason', value: (row) => row.reason + (row.detail ? `: ${maskedText(row.detail)}` : '') },
    { name: 'times', number: true, value: (row) => number(row.times) }, { name: 'at', value: (row) => time(row.lastAt) },
    { name: 'bytes', value: (row) => [element('pre', {}, row.text == null ? row.base64 : maskedText(row.text))] },
  ], page.entries), page.next ? element('p', { class: 'soft' }, word('more')) : null);
}

/** A phone has only digits and what is written between them, and no message id is that short. */
const isPhone = (text) => /^\+?[\d\s()-]{5,20}$/.test(text);

/** The ids that are meant: one, or those of the reports of a phone. */
async function idsOf(text) {
  if (!isPhone(text)) return { ids: [text], complete: true };
  const page = await get(`api/reports?limit=100&phone=${encodeURIComponent(text)}`);
  return { ids: [...new Set(page.reports.map((one) => one.messageId))].slice(0, 20), complete: page.complete };
}

async function timeline(id) {
  try {
    return await get(`api/messages/${encodeURIComponent(id)}`);
  } catch (failure) {
    if (failure instanceof Refused && failure.status === 404) return { messages: [], complete: true };
    throw failure;
  }
}

const soft = (...texts) => element('div', { class: 'soft' }, ...texts);

function trackedStep(id, message) {
  const { tracked } = message;
  return element('li', {}, element('strong', {}, word('sent')), ` ${time(tracked.sentAt)} · ${id} · ${message.provider} ${message.account}`,
    soft(`${word('trackedAt')} ${time(tracked.trackedAt)} ${word('by')} ${tracked.trackedBy ?? ''} · ${word(tracked.state)}`),
    ...tracked.phones.map((one) => soft(`${maskedPhone(one.phone)}: ${word(one.state)}`)),
    tracked.next.at ? soft(`${word('askedNext')} ${time(tracked.next.at)}`) : null);
}

function sinkStep(sink) {
  return soft(`${sink.name}: ${word(sink.state)}`, sink.reason ? ` — ${maskedText(sink.reason)}` : '',
    sink.replay ? ` · ${word('replay')} ${word(sink.replay.state)} ${time(sink.replay.startedAt)}` : '');
}

function reportStep(report) {
  const { record } = report;
  return element('li', {},
    element('strong', { class: { delivered: 'good', failed: 'bad' }[record.status] ?? 'open' }, word(record.status)),
    ` ${time(record.reportedAt ?? record.receivedAt)} · ${record.messageId} · ${maskedPhone(record.phone)} · ${record.provider} ${record.account} ${word('by')} ${record.origin}`,
    soft([record.providerStatus, record.code, record.description].filter(Boolean).join(' · ')
      + (record.failureReason ? ` — ${word('ours')} ${record.failureReason}` : '')),
    ...report.sightings.filter((one) => one.repeats > 0)
      .map((one) => soft(`${word('again')} ${number(one.repeats)} × ${one.origin}, ${word('last')} ${time(one.lastAt)}`)),
    ...report.sinks.map(sinkStep));
}

async function find(text) {
  at('found').hidden = false;
  const wanted = await idsOf(text);
  const found = await Promise.all(wanted.ids.map(timeline));
  const steps = found.flatMap((one) => one.messages.flatMap((message) => [
    message.tracked ? trackedStep(one.messageId, message) : null, ...message.reports.map(reportStep),
  ])).filter(Boolean);
  fill('found',
    steps.length ? element('ol', { class: 'timeline', 'aria-label': word('timeline') }, ...steps) : element('p', {}, word('notFound')),
    wanted.complete && found.every((one) => one.complete) ? null : element('p', { class: 'open' }, word('incomplete')));
}

function askToken(refused) {
  at('token').hidden = false;
  at('token-problem').textContent = refused;
}

async function look() {
  clearTimeout(timer);
  try {
    const [summary, history, sinks, instances, letters, quarantine, codes, sources, changes] = await Promise.all([
      get('api/summary'), get(`api/history?step=${at('step').value}`), get('api/sinks'), get('api/instances'),
      get('api/dead-letters?limit=50'), get('api/quarantine?limit=20'), get('api/unmapped-codes?limit=20'),
      get('api/sources'), get('api/audit?limit=5'),
    ]);
    readOnly = summary.role === 'read';
    showHealth(summary);
    showReports(history, codes.codes);
    showSources(sources.sources);
    showTracking(summary);
    showSinks(sinks.sinks);
    showInstances(instances);
    showDeadLetters(letters);
    showQuarantine(quarantine);
    showChanges(changes.changes);
    at('token').hidden = true;
    if (away) problem(null);
    away = false;
    at('state').textContent = `${word('updated')} ${time(summary.now)}`;
  } catch (failure) {
    if (failure instanceof Refused && failure.status === 401) {
      forgetToken();
      askToken(failure.message);
      return;
    }
    away = true;
    problem(failure instanceof Refused ? failure.message : word('reachFailed'));
  }
  if (!document.hidden) timer = setTimeout(look, PAUSE);
}

translate(document);
at('find').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = at('query').value.trim();
  if (text) run(() => find(text));
});
at('token-form').addEventListener('submit', (event) => {
  event.preventDefault();
  useToken(at('token-value').value);
  at('token-value').value = '';
  readOnly = false;
  look();
});
at('step').addEventListener('change', look);
at('phones').addEventListener('change', () => {
  const text = at('query').value.trim();
  if (text && !at('found').hidden) run(() => find(text));
  else look();
});
document.addEventListener('visibilitychange', () => (document.hidden ? clearTimeout(timer) : look()));
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', look);
addEventListener('resize', look);
look();
