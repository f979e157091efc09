// The same action from a terminal, ready to be pasted into a shell.

/** One word of a shell's command line. */
function quoted(text) {
  return /^[A-Za-z0-9_./:,=@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** A request as a call of curl. The password comes from the environment, so that it is in no history. */
export function curl(method, path, body) {
  const words = ['curl', '-s', '--user', '":$TAIN_PASSWORD"'];
  if (method !== 'GET' && method !== 'POST') {
    words.push('-X', method);
  }
  words.push(quoted(location.origin + path));
  if (body !== undefined) {
    words.push('-d', quoted(JSON.stringify(body)));
  }
  return words.join(' ');
}

/** A command of ours, which asks the server that served this page. */
export function tain(...words) {
  return ['./tain', ...words.map(quoted), '--api', quoted(location.origin)].join(' ');
}
