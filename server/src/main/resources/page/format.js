// Numbers, spans and instants as people read them.

const whole = new Intl.NumberFormat('en-US');
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' });

/** A number that may come as a text, because it has 64 bits. */
export function number(value) {
  return whole.format(BigInt(value ?? 0));
}

/** A number with its noun: 1 table, 2 tables. */
export function count(value, noun, nouns = `${noun}s`) {
  return `${number(value)} ${Number(value) === 1 ? noun : nouns}`;
}

/** A length of time in its largest fitting unit. */
export function span(millis) {
  if (millis < 1000) {
    return `${Math.max(0, Math.round(millis))} ms`;
  }
  const seconds = millis / 1000;
  if (seconds < 10) {
    return `${seconds.toFixed(1)} s`;
  } else if (seconds < 90) {
    return `${Math.round(seconds)} s`;
  } else if (seconds < 5400) {
    return `${Math.round(seconds / 60)} min`;
  }
  return seconds < 129600 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86400)} days`;
}

/** How long ago an instant of the API is. Below a minute it would change all the time. */
export function ago(text) {
  const millis = Date.now() - Date.parse(text);
  return millis < 60000 ? 'just now' : `${span(millis)} ago`;
}

export function time(millis) {
  return clock.format(new Date(millis));
}

export function instant(text) {
  return text ? day.format(new Date(text)) : '';
}

/** A part of a whole, from 0 to 1. */
export function share(part, all) {
  return Number(all) > 0 ? Math.min(1, Number(part) / Number(all)) : 0;
}

export function percent(part) {
  return `${Math.floor(part * 100)} %`;
}
