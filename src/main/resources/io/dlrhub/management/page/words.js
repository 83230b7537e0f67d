// Every word of the page, English and Chinese; the browser's language decides.
const ENGLISH = {
  find: 'Find a message', findHint: 'message id or phone', search: 'Search', showPhones: 'show phones',
  tokenTitle: 'Token', tokenLabel: 'Token of dlr.management.token or dlr.management.read-token', tokenUse: 'Use',
  tokenKept: 'It is kept for this tab alone.', health: 'Health', reports: 'Reports', sources: 'Sources',
  sinks: 'Sinks', deadLetters: 'Dead letters', instances: 'Instances', holds: 'Does alone', quarantine: 'Quarantine', tracking: 'Tracking', timeline: 'Timeline',
  step: 'Show', lastHour: 'last hour, by minute', lastDays: 'last two days, by hour',
  pause: 'Pause', resume: 'Resume', replay: 'Replay', retry: 'Retry', discard: 'Discard', cancel: 'Cancel',
  cancelReplay: 'Cancel replay', name: 'Name', waiting: 'Waiting', oldest: 'Oldest waiting', delivered: 'Delivered', failed: 'Failed',
  unknown: 'Unknown', state: 'State', lastError: 'Last error', nextAttempt: 'Next attempt', running: 'running',
  paused: 'paused', closed: 'switched off', reason: 'Reason', attempts: 'Attempts', at: 'When', sink: 'Sink',
  message: 'Message', phone: 'Phone', actions: 'Actions', source: 'Source', times: 'Times', bytes: 'Bytes',
  none: 'none', complete: 'Complete', missing: 'Missing', inDoubt: 'In doubt', provider: 'Provider', account: 'Account',
  count: 'Count', share: 'Delivered share', since: 'Since', until: 'Until (may be empty)', up: 'UP', down: 'DOWN',
  notFound: 'No report is held of this message or phone.', searching: 'Searching…', reachFailed: 'The hub does not answer.',
  incomplete: 'The search stopped early; there may be more.', ours: 'read as', mayRead: 'Your token may read only.',
  version: 'Version', ledger: 'Ledger', records: 'reports', updated: 'Updated', by: 'by', retrying: 'is being retried',
  failures: 'Failure reasons', unmapped: 'Codes that map to nothing', code: 'Code', description: 'Description',
  discardAsk: 'Throw this dead letter away for ever', replayAsk: 'Send again what was stored', channel: 'Channel',
  more: 'there are more', seconds: 's', progress: 'Replay', sent: 'Sent', trackedAt: 'tracked', askedNext: 'asked for next at',
  again: 'came again', last: 'last', 'dead-letter': 'dead letter', filtered: 'left out', 'not-started': 'before the sink began', final: 'reported', cancelled: 'cancelled',
  action: 'Call', lastSuccess: 'Last success', calls: 'Calls', changes: 'Last changes', call: 'Change', detail: 'With', from: 'From', answer: 'Answer', pace: 'Records/s', waitsFor: 'Waits for',
};
const CHINESE = {
  find: '查找短信', findHint: '消息编号或手机号', search: '查找', showPhones: '显示手机号',
  tokenTitle: '令牌', tokenLabel: 'dlr.management.token 或 dlr.management.read-token 的令牌', tokenUse: '使用',
  tokenKept: '仅为本标签页保存。', health: '健康', reports: '回执', sources: '来源',
  sinks: '去向', deadLetters: '死信', instances: '实例', holds: '独自负责', quarantine: '隔离区', tracking: '跟踪', timeline: '时间线',
  step: '显示', lastHour: '最近一小时,按分钟', lastDays: '最近两天,按小时',
  pause: '暂停', resume: '恢复', replay: '重放', retry: '重试', discard: '丢弃', cancel: '取消',
  cancelReplay: '取消重放', name: '名称', waiting: '等待', oldest: '最早等待', delivered: '已送达', failed: '失败',
  unknown: '未知', state: '状态', lastError: '最近错误', nextAttempt: '下次尝试', running: '运行中',
  paused: '已暂停', closed: '已关闭', reason: '原因', attempts: '尝试次数', at: '时间', sink: '去向',
  message: '消息', phone: '手机号', actions: '操作', source: '来源', times: '次数', bytes: '内容',
  none: '无', complete: '完成', missing: '缺失', inDoubt: '存疑', provider: '服务商', account: '账号',
  count: '数量', share: '送达率', since: '起始', until: '截止(可空)', up: '正常', down: '异常',
  notFound: '没有该消息或手机号的回执。', searching: '正在查找…', reachFailed: '服务没有响应。',
  incomplete: '查找提前结束,可能还有更多。', ours: '解读为', mayRead: '您的令牌只能读取。',
  version: '版本', ledger: '账本', records: '条回执', updated: '更新于', by: '来自', retrying: '正在重试',
  failures: '失败原因', unmapped: '无对应的代码', code: '代码', description: '说明',
  discardAsk: '永久丢弃该死信', replayAsk: '重新发送已存储的记录', channel: '渠道',
  more: '还有更多', seconds: '秒', progress: '重放', sent: '已发送', trackedAt: '登记于', askedNext: '下次查询',
  again: '再次收到', last: '最近', 'dead-letter': '死信', filtered: '被过滤', 'not-started': '早于该去向启用', final: '已有回执', cancelled: '已取消',
  action: '接口', lastSuccess: '最近成功', calls: '调用', changes: '最近更改', call: '更改', detail: '内容', from: '来自', answer: '应答', pace: '条/秒', waitsFor: '等待',
};

const chinese = (navigator.language || 'en').toLowerCase().startsWith('zh');
const words = chinese ? CHINESE : ENGLISH;

export const language = chinese ? 'zh-CN' : 'en';

/** The word of that name. */
export function word(name) {
  return words[name] ?? name;
}

/** A number as the language writes it. */
export function number(value) {
  return new Intl.NumberFormat(language).format(value);
}

/** A time as the reader's clock has it; empty for none. */
export function time(text) {
  return text ? new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'medium' }).format(new Date(text)) : '';
}

/** Gives the page its fixed words. */
export function translate(root) {
  document.documentElement.lang = language;
  for (const one of root.querySelectorAll('[data-text]')) one.textContent = word(one.dataset.text);
  for (const one of root.querySelectorAll('[data-label]')) one.setAttribute('aria-label', word(one.dataset.label));
  for (const one of root.querySelectorAll('[data-placeholder]')) one.placeholder = word(one.dataset.placeholder);
}
