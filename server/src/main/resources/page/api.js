// Asks the HTTP APIs: few requests at a time, patient where a limit is reached.

const AT_ONCE = 6;
const PATIENCE = 3;
const LIMIT_MILLIS = 30000;
const waiting = [];
let atWork = 0;

/** What the API refused, in the words of either of its error shapes; status 0 when it could not be reached. */
class ApiError extends Error {
  constructor(status, body) {
    const ours = (body?.details ?? []).find((each) => each.domain === 'tain.dev');
    super(body?.message ?? `Tain answered with status ${status} and no explanation.`);
    this.status = status;
    this.code = ours?.reason ?? (body?.error_code ? String(body.error_code) : '');
    this.remedy = ours?.metadata?.remedy ?? '';
  }
}

export function ask(path) {
  return call('GET', path);
}

export async function call(method, path, body) {
  await enter();
  try {
    return await patiently(method, path, body);
  } finally {
    atWork--;
    waiting.shift()?.();
  }
}

async function enter() {
  while (atWork >= AT_ONCE) {
    await new Promise((free) => { waiting.push(free); });
  }
  atWork++;
}

async function patiently(method, path, body) {
  for (let attempt = 1; ; attempt++) {
    const response = await send(method, path, body);
    if (response.status === 429 && attempt < PATIENCE) {
      const seconds = Number(response.headers.get('Retry-After')) || 1;
      await new Promise((later) => { setTimeout(later, seconds * 1000); });
    } else {
      return read(response);
    }
  }
}

async function send(method, path, body) {
  try {
    return await fetch(path, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      signal: AbortSignal.timeout(LIMIT_MILLIS),
    });
  } catch (cause) {
    const message = cause.name === 'TimeoutError' ? 'Tain took longer than 30 s to answer.' : 'Tain does not answer.';
    throw new ApiError(0, { message });
  }
}

async function read(response) {
  let body;
  try {
    const text = await response.text();
    body = text ? JSON.parse(text) : {};
  } catch (cause) {
    throw new ApiError(response.ok ? 0 : response.status, {
      message: `What came with status ${response.status} is no answer of Tain's: ${cause.message}`,
    });
  }
  if (!response.ok) {
    throw new ApiError(response.status, body);
  }
  return body;
}
