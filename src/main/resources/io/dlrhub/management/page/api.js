// Calls of the API. The token is kept for the tab alone and sent as a header: no cookie, no forged request.
const KEY = 'dlr.token';

export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export function useToken(token) {
  sessionStorage.setItem(KEY, token);
}

export function forgetToken() {
  sessionStorage.removeItem(KEY);
}

/** Asks; addresses are relative, so that a prefix of a proxy stays. */
export async function ask(method, path, body) {
  const headers = { 'X-Dlr-Client': 'page' };
  const token = sessionStorage.getItem(KEY);
  if (token) headers.Authorization = `Bearer ${token}`;
  if (method === 'POST') headers['Content-Type'] = 'application/json';
  const answer = await fetch(path, {
    method, headers, cache: 'no-store',
    body: method === 'POST' ? JSON.stringify(body ?? {}) : undefined,
  });
  const json = await answer.json();
  if (!answer.ok) throw new Refused(answer.status, json.detail ?? json.message);
  return json;
}

export const get = (path) => ask('GET', path);
